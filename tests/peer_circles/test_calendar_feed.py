"""What calendar programs get: valid, neutral, the same for everybody, and cheap to ask for again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import translation

from peer_circles import actions
from peer_circles.icalendar import CalendarEvent, calendar_text, escaped, folded
from peer_circles.models import Circle, CircleSession
from tests.factories import circles as make
from tests.peer_circles import ical

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # a Tuesday
THURSDAY = date(2026, 3, 12)
SECRETS = ("Living with panic", "After the breakup", "The board stays open", "joel", "amina", "pop", "circle", "http")


@pytest.fixture
def circle(joel, amina, time_machine):
    time_machine.move_to(NOW, tick=False)
    return make.circle(joel, amina, name="Living with panic", purpose="After the breakup", time_zone="Europe/Amsterdam")


def plan(keeper, circle, day=THURSDAY, at=time(19, 30), now=NOW):
    return actions.plan_session(actor=keeper.actor, circle_id=circle.pk, day=day, time=at, minutes=90, now=now)


def feed_of(client, circle):
    answer = client.get(reverse("circles:circle_feed", args=[circle.pk]))
    assert answer.status_code == 200
    return ical.read(answer.content)


def test_the_feed_says_when_a_circle_meets_in_utc(circle, joel, client):
    winter = plan(joel, circle)
    summer = plan(joel, circle, day=date(2026, 4, 2))
    first, second = feed_of(client, circle).parts
    assert first.values == {
        "UID": str(winter.pk),
        "DTSTAMP": "20260310T120000Z",
        "DTSTART": "20260312T183000Z",
        "DTEND": "20260312T200000Z",
        "SEQUENCE": "0",
        "STATUS": "CONFIRMED",
        "SUMMARY": "Meeting",
        "CLASS": "PRIVATE",
    }
    assert (second.values["UID"], second.values["DTSTART"]) == (str(summer.pk), "20260402T173000Z")


def test_a_called_off_session_is_cancelled_under_the_same_uid_with_the_next_sequence(circle, joel, client):
    session = plan(joel, circle)
    later = NOW + timedelta(hours=3)
    for _twice in range(2):
        actions.cancel_session(actor=joel.actor, session_id=session.pk, instead="The board stays open", now=later)
        later += timedelta(hours=1)
    (event,) = feed_of(client, circle).parts
    assert event.values["UID"] == str(session.pk)
    assert event.values["STATUS"] == "CANCELLED"
    assert (event.values["SEQUENCE"], event.values["DTSTAMP"]) == ("1", "20260310T150000Z")


def test_sg_62_nothing_in_it_says_what_the_circle_is_about_or_who_is_there(circle, joel, client):
    session = plan(joel, circle)
    actions.cancel_session(actor=joel.actor, session_id=session.pk, instead="The board stays open", now=NOW)
    plan(joel, circle, day=date(2026, 3, 19))
    for path in (
        reverse("circles:circle_feed", args=[circle.pk]),
        reverse("circles:age_band_feed", args=["16-17"]),
    ):
        answer = client.get(path)
        text = answer.content.decode().lower()
        assert text.count("begin:vevent") == 2
        assert [word for word in SECRETS if word.lower() in text] == []
        assert str(circle.pk) not in text
        assert answer["Content-Disposition"] == 'inline; filename="calendar.ics"'


def test_the_title_speaks_the_language_of_the_address(circle, joel, client):
    plan(joel, circle)
    with translation.override("ar"):
        path = reverse("circles:circle_feed", args=[circle.pk])
    (event,) = ical.read(client.get(path).content).parts
    assert event.parameters["SUMMARY"] == {"LANGUAGE": "ar"}


def test_the_age_bands_feed_holds_its_circles_and_no_others(circle, joel, client):
    other = make.circle(joel, name="Another one", time_zone="Africa/Nairobi")
    grown_up = make.circle(joel, name="Grown-up talk", age_band="18-24")
    planned = {str(plan(joel, one).pk) for one in (circle, other)}
    elsewhere = str(plan(joel, grown_up).pk)
    for band, uids in (("16-17", planned), ("18-24", {elsewhere}), ("10-12", set())):
        answer = client.get(reverse("circles:age_band_feed", args=[band]))
        assert {event.values["UID"] for event in ical.read(answer.content).parts} == uids
    assert client.get("/circles/ages/14-99/calendar.ics").status_code == 404


def test_sg_06_who_asks_makes_no_difference_and_a_closed_circle_has_no_feed(
    circle, joel, amina, zola, browser_of, client
):
    plan(joel, circle)
    path = reverse("circles:circle_feed", args=[circle.pk])
    everybody = [client, browser_of(amina), browser_of(zola), browser_of(joel)]
    assert len({one.get(path).content for one in everybody}) == 1
    Circle.objects.filter(pk=circle.pk).update(state="closed")
    assert [one.get(path).status_code for one in everybody] == [404] * 4
    answer = client.get(reverse("circles:age_band_feed", args=["16-17"]))
    assert ical.read(answer.content).parts == []
    assert client.get("/circles/00000000-0000-4000-8000-000000000000/calendar.ics").status_code == 404
    assert client.post(path).status_code == 405


def test_what_is_over_leaves_the_calendar(circle, joel, client, time_machine):
    session = plan(joel, circle)
    time_machine.move_to(session.ends_at - timedelta(seconds=1), tick=False)
    assert len(feed_of(client, circle).parts) == 1
    time_machine.move_to(session.ends_at, tick=False)
    assert feed_of(client, circle).parts == []


def test_the_oldest_sessions_without_a_date_of_change_still_have_a_stamp(circle, joel, client):
    plan(joel, circle)
    CircleSession.objects.update(changed_at=None)
    (event,) = feed_of(client, circle).parts
    assert event.values["DTSTAMP"] == "20260310T120000Z"


def test_its_headers_and_a_second_asking_that_costs_nothing(circle, joel, client, settings, time_machine):
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "feeds-test"},
    }
    del caches.settings
    session = plan(joel, circle)
    path = reverse("circles:circle_feed", args=[circle.pk])
    first = client.get(path)
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["X-Content-Type-Options"] == "nosniff"
    assert first["X-Robots-Tag"] == "noindex, nofollow"
    assert first["Cache-Control"] == "private, no-cache"
    time_machine.shift(timedelta(hours=2))
    again = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    actions.cancel_session(actor=joel.actor, session_id=session.pk, now=NOW)
    changed = client.get(path, headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] != first["ETag"]) == (200, True)
    del caches.settings


def test_a_feed_takes_few_queries_however_many_sessions(circle, joel, client, django_assert_num_queries):
    for number in range(5):
        plan(joel, circle, day=THURSDAY + timedelta(days=number))
    with django_assert_num_queries(3):
        client.get(reverse("circles:circle_feed", args=[circle.pk]))


def test_the_page_says_what_a_calendar_shows_to_others_before_it_offers_the_feed(
    circle, joel, amina, browser_of, client
):
    feed = reverse("circles:circle_feed", args=[circle.pk])
    for browser in (client, browser_of(amina), browser_of(joel)):
        html = browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
        assert html.index("Whoever can look at this device") < html.index(f'href="{feed}"')
    html = client.get(reverse("circles:list")).content.decode()
    bands = ["10-12", "13-15", "16-17", "18-24"]
    assert [band for band in bands if f"/circles/ages/{band}/calendar.ics" in html] == bands
    html = browser_of(amina).get(reverse("circles:list")).content.decode()
    assert [band for band in bands if f"/circles/ages/{band}/calendar.ics" in html] == ["16-17"]


# --- The file itself ------------------------------------------------------------------------------------------


def test_text_is_escaped_and_signs_of_control_are_left_out():
    assert escaped("a\\b; c, d\r\ne\rf\x00\x07\x7f") == "a\\\\b\\; c\\, d\\ne\\nf"
    hard = "Комната; встреч, \\ und Ärger\nBEGIN:VEVENT"
    event = CalendarEvent("1", NOW, NOW + timedelta(hours=1), NOW)
    (read,) = ical.read(calendar_text([event], title=hard, language="ru")).parts
    assert ical.unescaped(read.values["SUMMARY"]) == hard


@pytest.mark.parametrize("sign", ["a", "é", "会", "🌊"])
def test_lines_are_folded_at_75_octets_and_never_inside_a_sign(sign):
    for length in range(60, 240):
        line = "X:" + sign * length
        pieces = folded(line).removesuffix(b"\r\n").split(b"\r\n")
        assert all(len(piece) <= 75 for piece in pieces)
        assert pieces[0].decode() + "".join(piece.decode().removeprefix(" ") for piece in pieces[1:]) == line
    assert folded("X:" + "a" * 73) == b"X:" + b"a" * 73 + b"\r\n"
    assert folded("X:" + "a" * 74) == b"X:" + b"a" * 73 + b"\r\n a\r\n"
