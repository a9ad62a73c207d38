"""`manage.py export_schema`: schema.graphql at the root of the project is the schema the code makes, for review."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from graphql import lexicographic_sort_schema, print_schema

from pop.api.schema import schema


class Command(BaseCommand):
    help = "Write schema.graphql. Says nothing when it is up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; fail when the file is out of date.")

    def handle(self, *, check: bool, **options: Any) -> None:
        file = settings.ROOT / "schema.graphql"
        text = print_schema(lexicographic_sort_schema(schema.graphql_schema)) + "\n"
        if file.exists() and file.read_text() == text:
            return
        if check:
            raise CommandError("schema.graphql is not what the code makes. Run `make schema`.")
        file.write_text(text)
        self.stdout.write(f"{file.name} written.")
