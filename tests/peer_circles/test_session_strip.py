"""The line above the room while a meeting is on: what it says, and what there is to do, for each who reads it."""

import pytest

from peer_circles import actions
from peer_circles.frames.sessions import session_bodies
from peer_circles.models import CheckIn, CircleSession
from pop.realtime.contracts import Seat, Viewer
from tests.factories import circles
from tests.factories.sessions import END, START, after, beat, opened, take


@pytest.fixture
def session(joel, zola, amina, bilal, time_machine):
    time_machine.move_to(after(-60), tick=False)
    circle = circles.circle(joel, amina, bilal, talk_between_sessions=False)
    return CircleSession.objects.create(circle=circle, starts_at=START, ends_at=END)


@pytest.fixture
def clock_at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def strip(somebody, session, now, *, is_staff=False):
    viewer = Viewer(somebody.actor, Seat(may_write=is_staff, is_staff=is_staff))
    (body,) = session_bodies(session.circle, [viewer], now)
    return (body["session"]["text"], body["session"]["label"]) if body else None


def come_in(somebody, session, now):
    return CheckIn.objects.create(session=session, persona=somebody.persona, agreed_version=1, mood=4, came_at=now)


def test_whoever_is_in_is_not_sent_to_the_waiting_room_once_more(session, clock_at, joel, zola, amina, bilal):
    clock_at(after(-5))
    come_in(amina, session, after(-5))
    assert strip(amina, session, after(-5)) == (
        "You are in. It begins when the facilitator opens it.",
        "To the meeting",
    )
    assert strip(bilal, session, after(-5)) == ("The waiting room is open.", "Come in")
    for staff in (joel, zola):
        take(staff, session, after(-5))
    beat(session.circle, joel, zola)
    clock_at(after())
    beat(session.circle, joel, zola)
    actions.open_session(actor=joel.actor, session_id=session.pk, now=after())
    assert strip(amina, session, after(0.1)) == ("The meeting is on.", "If you want to go earlier")
    assert strip(bilal, session, after(0.1)) == (
        "A meeting is on. Come in through the waiting room to write.",
        "Come in",
    )
    assert strip(joel, session, after(0.1), is_staff=True) == ("The meeting is on.", "Look after the meeting")


def test_whoever_comes_when_the_door_is_shut_is_not_asked_in(session, clock_at, joel, zola, amina, bilal):
    opened(session, clock_at, joel, zola)
    CheckIn.objects.filter(persona=bilal.persona).delete()
    clock_at(after(15))
    beat(session.circle, joel, zola)
    shut = "The door is shut now, so that the others can talk undisturbed. You are welcome next time."
    assert strip(bilal, session, after(15)) == (shut, "To the meeting")
    assert strip(amina, session, after(15)) == ("The meeting is on.", "If you want to go earlier")


def test_at_the_end_each_is_asked_for_what_is_still_to_do(session, clock_at, joel, zola, amina):
    opened(session, clock_at, joel, zola)
    over = after(95)
    clock_at(over)
    actions.move_sessions_on(now=over)
    assert strip(amina, session, over) == ("The meeting is over. How do you go?", "Before you go")
    actions.check_out(actor=amina.actor, session_id=session.pk, mood=4, takeaway="", now=over)
    assert strip(amina, session, over) == ("The meeting is over.", "To the meeting")
    debrief = strip(joel, session, over, is_staff=True)
    assert debrief == ("The meeting is over. Please look back at it.", "Look back now")
