from typing import Any

from django.core.management.base import BaseCommand

from peer_circles.actions import discard_old_talk
from pop.core import clock


class Command(BaseCommand):
    help = "Delete what was said in circles longer ago than POP_TALK_DAYS. Servers do so every day (POP_CHORES)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{discard_old_talk(now=clock.now())} message(s) deleted")
