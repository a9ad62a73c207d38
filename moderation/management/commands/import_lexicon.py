"""manage.py import_lexicon [FILE]: take terms in that were never there before. Safe to repeat."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.actions import import_terms
from moderation.screening.starter import read_terms, starter_terms
from pop.core import clock


class Command(BaseCommand):
    help = "Add terms to the lexicon (default: those that come with POP). What people took out stays out."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="lines of language, category and phrase, parted by tabs")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = options["file"]
        try:
            terms = list(read_terms(file.read_text(encoding="utf-8"))) if file else starter_terms()
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        self.stdout.write(f"{import_terms(terms=terms, now=clock.now())} new term(s).")
