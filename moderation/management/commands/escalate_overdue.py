from typing import Any

from django.core.management.base import BaseCommand

from moderation.actions import look_at_clocks
from pop.core import clock


class Command(BaseCommand):
    help = "Call leads, then owners, for what waited or is to be looked at again (servers do so, unless POP_CHORES=no)."

    def handle(self, *args: Any, **options: Any) -> None:
        count = look_at_clocks(now=clock.now())
        self.stdout.write(f"{count} item(s) had waited too long.")
