"""One evening of a circle, from the calendar to the debrief, through its pages, with the clock moved."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from moderation.models import QueueItem
from peer_circles.models import CircleSession, Message
from pop.audit.models import AuditEntry
from tests.factories import circles as make
from tests.factories.sessions import beat

PLANNED = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
START = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
COMING = {"version": "1", "mood": "4", "agree": "on"}


@pytest.fixture
def circle(joel, amina, bilal):
    return make.circle(joel, amina, bilal, talk_between_sessions=False, time_zone="Europe/Amsterdam", country="NL")


class Evening:
    """Who does what, through the pages; the clock is in minutes after the start."""

    def __init__(self, circle, browser_of, time_machine):
        self.circle, self.browser_of, self.time_machine = circle, browser_of, time_machine
        self.room = reverse("circles:circle", args=[circle.pk])
        self.session = None

    def at(self, minutes, *there):
        """Move the clock; these have a line to the room then."""
        self.time_machine.move_to(START + timedelta(minutes=minutes), tick=False)
        beat(self.circle, *there)

    def address(self, name):
        return reverse(f"circles:{name}", args=[self.circle.pk, self.session.pk])

    def page(self, somebody, address=None):
        answer = self.browser_of(somebody).get(address or self.address("session"))
        assert answer.status_code == 200
        return answer.content.decode()

    def send(self, somebody, address, status=302, **data):
        assert self.browser_of(somebody).post(address, data).status_code == status, address

    def deed(self, somebody, name):
        self.send(somebody, self.address("move_session"), deed=name)
        return CircleSession.objects.get().state

    def say(self, somebody, text, status=302):
        message = {"client_id": f"00000000-0000-4000-8000-{len(text):012d}", "text": text}
        self.send(somebody, reverse("circles:say", args=[self.circle.pk]), status, **message)


def test_an_evening(circle, joel, zola, amina, bilal, browser_of, time_machine):
    evening = Evening(circle, browser_of, time_machine)
    two_days_before(evening, joel, amina)
    in_the_waiting_room(evening, joel, zola, amina, bilal)
    while_it_is_on(evening, joel, zola, amina, bilal)
    going_home(evening, joel, amina, bilal)
    looking_back(evening, joel, zola)


def two_days_before(evening, joel, amina):
    evening.time_machine.move_to(PLANNED, tick=False)
    planned = {"day": "2026-03-12", "time": "19:00", "minutes": "90"}
    evening.send(joel, reverse("circles:sessions", args=[evening.circle.pk]), **planned)
    evening.session = CircleSession.objects.get()
    assert evening.address("session") in evening.page(amina, evening.room), "from the calendar to the session"
    assert "The waiting room opens at <bdi>18:50</bdi>" in evening.page(amina)
    evening.send(amina, evening.address("check_in"), 400, **COMING)
    evening.say(amina, "too early", 400)


def in_the_waiting_room(evening, joel, zola, amina, bilal):
    evening.at(-10)
    assert "Nobody has come yet." in evening.page(amina)
    evening.send(amina, evening.address("check_in"), word="hopeful", **COMING)
    assert "1 person is here." in evening.page(bilal)
    evening.send(bilal, evening.address("check_in"), **COMING)
    assert evening.deed(joel, "take") == "lobby"
    assert evening.deed(joel, "open") == "lobby", "not alone"
    evening.deed(zola, "take")
    evening.say(amina, "still waiting", 400)


def while_it_is_on(evening, joel, zola, amina, bilal):
    evening.at(0, joel, zola)
    assert evening.deed(joel, "open") == "open"
    evening.say(amina, "hello everybody")
    assert "hello everybody" in evening.page(bilal, evening.room)

    evening.at(10, joel)  # zola's line is gone
    evening.say(bilal, "anybody there", 400)
    paused = evening.page(bilal, evening.room)
    assert "The circle is paused" in paused
    assert "Automatic message" in paused
    evening.at(11, joel, zola)
    evening.say(bilal, "there you are again")

    for seconds in range(15, 64 * 60 + 1, 15):  # both there all the time; the closing round begins by itself
        evening.at(11 + seconds / 60, joel, zola)
    assert CircleSession.objects.get().state == "closing"
    evening.say(amina, "thank you all")


def going_home(evening, joel, amina, bilal):
    evening.at(90, amina)
    assert CircleSession.objects.get().ends_at == START + timedelta(minutes=90)
    evening.say(amina, "one more thing", 400)
    assert "How do you go?" in evening.page(amina, evening.room)
    evening.send(amina, evening.address("check_out"), mood="5", takeaway="ask if I slept")
    mine = evening.page(amina)
    assert "ask if I slept" in mine
    assert "Somebody to talk to" in mine
    assert not QueueItem.objects.exists()

    evening.send(bilal, evening.address("check_out"), mood="1")  # a fall of three points: a task, this very evening
    item = QueueItem.objects.get()
    assert (item.lane, item.due_at) == ("care", START + timedelta(minutes=105))
    assert "ask if I slept" not in evening.page(bilal)
    assert "ask if I slept" in evening.page(joel)


def looking_back(evening, joel, zola):
    for staff in (joel, zola):
        evening.send(staff, evening.address("debrief"), went="Warm, and a bit long.", mood="4")
    evening.session.refresh_from_db()
    assert evening.session.state == "debriefed"
    assert Message.objects.count() == 3
    log = AuditEntry.objects.filter(subject_id=str(evening.session.pk)).order_by("sequence")
    moves = [entry.facts["to"] for entry in log if "to" in entry.facts]
    assert moves[:5] == ["lobby", "open", "frozen", "open", "closing"]
    assert moves[-2:] == ["closed", "debriefed"]
