"""Fixtures only. The cast is in people.py, rows of each area in factories/."""

import gc
import json
from contextlib import ExitStack
from functools import lru_cache
from importlib import import_module

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.backends.base.creation import BaseDatabaseCreation
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations as PostgreSQLOperations
from django.test import Client, TestCase
from django.utils import translation

from pop.accounts.contracts import AgeBand, Role
from tests import live, people
from tests import world as world_of_pages

WORLD = pytest.StashKey[ExitStack]()


@pytest.fixture(scope="session", autouse=True)
def emptying_between_tests_may_empty_the_audit_log():
    """The database refuses to empty the audit log and what was published. Tests that commit must be cleaned up all the
    same: that one statement of Django's, and nothing else, goes around the triggers, in its own transaction."""
    areas = [import_module(f"pop.{area}.migrations.0002_refuse_changes") for area in ("audit", "insights")]
    original = BaseDatabaseOperations.execute_sql_flush

    def flush(self, sql_list):
        vendor = self.connection.vendor
        drop, create = ([line for area in areas for line in getattr(area, what)[vendor]] for what in ("DROP", "CREATE"))
        original(self, [*drop, *sql_list, *create] if sql_list else sql_list)

    BaseDatabaseOperations.execute_sql_flush = flush
    yield
    BaseDatabaseOperations.execute_sql_flush = original


