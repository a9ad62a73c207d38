"""manage.py audit_head [FILE]: adds the log's end to a file outside the database. Servers do so by themselves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pop.audit.actions import publish_head
from pop.core import clock


class Command(BaseCommand):
    help = "Publish the audit log's head: how many entries, and the last one's hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", help="one line of JSON is added to it (POP_AUDIT_HEADS)")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            end = publish_head(file=options["file"] or settings.POP_AUDIT_HEADS, now=clock.now())
        except (OSError, ValueError) as error:
            raise CommandError(f"The head could not be written: {error}") from error
        self.stdout.write(f"{end.count} entries, {end.hash[:16]}…")
