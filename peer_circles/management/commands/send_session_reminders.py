from typing import Any

from django.core.management.base import BaseCommand

from peer_circles.actions import send_session_reminders
from pop.core import clock


class Command(BaseCommand):
    help = "Remind everybody in a circle that meets in one to 24 hours. Servers do so every 15 minutes (POP_CHORES)."

    def handle(self, *args: Any, **options: Any) -> None:
        reminded = send_session_reminders(now=clock.now())
        self.stdout.write(f"{reminded} reminded")
