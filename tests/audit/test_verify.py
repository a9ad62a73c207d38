"""Somebody with all rights over the database changes the log: the verifier finds it and says where (SEC-61)."""

import json
from datetime import UTC, datetime
from importlib import import_module
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection

from pop.audit.actions import record
from pop.audit.models import AuditEntry
from pop.audit.selectors import Fault, Head, faults, head
from pop.core import chores

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def log(db):
    """Ten entries, and a database superuser who has taken the triggers away."""
    for number in range(1, 11):
        record(
            actor_id=uuid4(), verb="tests.step", subject_kind="thing", subject_id=number, now=NOON,
            acting_as=["owner", "moderator"], facts={"n": number, "code": "ä", "none": None, "yes": True},
        )  # fmt: skip
    triggers = import_module("pop.audit.migrations.0002_refuse_changes")

    def run(*statements):
        with connection.cursor() as cursor:
            for statement in [*triggers.DROP[connection.vendor], *statements]:
                cursor.execute(statement)

    return run


def test_an_untouched_log_holds(log, capsys):
    assert faults() == []
    assert faults([Head(0, "0" * 64), head()]) == []
    call_command("verify_audit")
    assert "10 entries" in capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'tests.other'", "subject_id = '99'", "subject_kind = 'person'", "acting_as = ''", "actor_id = NULL",
        "at = '2026-05-04 12:00:01+00:00'", "hash = REPLACE(hash, SUBSTR(hash, 1, 1), 'z')",
        "facts = '{\"n\": 4, \"code\": \"o\", \"none\": null, \"yes\": true}'",
    ],
)  # fmt: skip
def test_sec_61_an_edit_is_found(log, change):
    log(f"UPDATE audit_auditentry SET {change} WHERE sequence = 4")  # noqa: S608
    assert faults()[0] == Fault(4, "changed")


def test_sec_61_an_edited_link_is_found(log):
    log("UPDATE audit_auditentry SET previous_hash = hash WHERE sequence = 4")
    assert faults() == [Fault(4, "changed")]


@pytest.mark.parametrize("gone", [1, 4, 9])
def test_sec_61_a_deletion_is_found(log, gone):
    log(f"DELETE FROM audit_auditentry WHERE sequence = {gone}")  # noqa: S608
    assert faults() == [Fault(gone, "missing"), Fault(gone + 1, "unlinked")]


def test_sec_61_a_deletion_with_the_gap_closed_is_found(log):
    log(
        "DELETE FROM audit_auditentry WHERE sequence = 10",
        "UPDATE audit_auditentry SET sequence = 10 WHERE sequence = 9",
    )
    assert faults() == [Fault(9, "missing"), Fault(10, "changed")]


def test_sec_61_a_swap_is_found(log):
    log(
        "UPDATE audit_auditentry SET sequence = 400 WHERE sequence = 4",
        "UPDATE audit_auditentry SET sequence = 4 WHERE sequence = 7",
        "UPDATE audit_auditentry SET sequence = 7 WHERE sequence = 400",
    )
    assert {fault.sequence for fault in faults()} >= {4, 7}


def test_sec_61_an_insertion_is_found(log):
    columns = "at, actor_id, acting_as, verb, subject_kind, subject_id, facts"
    log(
        f"INSERT INTO audit_auditentry (sequence, {columns}, previous_hash, hash) "  # noqa: S608
        f"SELECT 11, {columns}, hash, hash FROM audit_auditentry WHERE sequence = 10"
    )
    assert faults() == [Fault(11, "changed")]


def test_sec_61_a_cut_tail_is_found_by_a_published_head(log, tmp_path, capsys):
    file = tmp_path / "heads.jsonl"
    call_command("audit_head", file)
    log("DELETE FROM audit_auditentry WHERE sequence > 8")
    assert faults() == []  # the rest is sound: only the head outside the database can tell
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit", heads=file)
    assert "entry 10: a published head is not there" in capsys.readouterr().err


def test_sec_61_a_log_emptied_and_begun_anew_is_found(log, tmp_path):
    file = tmp_path / "heads.jsonl"
    call_command("audit_head", file)
    log("DELETE FROM audit_auditentry")
    for number in range(12):
        record(actor_id=None, verb="tests.step", subject_kind="thing", subject_id=number, now=NOON)
    assert AuditEntry.objects.count() == 12
    with pytest.raises(SystemExit):
        call_command("verify_audit", heads=file)


def test_heads_are_added_and_all_compared(log, tmp_path, capsys):
    file = tmp_path / "heads.jsonl"
    call_command("audit_head", file)
    record(actor_id=None, verb="tests.step", subject_kind="thing", subject_id=1, now=NOON)
    call_command("audit_head", file)
    assert len(file.read_text().splitlines()) == 2
    call_command("verify_audit", heads=file)


def test_sec_61_a_cut_log_that_has_grown_again_is_found_though_its_new_end_was_published(log, tmp_path, capsys):
    """Servers publish heads by themselves: after the cut, too."""
    file = tmp_path / "heads.jsonl"
    call_command("audit_head", file)
    log("DELETE FROM audit_auditentry WHERE sequence > 8")
    for number in range(2):
        record(actor_id=None, verb="tests.step", subject_kind="thing", subject_id=number, now=NOON)
    call_command("audit_head", file)  # ten entries, as before, and sound
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_audit", heads=file)
    assert "entry 10: a published head is not there" in capsys.readouterr().err


def test_sec_61_servers_publish_the_end_of_the_log_by_themselves(log, settings, tmp_path, capsys):
    settings.POP_AUDIT_HEADS = tmp_path / "heads.jsonl"
    call_command("verify_audit")
    assert "No head was ever published" in capsys.readouterr().out
    assert "audit.head" in chores.run_due(NOON)
    assert json.loads(settings.POP_AUDIT_HEADS.read_text())["count"] == 10
    assert chores.run_due(NOON) == []  # another server, within the same five minutes
    cache.clear()
    chores.run_due(NOON)
    assert len(settings.POP_AUDIT_HEADS.read_text().splitlines()) == 1  # the same end is written down once
    log("DELETE FROM audit_auditentry WHERE sequence > 9")
    with pytest.raises(SystemExit, match="1"):  # and the verifier looks there without being told
        call_command("verify_audit")


def test_an_unreadable_file_of_heads_says_so(db, tmp_path):
    file = tmp_path / "heads.jsonl"
    file.write_text("nonsense\n")
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", heads=file)


def test_without_the_key_nobody_can_write_an_entry(log, settings):
    settings.POP_AUDIT_KEY = "somebody else's"
    assert len(faults()) == 10
