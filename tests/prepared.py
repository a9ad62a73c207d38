"""What `manage.py prepare` makes, made once for a test run: afterwards its rows are put in place as they are.

Making languages, first pages, groups and the workflow takes about a second, and hundreds of tests begin with it. So the
first time, the rows of every table it changed are remembered; the next time they are written back, if these tables look
as they did before (and if not, everything is made anew). Nothing of what is tested takes this way.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from wagtail.models import Site

from pop.accounts.models import Organisation
from pop.pages.actions import prepare_site, sync_all_editor_groups

NUMBERED_ANEW = ("django_content_type", "auth_permission")  # by an emptied database; the rows below point to them

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Change:
    columns: list[str]
    before: Rows
    after: Rows


_changes: dict[str, Change] = {}
_unchanged: dict[str, Rows] = {}


def prepared() -> None:
    """Bring the database to where `prepare_site` would."""
    with transaction.atomic():
        if Organisation.objects.exists():  # gets a page of its own, which no other test is to find
            prepare_site()
        elif _changes and all(_rows(table) == before for table, before in _what_was_there()):
            _write()
        else:
            _make()


def _what_was_there() -> list[tuple[str, Rows]]:
    return [*_unchanged.items(), *((table, change.before) for table, change in _changes.items())]


def _make() -> None:
    # Who belongs to which group is this test's own; SQLite fills its table of searched words by itself.
    tables = [
        name
        for name in connection.introspection.django_table_names(only_existing=True)
        if not name.startswith("accounts_") and not name.endswith("_fts")
    ]
    before = {table: _rows(table) for table in tables}
    prepare_site()
    _changes.clear()
    for table in tables:
        after = _rows(table)
        if after != before[table]:
            _changes[table] = Change(_columns(table), before[table], after)
    _unchanged.update({table: before[table] for table in NUMBERED_ANEW})


def _write() -> None:
    with connection.cursor() as cursor:
        for table, change in _changes.items():
            gone = [row for row in change.before if row not in change.after]
            come = [row for row in change.after if row not in change.before]
            name, key = _quote(table), _quote(change.columns[0])
            if gone:
                marks = ", ".join(["%s"] * len(gone))
                cursor.execute(f"DELETE FROM {name} WHERE {key} IN ({marks})", [row[0] for row in gone])  # noqa: S608
            if come:
                columns = ", ".join(map(_quote, change.columns))
                marks = ", ".join(["%s"] * len(change.columns))
                cursor.executemany(f"INSERT INTO {name} ({columns}) VALUES ({marks})", come)  # noqa: S608
        models = [model for model in apps.get_models(include_auto_created=True) if model._meta.db_table in _changes]
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    sync_all_editor_groups()


def _rows(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_quote(table)} ORDER BY 1")  # noqa: S608
        return cursor.fetchall()


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _quote(name: str) -> str:
    return str(connection.ops.quote_name(name))
