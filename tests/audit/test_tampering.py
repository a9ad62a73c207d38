"""SEC-61: a thousand random changes by somebody with all rights over the database. Each is found, and where it is."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from importlib import import_module
from random import Random
from uuid import uuid4

import pytest
from django.db import connection, transaction

from pop.audit.actions import record
from pop.audit.models import AuditEntry
from pop.audit.selectors import Fault, faults, head
from tests.audit.tampering import TABLE, run, tamper

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
ENTRIES = 16
TIMES = 1000


@pytest.fixture
def log(db):
    """Sound entries, no two alike, and a superuser who has taken the triggers and checks away."""
    for number in range(1, ENTRIES + 1):
        record(
            actor_id=uuid4() if number % 3 else None,
            verb=f"tests.step{number}",
            subject_kind="thing",
            subject_id=uuid4(),
            now=NOON + timedelta(seconds=number),
            acting_as=["moderator"] if number % 2 else [],
            facts={"n": number, "code": "ä", "none": None, "yes": True},
        )
    triggers = import_module("pop.audit.migrations.0002_refuse_changes")
    with connection.cursor() as cursor:
        for statement in triggers.DROP[connection.vendor]:
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
    yield
    if connection.vendor == "sqlite":
        run("PRAGMA ignore_check_constraints = OFF")


def test_sec_61_a_thousand_random_changes_are_all_found_and_where(log):
    published = [head()]
    assert faults(published) == []
    done = Counter()
    for seed in range(TIMES):
        with transaction.atomic():
            change = tamper(Random(seed), ENTRIES)
            found = faults(published)
            transaction.set_rollback(True)
        named = {fault.sequence for fault in found}
        assert change.points_to <= named, (seed, change, found)
        # A head beyond the end says that something is cut from where the rest ends.
        assert min(named) >= change.first, (seed, change, found)
        done[change.name.split(" of ")[0]] += 1
    assert faults(published) == []
    assert sum(done.values()) == TIMES
    assert set(done) == {
        "edit", "deletion", "deletion, gap closed", "swap", "insertion", "a sound entry, once more at the end", "cut",
    }  # fmt: skip
    assert min(done.values()) > 80


@pytest.mark.parametrize(("column", "value"), [("facts", "{not json"), ("actor_id", "nobody"), ("at", "yesterday")])
def test_sec_61_an_entry_nobody_can_read_any_more_is_named_like_any_other(log, column, value):
    if connection.vendor != "sqlite":
        pytest.skip("this database takes no such value")
    run(f"UPDATE {TABLE} SET {column} = %s WHERE sequence = 5", value)  # noqa: S608
    assert faults() == [Fault(5, "changed")]


def test_sec_61_changes_in_several_places_are_all_named(log):
    run(f"UPDATE {TABLE} SET verb = 'tests.other' WHERE sequence IN (3, 9)")  # noqa: S608
    run(f"DELETE FROM {TABLE} WHERE sequence = 12")  # noqa: S608
    assert [fault.sequence for fault in faults()] == [3, 9, 12, 13]


def test_sec_61_a_log_longer_than_one_read_is_read_to_its_end(log, monkeypatch):
    monkeypatch.setattr("pop.audit.selectors._AT_ONCE", 5)
    assert faults([head()]) == []
    run(f"UPDATE {TABLE} SET verb = 'tests.other' WHERE sequence = {ENTRIES}")  # noqa: S608
    assert faults() == [Fault(ENTRIES, "changed")]
    assert AuditEntry.objects.count() == ENTRIES
