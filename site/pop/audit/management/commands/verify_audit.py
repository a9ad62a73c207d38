"""manage.py verify_audit [--heads FILE]: is the audit log what was written? Ends with status 1 when it is not."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pop.audit.selectors import Head, faults, head

SAYS = {
    "changed": "was edited, moved or added by other hands",
    "missing": "entries from here on are gone",
    "unlinked": "does not follow the entry before it",
    "cut": "a published head is not there any more: the log was cut or rewritten",
}


class Command(BaseCommand):
    help = "Verify the audit log's hash chain, and published heads when given."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--heads", type=Path, help="the file audit_head writes")

    def handle(self, *args: Any, **options: Any) -> None:
        found = faults(_heads_of(options["heads"]) if options["heads"] else ())
        for fault in found:
            self.stderr.write(f"entry {fault.sequence}: {SAYS[fault.what]}")
        if found:
            sys.exit(1)
        self.stdout.write(f"The audit log holds: {head().count} entries.")


def _heads_of(file: Path) -> list[Head]:
    try:
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [Head(int(line["count"]), str(line["hash"])) for line in lines]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{file} cannot be read as published heads: {error}") from None
