"""manage.py publish_transparency: put out the numbers of quarters that have been over long enough. Safe to repeat."""

from typing import Any

from django.core.management.base import BaseCommand

from pop.core import clock
from pop.insights.actions import publish_due


class Command(BaseCommand):
    help = "Publish the numbers of moderation for quarters that are over. What is out is never changed."

    def handle(self, *args: Any, **options: Any) -> None:
        names = publish_due(now=clock.now())
        self.stdout.write(f"{len(names)} release(s) published{': ' + ', '.join(names) if names else ''}")
