from typing import Any

from django.core.management.base import BaseCommand

from peer_circles.actions import discard_check_ins
from pop.core import clock


class Command(BaseCommand):
    help = "Delete moods and words of sessions older than POP_CHECK_IN_DAYS. Servers do so every day (POP_CHORES)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{discard_check_ins(now=clock.now())} deleted")
