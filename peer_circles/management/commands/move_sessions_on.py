from typing import Any

from django.core.management.base import BaseCommand

from peer_circles.actions import move_sessions_on
from pop.core import clock


class Command(BaseCommand):
    help = "Write down which sessions began, froze or ended by themselves. Servers do so every minute (POP_CHORES)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{move_sessions_on(now=clock.now())} moved")
