from typing import Any

from django.core.management.base import BaseCommand

from moderation.actions import escalate_overdue
from pop.core import clock


class Command(BaseCommand):
    help = "Call safeguarding leads, then owners, for what nobody looked at in time. To be run every minute."

    def handle(self, *args: Any, **options: Any) -> None:
        count = escalate_overdue(now=clock.now())
        self.stdout.write(f"{count} item(s) had waited too long.")
