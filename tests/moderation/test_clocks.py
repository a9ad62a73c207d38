"""SG-55: the clocks run by themselves, over restarts; and where nothing looks at them, it is said."""

import time
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from moderation import actions, clocks
from moderation.models import QueueItem
from pop.accounts.models import Notice
from pop.core import chores, clock, leaps
from tests.factories import moderation as make
from tests.factories.moderation import CARE, CLEAR, HELD, NOON
from tests.served import ServedSite, served

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
STANDS = "its clocks stand still"


@pytest.fixture(autouse=True)
def heads_of_this_test(settings, tmp_path):
    """Where the other chore writes."""
    settings.POP_AUDIT_HEADS = tmp_path / "heads.jsonl"


def item(board, author, verdict, *, now, cause="held"):
    note = board.pin(author, shown=False, text="Something nobody else says")
    return actions.open_item(kind="note", subject_id=note.id, cause=cause, verdict=verdict, now=now)


def test_sg_55_servers_look_at_the_clocks_by_themselves(board, amina, salma):
    item(board, amina, CARE, now=NOON)
    assert "moderation.clocks" in chores.run_due(NOON + 15 * MINUTE)
    assert Notice.objects.filter(persona=salma.persona, kind="moderation.overdue").count() == 1
    cache.clear()  # a minute later
    chores.run_due(NOON + 16 * MINUTE)
    assert Notice.objects.filter(persona=salma.persona, kind="moderation.overdue").count() == 1


@pytest.mark.parametrize(
    ("verdict", "cause", "minutes", "patience"),
    [(CARE, "held", 15, 5), (HELD, "held", 240, 65), (CLEAR, "submitted", 48 * 60, 65)],
)
def test_sg_55_clocks_that_nobody_looks_at_are_known_by_what_called_nobody(
    board, amina, salma, verdict, cause, minutes, patience
):
    item(board, amina, verdict, now=NOON, cause=cause)
    assert not clocks.stand_still(NOON + (minutes + patience) * MINUTE)
    later = NOON + (minutes + patience) * MINUTE + timedelta(seconds=1)
    assert clocks.stand_still(later)
    actions.look_at_clocks(now=later)
    assert not clocks.stand_still(later + 600 * MINUTE)


def test_sg_55_the_queue_and_readiness_say_that_the_clocks_stand_still(board, amina, zola, browser_of):
    item(board, amina, CARE, now=clock.now() - 21 * MINUTE)
    assert STANDS in browser_of(zola).get("/moderation/").content.decode()
    ready = Client().get("/readyz")
    assert (ready.status_code, ready.content.decode().splitlines()[0]) == (200, "ready")  # visitors still get help
    assert "clocks stand still" in ready.content.decode()
    actions.look_at_clocks(now=clock.now())
    assert STANDS not in browser_of(zola).get("/moderation/").content.decode()
    assert Client().get("/readyz").content == b"ready\n"


def test_sg_56_what_a_person_handed_to_a_lead_is_held_by_more_than_flags(board, amina, zola, salma):
    note = board.pin(amina)
    held = actions.open_item(kind="note", subject_id=note.id, cause="flagged", verdict=HELD, now=NOON)
    QueueItem.objects.filter(pk=held.pk).update(held_back_at=NOON, lane="conduct")
    actions.decide_item(actor=zola.actor, item_id=held.pk, decision="escalate", now=NOON + MINUTE)
    actions.look_at_clocks(now=NOON + 300 * MINUTE)
    held.refresh_from_db()
    assert held.held_back_ended_at is None


@pytest.fixture
def noon(settings, time_machine, tmp_path):
    """It is noon, and the clock was believed until now."""
    settings.POP_CLOCK_FILE = tmp_path / "clock"
    leaps.trust(NOON)
    time_machine.move_to(NOON, tick=False)


def calls_to(person):
    return Notice.objects.filter(persona=person.persona, kind="moderation.overdue").count()


def test_sec_09_a_clock_a_year_ahead_calls_each_lead_once_and_is_no_storm(board, noon, amina, salma, time_machine):
    for letter in "abcdefghijklmnopqrst":
        note = board.pin(amina, shown=False, text=f"Something nobody else says {letter}")
        actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    for minute in range(10):
        time_machine.move_to(NOON + 365 * DAY + minute * MINUTE, tick=False)
        call_command("escalate_overdue")
    assert calls_to(salma) == 1

    # Back again: what is late calls as ever, whatever was called "in a year".
    time_machine.move_to(NOON, tick=False)
    item(board, amina, HELD, now=NOON)
    time_machine.move_to(NOON + 240 * MINUTE, tick=False)
    call_command("escalate_overdue")
    assert calls_to(salma) == 2


def test_sec_09_what_flags_hold_back_is_not_shown_again_by_a_clock_that_leapt(board, noon, amina, time_machine):
    note = board.pin(amina)
    held = actions.open_item(kind="note", subject_id=note.id, cause="flagged", verdict=HELD, now=NOON)
    QueueItem.objects.filter(pk=held.pk).update(held_back_at=NOON, lane="conduct")
    time_machine.move_to(NOON + 365 * DAY, tick=False)
    call_command("escalate_overdue")
    held.refresh_from_db()
    assert held.held_back_ended_at is None
    leaps.trust(clock.now())
    call_command("escalate_overdue")
    held.refresh_from_db()
    assert held.held_back_ended_at == NOON + 365 * DAY


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sg_55_a_running_server_calls_and_does_so_after_it_was_killed(amina, salma, monkeypatch, tmp_path):
    """No command, no scheduler: real processes, one after the other."""
    board = make.put_up(monkeypatch)
    monkeypatch.setenv("POP_CHORES", "yes")
    monkeypatch.setenv("POP_AUDIT_HEADS", str(tmp_path / "heads.jsonl"))
    site = ServedSite()

    def calls():
        return Notice.objects.filter(persona=salma.persona, kind="moderation.overdue").count()

    def called(times):
        patience = time.monotonic() + 30
        while calls() < times and time.monotonic() < patience:
            time.sleep(0.2)
        return calls()

    item(board, amina, CARE, now=clock.now() - 16 * MINUTE)
    with served(site):
        assert called(1) == 1
        item(board, amina, CARE, now=clock.now() - 16 * MINUTE)
        site.kill()
        assert calls() == 1
        site.start()
        site.wait()
        assert called(2) == 2
    assert (tmp_path / "heads.jsonl").exists()  # the end of the audit log, too (SEC-61)
