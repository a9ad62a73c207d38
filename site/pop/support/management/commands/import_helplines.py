"""manage.py import_helplines [FILE]: bring the directory up to date with a CSV file. Safe to repeat."""

import csv
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pop.accounts.contracts import SYSTEM
from pop.core import clock
from pop.core.errors import DomainError
from pop.support.actions import Imported, import_services
from pop.support.demo import HELPLINES
from pop.support.importing import ReadFile, RefusedRow, read_services

SOME_REFUSED = 2  # exit status: the rest of the file was taken


class Command(BaseCommand):
    help = "Import services from a CSV file (default: the one that comes with POP). Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=HELPLINES, help="a CSV file, UTF-8")
        parser.add_argument("--dataset", help="the name these rows go under (default: the file's name)")
        parser.add_argument("--report", type=Path, help="write the refused rows, with reasons, into this CSV file")
        parser.add_argument(
            "--many-may-vanish", action="store_true", help="the file is meant to hold far fewer rows than before"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            file = read_services(path.read_bytes())
            done = import_services(
                actor=SYSTEM,
                dataset=options["dataset"] or path.stem,
                rows=file.rows,
                refused=file.refused,
                now=clock.now(),
                many_may_vanish=options["many_may_vanish"],
            )
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        except DomainError as error:
            raise CommandError(f"{path.name}: {error.message}") from None
        self._tell(file, done)
        if options["report"]:
            _write_report(options["report"], file)
        if file.refused:
            raise CommandError(f"{len(file.refused)} of {file.read} rows were refused.", returncode=SOME_REFUSED)

    def _tell(self, file: ReadFile, done: Imported) -> None:
        counts = ", ".join(f"{done.counts[name]} {name}" for name in ("created", "updated", "unchanged", "kept"))
        self.stdout.write(f"{file.read} rows read: {counts}, {len(file.refused)} refused.")
        if not done.changed_something:
            self.stdout.write("Nothing changed.")
        for row in done.kept:
            self.stdout.write(
                f"  line {row.line}: kept as a person left it, the file says something new ({row.import_key})"
            )
        for key in done.vanished:
            self.stdout.write(f"  no longer in the file, marked: {key}")
        for key in done.returned:
            self.stdout.write(f"  back in the file: {key}")
        unread = [row for row in file.rows if row.unread_hours]
        for row in unread:
            self.stdout.write(f"  line {row.line}: hours kept as text, not read: {row.content['hours']}")
        for refused in file.refused:
            self.stderr.write(f"  line {refused.line}, {refused.column}: {refused.reason}")


def _write_report(path: Path, file: ReadFile) -> None:
    """The refused rows whole, so that they can be mended. Cells a spreadsheet would run are defused with a quote."""
    try:
        with path.open("w", encoding="utf-8", newline="") as report:
            writer = csv.writer(report)
            writer.writerow(["line", "column", "reason", *file.header])
            writer.writerows(_cells(row) for row in file.refused)
    except OSError as error:
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from None


def _cells(row: RefusedRow) -> Sequence[str]:
    cells = [str(row.line), row.column, row.reason, *row.cells]
    return [f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells]
