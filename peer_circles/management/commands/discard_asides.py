from typing import Any

from django.core.management.base import BaseCommand

from peer_circles.actions.asides import discard_asides
from pop.core import clock


class Command(BaseCommand):
    help = "Delete talks of two that ended more than POP_ASIDE_DAYS ago. Servers do so every day (POP_CHORES)."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{discard_asides(now=clock.now())} deleted")
