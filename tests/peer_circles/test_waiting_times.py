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
    monkeypatch.setattr("peer_circles.actions.pace_rule._is_live", lambda circle, now: True)
    return circles.circle(joel, amina, bilal, pre_moderated=True)


def held(somebody, circle, at):
    return actions.post_message(actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text="Hello", now=at)


def decided(joel, amina, circle, *seconds):
    """So many messages, each decided after so many seconds; all of them lately."""
    now = clock.now() - timedelta(minutes=5)
    for wait in seconds:
        message = held(amina, circle, now)
        actions.approve_message(actor=joel.actor, message_id=message.pk, now=now + timedelta(seconds=wait))


def beat(circle, now):
    """What the hub does every few seconds while somebody is in the room."""
    looked_at = actions.keep_pace_by_rule(room_ids=[circle.room_id], now=now)
    circle.refresh_from_db()
    return looked_at


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
    held(amina, circle, clock.now())
    assert waiting_times(circle, clock.now()).count == 4  # how long a new one waits nobody can say yet


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


def test_it_goes_slowly_although_nobody_does_anything(circle, amina):
    now = clock.now()
    for _ in range(5):
        held(amina, circle, now)
    assert beat(circle, now + timedelta(seconds=20)) == set()
    assert circle.mode == "pre_moderated"
    assert beat(circle, now + timedelta(seconds=21)) == {circle.room_id}  # staff see other figures, too
    assert (circle.mode, circle.slowed_by_rule, circle.reads_first) == ("slow", True, True)
    assert AuditEntry.objects.filter(verb="circles.slow_down_by_rule", actor=None).count() == 1


def test_it_goes_on_as_before_once_messages_are_read_in_time_and_not_sooner(circle, joel, amina):
    began = clock.now() - timedelta(minutes=10)
    messages = [held(amina, circle, began) for _ in range(5)]
    beat(circle, began + timedelta(seconds=30))
    assert circle.slowed_by_rule is True
    beat(circle, began + timedelta(minutes=4))
    assert circle.slowed_by_rule is True  # they still wait
    for message in messages:
        actions.approve_message(actor=joel.actor, message_id=message.pk, now=began + timedelta(minutes=1))
    beat(circle, began + timedelta(minutes=3))
    assert circle.slowed_by_rule is True  # three minutes at least
    beat(circle, began + timedelta(minutes=4))
    assert (circle.mode, circle.slowed_by_rule) == ("pre_moderated", False)
    entries = AuditEntry.objects.filter(verb="circles.go_on_by_rule")
    assert [(entry.actor_id, entry.subject_id) for entry in entries] == [(None, str(circle.pk))]
    assert list(RoomEvent.objects.filter(kind="mode").values_list("kind", flat=True)) == ["mode", "mode"]


def test_what_was_open_is_open_again_and_what_is_still_read_slowly_stays_slow(joel, amina, circle):
    began = clock.now() - timedelta(minutes=10)
    type(circle).objects.filter(pk=circle.pk).update(
        mode="slow", reads_first=False, slowed_by_rule=True, mode_since=began
    )
    late = held(amina, circle, began + timedelta(minutes=1))
    type(late).objects.filter(pk=late.pk).update(
        state="published", seq=1, published_at=began + timedelta(minutes=3)
    )  # fmt: skip
    beat(circle, began + timedelta(minutes=5))
    assert circle.slowed_by_rule is True
    type(late).objects.filter(pk=late.pk).update(published_at=began + timedelta(minutes=1, seconds=5))
    beat(circle, began + timedelta(minutes=5))
    assert (circle.mode, circle.slowed_by_rule) == ("open", False)


def test_a_choice_of_the_staff_is_no_rule_and_no_rule_undoes_it(circle, joel, amina):
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="slow", now=clock.now() - timedelta(hours=1))
    assert beat(circle, clock.now()) == set()
    assert (circle.mode, circle.slowed_by_rule) == ("slow", False)


def test_looking_costs_two_queries_where_nothing_waits(circle, joel, sam, django_assert_num_queries):
    rooms = [circle.room_id, *(circles.circle(joel, name=f"no {n}", pre_moderated=True).room_id for n in range(5))]
    with django_assert_num_queries(2):
        actions.keep_pace_by_rule(room_ids=rooms, now=clock.now())


def test_over_real_lines_everybody_is_told_without_anybody_acting(live_site, settings, monkeypatch, joel, amina):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    monkeypatch.setattr("peer_circles.actions.pace_rule._is_live", lambda circle, now: True)
    circle = circles.circle(joel, amina, pre_moderated=True)
    began = clock.now() - timedelta(seconds=19)
    with live_site.connect(amina) as hers, live_site.connect(joel) as staff:
        for wire in (hers, staff):
            wire.join(circle.room_id)
        for _ in range(5):
            held(amina, circle, began)
        told = hers.expect("event", kind="mode")["pace"]
        assert (told["mode"], told["by_rule"], told["reads_first"]) == ("slow", True, True)
        while "waits" not in (private := staff.expect("private")):
            pass
        assert private["waits"]["too_long"] is True


def test_everybody_is_told_that_nobody_chose_it(circle, joel, amina, browser_of):
    decided(joel, amina, circle, 30, 30, 30, 30, 30)
    slow_down(circle)
    page = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert "data-by-rule" in page


def test_staff_see_it_and_members_do_not(circle, joel, amina):
    decided(joel, amina, circle, 30, 30, 30, 30, 40)
    viewers = [Viewer(joel.actor, Seat(True, True)), Viewer(amina.actor, Seat(True))]
    staffs, hers = private_bodies(circle, viewers, clock.now())
    text = "Messages wait about 30 s to be read, the slowest 40 s."
    assert staffs["waits"] == {"median": 30, "slowest": 40, "too_long": True, "text": text}
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
