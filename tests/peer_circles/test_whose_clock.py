"""Whose clock it is: a circle's, which goes forward and back in the year, whatever the server's or the reader's is."""

from datetime import UTC, date, datetime, time

import pytest

from peer_circles import actions
from peer_circles.hours import is_quiet
from peer_circles.models import Circle, CircleSession
from pop.core import clock
from tests.factories import asides, circles
from tests.factories.talk import post
from tests.factories.through_graphql import ask
from tests.peer_circles.ical import read

AMSTERDAM, NEW_YORK = "Europe/Amsterdam", "America/New_York"
BEFORE = datetime(2026, 10, 20, 10, 5, tzinfo=UTC)  # a few days before the clocks of Europe go back
WEEKS = """query($id: UUID!) { circle(id: $id) { timeZone sessions { startsAt } } }"""


@pytest.fixture
def clock_at(time_machine):
    return lambda moment: time_machine.move_to(moment, tick=False)


def plan(joel, circle, day):
    fields = {"day": day, "time": time(19, 30), "minutes": 90, "now": clock.now()}
    return actions.plan_session(actor=joel.actor, circle_id=circle.pk, **fields)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        (datetime(2026, 3, 28, 5, 59, tzinfo=UTC), True),  # 06:59, the day before the clock goes forward
        (datetime(2026, 3, 28, 6, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 28, 20, 0, tzinfo=UTC), True),  # 21:00
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), True),  # in the hour that is left out
        (datetime(2026, 3, 29, 4, 59, tzinfo=UTC), True),  # 06:59 by the new clock
        (datetime(2026, 3, 29, 5, 0, tzinfo=UTC), False),
        (datetime(2026, 3, 29, 18, 59, tzinfo=UTC), False),  # 20:59
        (datetime(2026, 3, 29, 19, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 5, 59, tzinfo=UTC), True),  # 06:59, after an hour that came twice
        (datetime(2026, 10, 25, 6, 0, tzinfo=UTC), False),
        (datetime(2026, 10, 25, 20, 0, tzinfo=UTC), True),  # 21:00
    ],
)
def test_sg_07_quiet_hours_go_by_the_clock_of_the_circle_on_the_days_it_changes(moment, quiet):
    assert is_quiet(moment, AMSTERDAM) is quiet


def test_the_same_hour_every_week_stays_the_same_hour_when_the_clock_goes_back(
    joel, amina, client, browser_of, clock_at
):
    clock_at(BEFORE)
    circle = circles.circle(joel, amina, time_zone=AMSTERDAM)
    for day in (date(2026, 10, 21), date(2026, 10, 28)):
        plan(joel, circle, day)
    starts = list(CircleSession.objects.order_by("starts_at").values_list("starts_at", flat=True))
    assert starts == [datetime(2026, 10, 21, 17, 30, tzinfo=UTC), datetime(2026, 10, 28, 18, 30, tzinfo=UTC)]
    page = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert page.count("<bdi>19:30–21:00</bdi>") == 2
    assert "17:30" not in page
    assert "18:30" not in page
    feed = client.get(f"/circles/{circle.pk}/calendar.ics").content
    assert [event.values["DTSTART"] for event in read(feed).parts] == ["20261021T173000Z", "20261028T183000Z"]


def test_a_member_elsewhere_reads_which_clock_it_is(joel, amina, browser_of, clock_at):
    clock_at(BEFORE)
    circle = circles.circle(joel, amina, time_zone=NEW_YORK)
    session = plan(joel, circle, date(2026, 10, 28))
    assert session.starts_at == datetime(2026, 10, 28, 23, 30, tzinfo=UTC)
    hers = browser_of(amina)
    for address in ("/circles/", f"/circles/{circle.pk}/", f"/circles/{circle.pk}/sessions/{session.pk}/"):
        page = hers.get(address).content.decode()
        assert "<bdi>19:30–21:00</bdi>" in page, address
        assert f"({NEW_YORK})" in page, address
        assert "23:30" not in page, address


@pytest.mark.parametrize(
    ("zone", "shown"),
    [(AMSTERDAM, "20 Oct 2026, 12:05"), (NEW_YORK, "20 Oct 2026, 06:05"), ("UTC", "20 Oct 2026, 10:05")],
)
def test_without_a_script_what_was_said_has_the_clock_of_the_circle_and_the_page_says_so(
    joel, amina, bilal, browser_of, clock_at, zone, shown
):
    clock_at(BEFORE)
    circle = circles.circle(joel, amina, bilal, time_zone=zone)
    said = post(bilal, circle, "Good morning")
    room = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode().replace("\u202f", " ")
    assert f">{shown}</time>" in room
    assert f"All times are those of <bdi>{zone}</bdi>." in room
    words = browser_of(joel).get(f"/circles/{circle.pk}/people/{bilal.persona.pk}/").content.decode()
    assert f">{shown}</time>" in words.replace("\u202f", " ")
    assert said.created_at == BEFORE
    assert Circle.objects.get(pk=circle.pk).time_zone == zone


def test_without_a_script_a_turn_ends_by_the_clock_of_the_circle(joel, amina, bilal, browser_of, clock_at):
    clock_at(BEFORE)
    circle = circles.circle(joel, amina, bilal, time_zone=AMSTERDAM)
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="turns", now=clock.now())
    actions.give_turn(actor=joel.actor, circle_id=circle.pk, persona_id=bilal.persona.pk, minutes=5, now=clock.now())
    room = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode().replace("\u202f", " ")
    assert "until 12:10" in room
    assert "until 10:10" not in room


def test_in_a_talk_of_two_it_is_the_same_clock(joel, amina, browser_of, clock_at):
    clock_at(BEFORE)
    talk = asides.opened(circles.circle(joel, amina, time_zone=NEW_YORK), joel, amina)
    asides.said(talk, joel, "Good morning")
    page = browser_of(amina).get(f"/circles/{talk.circle_id}/asides/{talk.pk}/").content.decode()
    assert ">20 Oct 2026, 06:05</time>" in page.replace("\u202f", " ")
    assert f"All times are those of <bdi>{NEW_YORK}</bdi>." in page


def test_through_graphql_moments_are_exact_and_the_zone_is_named(joel, amina, browser_of, clock_at):
    clock_at(BEFORE)
    circle = circles.circle(joel, amina, time_zone=NEW_YORK)
    plan(joel, circle, date(2026, 10, 28))
    told = ask(browser_of(amina), WEEKS, id=str(circle.pk))["data"]["circle"]
    assert told == {"timeZone": NEW_YORK, "sessions": [{"startsAt": "2026-10-28T23:30:00+00:00"}]}