@pytest.fixture(scope="session", autouse=True)
def emptying_postgresql_takes_as_long_as_there_are_rows():
    """TRUNCATE makes a new file for each of 200 tables and their indexes, a third of a second; most were empty."""
    original = PostgreSQLOperations.sql_flush

    def sql_flush(self, style, tables, *, reset_sequences=False, allow_cascade=False):
        if reset_sequences or not tables:
            return original(self, style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
        named = {table: self.quote_name(table) for table in tables}
        with self.connection.cursor() as cursor:
            asked = (f"SELECT '{table}' WHERE EXISTS (SELECT FROM {name})" for table, name in named.items())  # noqa: S608  names of tables
            cursor.execute(" UNION ALL ".join(asked))
            return [f"DELETE FROM {named[table]}" for (table,) in cursor.fetchall()]  # noqa: S608  the same

    PostgreSQLOperations.sql_flush = sql_flush
    yield
    PostgreSQLOperations.sql_flush = original


@pytest.fixture(scope="session", autouse=True)
def rows_are_put_back_whole():
    """What migrations made is put back with its old ids, content types first: Wagtail asks for them while other rows
    come in, and Django would make them anew under other ids. PostgreSQL's counters must then stand behind the rows."""
    original = BaseDatabaseCreation.deserialize_db_from_string

    def put_back(self, data):
        original(self, content_types_first(data))
        models = apps.get_models(include_auto_created=True)
        if statements := self.connection.ops.sequence_reset_sql(no_style(), models):
            with self.connection.cursor() as cursor:
                cursor.execute("\n".join(statements))

    BaseDatabaseCreation.deserialize_db_from_string = put_back
    yield
    BaseDatabaseCreation.deserialize_db_from_string = original


@lru_cache(maxsize=1)
def content_types_first(rows: str) -> str:
    return json.dumps(sorted(json.loads(rows), key=lambda row: row["model"] != "contenttypes.contenttype"))


@pytest.fixture(autouse=True)
def nothing_left_over():
    """Every test starts in English and with no limit used up: both outlive a request of the test client."""
    translation.activate("en")
    cache.clear()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Random order within groups. Those who look at one world come one after the other, so that it is made once. Tests
    that commit leave an empty database behind, so they come after all that do not; once Playwright has started, its
    event loop stays in this thread and no async test could run, so browsers come last."""

    def group(item: pytest.Item) -> int:
        fixtures = getattr(item, "fixturenames", ())
        if "crawler" in fixtures:
            return 4
        if "playwright" in fixtures:
            return 3
        marker = item.get_closest_marker("django_db")
        if "transactional_db" in fixtures or (marker is not None and marker.kwargs.get("transaction")):
            return 2
        return 1 if needs_world(item) else 0

    items.sort(key=group)


def needs_world(item: pytest.Item | None) -> bool:
    return "_whole_world" in getattr(item, "fixturenames", ())


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """The world ends with the last test that looks at it: what comes after commits."""
    world = item.config.stash.get(WORLD, None)
    if world is not None and not needs_world(nextitem):
        world.close()


def pytest_collection_finish() -> None:
    """Making tables makes a million objects and hardly any garbage: a third of the time went into looking at them."""
    gc.set_threshold(50_000, 20, 10)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup,
    django_db_blocker,
    emptying_between_tests_may_empty_the_audit_log,
    rows_are_put_back_whole,
):
    """Put back at the end what migrations made (Wagtail's root page and collection): with --reuse-db the next run would
    otherwise start from the empty database that tests which commit leave behind."""
    gc.collect()
    gc.freeze()  # what is there by now stays
    if rows := getattr(connection, "_test_serialized_contents", None):
        # Once Playwright's event loop runs in this thread, Django opens other connections: they must know it too.
        type(connections["default"])._test_serialized_contents = rows
    yield
    with django_db_blocker.unblock():
        rows = getattr(connection, "_test_serialized_contents", None)
        if rows:
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
            connection.creation.deserialize_db_from_string(rows)


@pytest.fixture
def amina(db):
    return people.person("amina", AgeBand.SIXTEEN_TO_SEVENTEEN)


@pytest.fixture
def bilal(db):
    return people.person("bilal", AgeBand.SIXTEEN_TO_SEVENTEEN)


@pytest.fixture
def lina(db):
    return people.person("lina", AgeBand.TEN_TO_TWELVE)


@pytest.fixture
def sam(db):
    return people.person("sam", AgeBand.EIGHTEEN_TO_TWENTY_FOUR)


@pytest.fixture
def joel(db):
    return people.person("joel", "", Role.FACILITATOR)


@pytest.fixture
def zola(db):
    return people.person("zola", "", Role.MODERATOR)


@pytest.fixture
def nia(db):
    return people.person("nia", "", Role.COUNSELLOR)


@pytest.fixture
def salma(db):
    return people.person("salma", "", Role.SAFEGUARDING_LEAD)


@pytest.fixture
def ada(db):
    return people.person("ada", "", Role.OWNER)


@pytest.fixture
def otto(db):
    return people.person("otto", "", Role.PARTNER_EDITOR, organisation=people.organisation("Harbour Youth Trust"))


@pytest.fixture
def olga(db):
    return people.person("olga", "", Role.PARTNER_EDITOR, organisation=people.organisation("Northern Schools Network"))


@pytest.fixture
def browser_of():
    """A Django test client signed in as somebody, second factor included."""

    def sign_in(someone: people.Person, *, second_factor: bool = True) -> Client:
        client = Client()
        client.force_login(someone.login)
        session = client.session
        session.update(people.SECOND_FACTOR if second_factor else people.PASSPHRASE_ONLY)
        session.save()
        return client

    return sign_in


@pytest.fixture
def live_site(transactional_db, django_db_serialized_rollback):
    """The whole site, running on a free port over the test database: tests/live.py."""
    with live.running_site() as site:
        yield site


@pytest.fixture(scope="session")
def _whole_world(request, django_db_setup, django_db_blocker):
    with ExitStack() as until_the_last:
        until_the_last.enter_context(django_db_blocker.unblock())
        until_the_last.enter_context(world_of_pages.all_addresses_mounted())
        until_the_last.enter_context(transaction.atomic())
        until_the_last.callback(transaction.set_rollback, True)
        with TestCase.captureOnCommitCallbacks(execute=True):
            made = world_of_pages.build()
        request.config.stash[WORLD] = until_the_last
        yield made


@pytest.fixture
def world(_whole_world, db):
    """Everything tests/site_map.py leads to, made once for all who look at it: tests/world.py. For test clients; a
    browser needs rows that are committed (tests/crawl)."""
    return _whole_world


@pytest.fixture
def prepared_site(db):
    """Languages, first pages, groups and workflow, as `manage.py prepare` makes them."""
    from tests.prepared import prepared

    prepared()
