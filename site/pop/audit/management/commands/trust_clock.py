"""manage.py trust_clock: the clock is right, whatever it looked like. Ends with status 1 where nothing was in doubt."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pop.audit.actions import trust_clock
from pop.core import clock, leaps


class Command(BaseCommand):
    help = "Say that this machine's clock is right after it leapt, or after a long pause, so that what deletes goes on."

    def handle(self, *args: Any, **options: Any) -> None:
        if not leaps.doubt():
            raise CommandError("Nobody doubts the clock.")
        now = clock.now()
        trust_clock(now=now)
        self.stdout.write(f"The clock is believed: it is {now:%Y-%m-%d %H:%M} UTC.")
