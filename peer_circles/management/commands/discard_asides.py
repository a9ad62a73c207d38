from typing import Any

from django.core.management.base import BaseCommand

from peer_circles.actions.asides import discard_asides
from pop.core import clock


class Command(BaseCommand):
    help = "Delete talks of two, with every word, that ended more than POP_ASIDE_DAYS ago. To be run every day."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{discard_asides(now=clock.now())} deleted")
