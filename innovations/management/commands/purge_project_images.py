"""manage.py purge_project_images: what authors took out is gone for good after a while (SG-42). Run it daily."""

from typing import Any

from django.core.management.base import BaseCommand

from innovations import actions
from pop.core import clock


class Command(BaseCommand):
    help = "Delete pictures that authors took out of their projects 30 days ago or before."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{actions.purge_images(now=clock.now())} pictures deleted")
