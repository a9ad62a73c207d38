"""manage.py audit_head FILE: adds the log's end to a file outside the database. Run it daily."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from pop.audit.selectors import head
from pop.core import clock


class Command(BaseCommand):
    help = "Publish the audit log's head: how many entries, and the last one's hash."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="one line of JSON is added to it")

    def handle(self, *args: Any, **options: Any) -> None:
        end = head()
        line = json.dumps({"at": clock.now().isoformat(), "count": end.count, "hash": end.hash})
        with options["file"].open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        self.stdout.write(f"{end.count} entries, {end.hash[:16]}…")
