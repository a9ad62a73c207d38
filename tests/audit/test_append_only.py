"""The database refuses every change to the log, whoever asks (SG-59)."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from pop.audit.actions import record
from pop.audit.models import AuditEntry
from pop.audit.selectors import faults

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def write(count=3, now=NOON):
    return [
        record(
            actor_id=uuid4(), verb="tests.step", subject_kind="thing", subject_id=number, now=now, facts={"n": number}
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditentry SET verb = 'x'",
        "UPDATE audit_auditentry SET sequence = sequence + 100",
        "DELETE FROM audit_auditentry",
        "DELETE FROM audit_auditentry WHERE sequence = 2",
        "INSERT OR REPLACE INTO audit_auditentry SELECT * FROM audit_auditentry WHERE sequence = 2",
        "TRUNCATE audit_auditentry",
    ],
)
def test_sg_59_the_database_refuses(db, statement):
    if connection.vendor == "sqlite" and statement.startswith("TRUNCATE"):
        pytest.skip("not SQLite's")
    if connection.vendor == "postgresql" and "OR REPLACE" in statement:
        pytest.skip("not PostgreSQL's")
    write()
    before = list(AuditEntry.objects.values())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert list(AuditEntry.objects.values()) == before


def test_sg_59_the_orm_is_refused_too(db):
    entry = write()[0]
    for attempt in (entry.delete, AuditEntry.objects.all().delete, lambda: AuditEntry.objects.update(verb="x")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert AuditEntry.objects.count() == 3


def test_what_is_rolled_back_is_not_logged(db):
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    assert AuditEntry.objects.count() == 0


def test_the_chain_holds_whatever_time_zone_the_caller_had(db):
    write(2, now=NOON.astimezone(timezone(timedelta(hours=5))))
    assert faults() == []


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tests_that_commit_are_cleaned_up_and_the_refusal_is_back():
    write()
    call_command("flush", interactive=False, verbosity=0)
    assert AuditEntry.objects.count() == 0
    write(1)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditEntry.objects.update(verb="x")
