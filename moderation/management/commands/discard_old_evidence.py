from typing import Any

from django.core.management.base import BaseCommand

from moderation.actions import discard_old_evidence
from pop.core import clock


class Command(BaseCommand):
    help = "Delete the words behind decisions older than POP_EVIDENCE_DAYS. Servers do so every day (POP_CHORES)."

    def handle(self, *args: Any, **options: Any) -> None:
        count = discard_old_evidence(now=clock.now())
        self.stdout.write(f"Evidence of {count} decided item(s) discarded.")
