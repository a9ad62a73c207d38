"""manage.py verify_audit [--heads FILE]: is the audit log what was written? Ends with status 1 when it is not."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pop.audit.selectors import Head, faults, head, heads_in

SAYS = {
    "changed": "was edited, moved or added by other hands",
    "missing": "entries from here on are gone",
    "unlinked": "does not follow the entry before it",
    "cut": "a published head is not there any more: the log was cut or rewritten",
}


class Command(BaseCommand):
    help = "Verify the audit log's hash chain, and the heads published outside of the database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--heads", type=Path, help="a file audit_head writes (POP_AUDIT_HEADS)")

    def handle(self, *args: Any, **options: Any) -> None:
        published = _published(options["heads"])
        found = faults(published)
        for fault in found:
            self.stderr.write(f"entry {fault.sequence}: {SAYS[fault.what]}")
        if found:
            sys.exit(1)
        self.stdout.write(f"The audit log holds: {head().count} entries.")
        if not published:
            self.stdout.write("No head was ever published: whether its end was cut, nobody can see.")


def _published(named: Path | None) -> list[Head]:
    file: Path = named or settings.POP_AUDIT_HEADS
    if named is None and not file.exists():
        return []
    try:
        return heads_in(file)
    except (OSError, ValueError) as error:
        raise CommandError(f"{file} cannot be read as published heads: {error}") from None
