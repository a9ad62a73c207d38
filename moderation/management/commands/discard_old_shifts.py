from typing import Any

from django.core.management.base import BaseCommand

from moderation.actions import discard_old_shifts
from pop.core import clock


class Command(BaseCommand):
    help = "Delete the numbers of moderators' shifts older than POP_SHIFT_DAYS. Servers do so every day (POP_CHORES)."

    def handle(self, *args: Any, **options: Any) -> None:
        count = discard_old_shifts(now=clock.now())
        self.stdout.write(f"{count} shift(s) discarded.")
