"""manage.py publish_transparency: put out the numbers of quarters that have been over long enough. Safe to repeat. Ends
with status 1 when what is out is not what was put out."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from pop.core import clock
from pop.insights.actions import publish_due
from pop.insights.selectors import changed_releases


class Command(BaseCommand):
    help = "Publish the numbers of moderation for quarters that are over. What is out is never changed."

    def handle(self, *args: Any, **options: Any) -> None:
        names = publish_due(now=clock.now())
        self.stdout.write(f"{len(names)} release(s) published{': ' + ', '.join(names) if names else ''}")
        if changed := changed_releases():
            self.stderr.write(f"These are not what was published, by the audit log: {', '.join(changed)}")
            sys.exit(1)
