"""SG-09 in circles whose members write between their meetings: nothing anybody says reaches another member before a
person has read it, unless somebody who looks after the circle is there."""

from datetime import timedelta
from uuid import uuid4

import pytest

from moderation.models import QueueItem
from peer_circles import actions
from peer_circles.models import CircleSession, Message, StaffSeen
from pop.core import clock
from pop.core.errors import Refused
from tests.factories import circles

NOBODY = "Nobody who looks after this circle is here just now. What you write waits: a person reads it before the"


@pytest.fixture
def circle(joel, amina, bilal):
    """Everybody is known there, and it is in its quickest mode."""
    made = circles.circle(joel, amina, bilal, country="NL")
    circles.unwatched(made)
    return made


def told(wire, *, waits):
    """The next private word in which this is so."""
    while True:
        frame = wire.expect("private")
        if frame.get("opening", {}).get("waits", False) is waits:
            return frame


def say(somebody, circle, now, text="Hello", **more):
    given = {"circle_id": circle.pk, "client_id": uuid4(), "text": text, "now": now, **more}
    return actions.post_message(actor=somebody.actor, **given)


def test_sg_09_with_nobody_of_the_staff_there_no_word_reaches_another_member(live_site, circle, joel, amina, bilal):
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        assert his.join(circle.room_id)["may_write"] is True
        hers.join(circle.room_id)
        opening = told(hers, waits=True)["opening"]
        assert opening["is_open"] is True
        assert opening["text"].startswith(NOBODY)
        assert hers.post(circle.room_id, "Anybody awake? Just us here")["status"] == "held"
        told(his, waits=True)
        his.nothing_but("pong")
    message = Message.objects.get()
    assert (message.state, message.seq) == ("held", None)
    assert QueueItem.objects.get().subject_id == message.pk
    actions.approve_message(actor=joel.actor, message_id=message.pk, now=clock.now())
    with live_site.connect(bilal) as his:
        his.join(circle.room_id)
        assert his.expect("event")["message"]["text"] == "Anybody awake? Just us here"


@pytest.mark.parametrize("who", ["joel", "zola"])  # its facilitator, or any moderator
def test_sg_09_people_talk_while_who_looks_after_it_has_a_line(real_lines, circle, amina, who, request):
    staff_person = request.getfixturevalue(who)
    with real_lines.connect(amina) as hers:
        hers.join(circle.room_id)
        told(hers, waits=True)
        assert hers.post(circle.room_id, "Is anybody there?")["status"] == "held"
        with real_lines.connect(staff_person) as staff:
            staff.join(circle.room_id)
            assert "opening" not in told(hers, waits=False)
            assert hers.post(circle.room_id, "Good that you are here")["status"] == "published"
        told(hers, waits=True)  # by itself, at a beat
        assert hers.post(circle.room_id, "Are you still there?")["status"] == "held"


def test_sg_09_nobody_else_s_line_counts(real_lines, circle, amina, bilal):
    stranger = circles.another_facilitator()  # of another circle: no seat here
    with real_lines.connect(amina) as hers, real_lines.connect(bilal) as his, real_lines.connect(stranger) as other:
        his.join(circle.room_id)
        hers.join(circle.room_id)
        other.send(type="join", room=str(circle.room_id), after=0)
        assert other.closing_code(5)[0] == 4404
        assert hers.post(circle.room_id, "Just us")["status"] == "held"
    assert not StaffSeen.objects.exists()


@pytest.mark.parametrize("mode", ["open", "slow"])
def test_sg_09_thirty_seconds_after_the_last_sign_of_life_everything_waits(circle, joel, amina, settings, mode):
    assert settings.POP_SESSION_STAFF_SECONDS == 30
    now = clock.now()
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="open", now=now)
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode=mode, now=now)
    circles.watched(circle, now)
    shown = say(amina, circle, now + timedelta(seconds=30))
    assert shown.state == "published"
    later = now + timedelta(seconds=90)
    circles.watched(circle, later - timedelta(seconds=30, microseconds=1))
    assert say(amina, circle, later).state == "held"
    assert say(joel, circle, later).state == "published"  # staff are staff, wherever they write from


def test_sg_09_an_answer_and_a_page_without_javascript_wait_too(circle, joel, amina, bilal, browser_of):
    now = clock.now()
    hello = say(joel, circle, now)
    assert say(bilal, circle, now, "The same for me", reply_to=hello.pk).state == "held"
    page = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert NOBODY in page
    browser_of(amina).post(f"/circles/{circle.pk}/say/", {"text": "From the page", "client_id": str(uuid4())})
    assert Message.objects.get(text="From the page").state == "held"
    seen = browser_of(bilal).get(f"/circles/{circle.pk}/").content.decode()
    assert "From the page" not in seen
    circles.watched(circle, clock.now())
    assert NOBODY not in browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()


def test_sg_09_a_meeting_that_is_on_has_its_own_rule(circle, joel, amina):
    now = clock.now()
    circles.watched(circle, now)
    start = now + timedelta(minutes=5)  # its waiting room is open
    CircleSession.objects.create(circle=circle, starts_at=start, ends_at=start + timedelta(minutes=60))
    with pytest.raises(Refused) as refusal:
        say(amina, circle, now)
    assert refusal.value.code == "read_only"


def test_sg_31_words_that_call_for_help_bring_it_though_nobody_is_there(live_site, circle, amina):
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        assert hers.post(circle.room_id, "I want to kill myself.")["status"] == "held"
        while "help" not in (frame := hers.expect("private")):
            pass
        assert frame["help"]["label"] == "Automatic message"
    assert QueueItem.objects.get().lane == "care"


def test_sg_09_what_cannot_be_written_down_leaves_everything_waiting(real_lines, circle, joel, amina, monkeypatch):
    def fails(**_given):
        raise RuntimeError("no")

    monkeypatch.setattr("peer_circles.actions.note_staff_there", fails)
    with real_lines.connect(joel) as staff, real_lines.connect(amina) as hers:
        assert staff.join(circle.room_id)["is_staff"] is True
        hers.join(circle.room_id)
        assert hers.post(circle.room_id, "Is anybody there?")["status"] == "held"
        assert staff.post(circle.room_id, "I am here")["status"] == "published"
