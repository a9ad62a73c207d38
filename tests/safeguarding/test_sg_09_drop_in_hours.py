"""SG-09 in drop-in circles: in their hours people write while somebody who looks after them is in the room."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from peer_circles import actions
from peer_circles.models import Message, StaffSeen
from peer_circles.opening import opening_of
from pop.core import clock
from pop.core.errors import Refused
from tests.factories import circles

OPENS = datetime(2026, 3, 10, 16, 0, tzinfo=UTC)  # a Tuesday
NOBODY = "Nobody who looks after this circle is here just now. You can write as soon as somebody is."


@pytest.fixture
def circle(joel, amina, time_machine):
    time_machine.move_to(OPENS + timedelta(minutes=5), tick=True)
    made = circles.circle(joel, amina, format="drop_in", country="NL")
    actions.add_opening_hours(
        actor=joel.actor, circle_id=made.pk, weekday=1, opens=time(16), closes=time(18), now=OPENS
    )
    return made


def told(wire, *, is_open):
    """The next word about the circle that says this."""
    while True:
        frame = wire.expect("private")
        if frame.get("opening", {}).get("is_open") is is_open:
            return frame


def say(somebody, circle, now):
    return actions.post_message(actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text="Hello", now=now)


@pytest.mark.parametrize("who", ["joel", "zola"])  # its facilitator, or any moderator
def test_sg_09_the_room_follows_the_line_of_who_looks_after_it(real_lines, circle, amina, who, request):
    staff_person = request.getfixturevalue(who)
    with real_lines.connect(amina) as hers:
        assert hers.join(circle.room_id)["may_write"] is False
        closed = told(hers, is_open=False)
        assert NOBODY in closed["opening"]["text"]
        assert closed["help"]["label"] == "Automatic message"
        assert closed["help"]["help_url"]
        assert hers.post(circle.room_id, "Is anybody there?")["code"] == "closed_now"
        with real_lines.connect(staff_person) as staff:
            staff.join(circle.room_id)
            there = told(hers, is_open=True)
            assert there["opening"]["text"] == "Open now until 18:00 (UTC)."
            assert "help" not in there
            assert hers.post(circle.room_id, "Good that you are here")["status"] == "published"
        gone = told(hers, is_open=False)
        assert NOBODY in gone["opening"]["text"]
        assert hers.post(circle.room_id, "Are you still there?")["code"] == "closed_now"
    assert [message.text for message in Message.objects.all()] == ["Good that you are here"]


def test_sg_09_nobody_else_opens_it(real_lines, circle, amina, bilal):
    circles.join(circle, bilal)
    stranger = circles.another_facilitator()  # of another circle: no seat here
    with real_lines.connect(amina) as hers, real_lines.connect(bilal) as his, real_lines.connect(stranger) as other:
        hers.join(circle.room_id)
        his.join(circle.room_id)
        other.send(type="join", room=str(circle.room_id), after=0)
        assert other.closing_code(5)[0] == 4404
        told(hers, is_open=False)
        assert hers.post(circle.room_id, "Is anybody there?")["code"] == "closed_now"
    assert not StaffSeen.objects.exists()


def test_sg_09_thirty_seconds_after_the_last_sign_of_life_nobody_writes(circle, joel, amina, settings):
    assert settings.POP_SESSION_STAFF_SECONDS == 30
    now = clock.now()
    circles.watched(circle, now)
    assert say(amina, circle, now + timedelta(seconds=30)).state == "published"
    with pytest.raises(Refused) as refusal:
        say(amina, circle, now + timedelta(seconds=30, microseconds=1))
    assert refusal.value.code == "closed_now"
    assert NOBODY in str(refusal.value.message)
    assert say(joel, circle, now + timedelta(minutes=5)).state == "published"  # staff write whenever


def test_sg_09_staff_in_the_room_open_it_in_its_hours_only(real_lines, circle, joel, amina, time_machine):
    time_machine.move_to(OPENS + timedelta(hours=2), tick=True)
    with real_lines.connect(joel) as staff, real_lines.connect(amina) as hers:
        staff.join(circle.room_id)
        assert hers.join(circle.room_id)["may_write"] is False
        assert "It opens on Tuesday, March 17" in told(hers, is_open=False)["opening"]["text"]
        assert hers.post(circle.room_id, "Still here?")["code"] == "closed_now"
    assert not StaffSeen.objects.exists()


def test_sg_09_what_cannot_be_written_down_leaves_it_closed_and_the_line_whole(
    real_lines, circle, joel, amina, monkeypatch
):
    def fails(**_given):
        raise RuntimeError("no")

    monkeypatch.setattr("peer_circles.actions.note_staff_there", fails)
    with real_lines.connect(joel) as staff, real_lines.connect(amina) as hers:
        assert staff.join(circle.room_id)["is_staff"] is True
        assert hers.join(circle.room_id)["may_write"] is False
        assert hers.post(circle.room_id, "Is anybody there?")["code"] == "closed_now"
        assert staff.post(circle.room_id, "I am here")["status"] == "published"


def test_sg_09_the_page_says_it_with_help_and_keeps_what_was_typed(circle, amina, browser_of):
    page = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert "Waits for its team" in page
    assert "Nobody is here to look after the circle" in page
    answer = browser_of(amina).post(
        f"/circles/{circle.pk}/say/", {"text": "I wanted to say", "client_id": str(uuid4())}
    )
    assert answer.status_code == 400
    assert "I wanted to say" in answer.content.decode()
    assert NOBODY in answer.content.decode()
    assert not Message.objects.exists()


def test_sg_09_a_call_for_help_and_reading_go_on_without_staff(circle, joel, amina, browser_of):
    now = clock.now()
    circles.watched(circle, now)
    message = say(amina, circle, now)
    circles.watched(circle, now - timedelta(hours=1))
    assert opening_of(circle, now).lacks_staff
    assert "Hello" in browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    actions.retract_message(actor=amina.actor, message_id=message.pk, now=now)
    assert browser_of(amina).get(f"/circles/{circle.pk}/help/").status_code == 200
