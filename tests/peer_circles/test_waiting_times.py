"""How long messages wait for a person: staff see it, and a circle goes slowly by rule when it is too long."""

from datetime import timedelta
from uuid import uuid4

import pytest

from peer_circles import actions
from peer_circles.frames import private_bodies
from peer_circles.waiting import WaitingTimes, waiting_times
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.realtime.contracts import Seat, Viewer
from pop.realtime.models import RoomEvent
from tests.factories import circles


@pytest.fixture
def circle(joel, amina, bilal, monkeypatch):
    """Where a session is on."""
    monkeypatch.setattr("peer_circles.actions.modes._is_live", lambda circle, now: True)
    return circles.circle(joel, amina, bilal, pre_moderated=True)


def held(somebody, circle, at):
    return actions.post_message(actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text="Hello", now=at)


def decided(joel, amina, circle, *seconds):
    """So many messages, each decided after so many seconds; all of them lately."""
    now = clock.now() - timedelta(minutes=5)
    for wait in seconds:
        message = held(amina, circle, now)
        actions.approve_message(actor=joel.actor, message_id=message.pk, now=now + timedelta(seconds=wait))


def slow_down(circle):
    slowed = actions.slow_down_by_rule(circle_id=circle.pk, now=clock.now())
    circle.refresh_from_db()
    return slowed


def test_what_is_measured(circle, joel, amina):
    assert waiting_times(circle, clock.now()) == WaitingTimes(0, 0.0, 0.0)
    decided(joel, amina, circle, 4, 6, 50)
    assert waiting_times(circle, clock.now()) == WaitingTimes(3, 6.0, 50.0)
    held(amina, circle, clock.now() - timedelta(seconds=90))
    assert waiting_times(circle, clock.now()).slowest >= 90
    assert waiting_times(circle, clock.now(), with_waiting=False).slowest == 50


@pytest.mark.parametrize(
    ("seconds", "slow"),
    [
        ((21, 21, 21, 21, 21), True),
        ((20, 20, 20, 20, 20), False),
        ((1, 1, 1, 1, 61), True),
        ((300, 300, 300, 300), False),  # too few to say
    ],
)
def test_it_goes_slowly_by_rule_and_says_so(circle, joel, amina, seconds, slow):
    decided(joel, amina, circle, *seconds)
    assert slow_down(circle) is slow
    assert (circle.mode, circle.slowed_by_rule) == (("slow", True) if slow else ("pre_moderated", False))
    assert circle.reads_first is True  # slower, never looser
    entries = AuditEntry.objects.filter(verb="circles.slow_down_by_rule")
    assert [(entry.actor_id, entry.facts["messages"]) for entry in entries] == ([(None, 5)] if slow else [])
    assert RoomEvent.objects.filter(kind="mode").exists() is slow


def test_nobody_gets_to_it_counts_too(circle, amina):
    for _ in range(5):
        held(amina, circle, clock.now() - timedelta(seconds=70))
    assert slow_down(circle) is True


def test_everybody_is_told_that_nobody_chose_it(circle, joel, amina, browser_of):
    decided(joel, amina, circle, 30, 30, 30, 30, 30)
    slow_down(circle)
    page = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert "data-by-rule" in page


def test_staff_see_it_and_members_do_not(circle, joel, amina):
    decided(joel, amina, circle, 30, 30, 30, 30, 40)
    viewers = [Viewer(joel.actor, Seat(True, True)), Viewer(amina.actor, Seat(True))]
    staffs, hers = private_bodies(circle, viewers, clock.now())
    assert staffs["waits"] == {"median": 30, "slowest": 40, "too_long": True}
    assert "waits" not in hers


def test_staff_may_undo_it_and_it_is_measured_anew(circle, joel, amina):
    decided(joel, amina, circle, 30, 30, 30, 30, 30)
    slow_down(circle)
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="pre_moderated", now=clock.now())
    assert slow_down(circle) is False


def test_not_where_people_take_turns_nor_between_sessions_nor_where_there_is_nothing(circle, joel, amina, monkeypatch):
    decided(joel, amina, circle, 30, 30, 30, 30, 30)
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="turns", now=clock.now() - timedelta(hours=1))
    assert slow_down(circle) is False
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="pre_moderated", now=clock.now() - timedelta(hours=1))
    monkeypatch.undo()
    assert slow_down(circle) is False
    assert actions.slow_down_by_rule(circle_id=uuid4(), now=clock.now()) is False


def test_a_decision_is_what_makes_it_look(circle, joel, amina, django_capture_on_commit_callbacks):
    decided(joel, amina, circle, 30, 30, 30, 30)
    with django_capture_on_commit_callbacks(execute=True):
        decided(joel, amina, circle, 30)
    circle.refresh_from_db()
    assert circle.slowed_by_rule is True
