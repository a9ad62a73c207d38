from typing import Any

from django.core.management.base import BaseCommand

from moderation.actions import call_for_reviews, escalate_overdue
from pop.core import clock


class Command(BaseCommand):
    help = "Call leads, then owners, for what waited or is to be looked at again. To be run every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        now = clock.now()
        count = escalate_overdue(now=now)
        call_for_reviews(now=now)
        self.stdout.write(f"{count} item(s) had waited too long.")
