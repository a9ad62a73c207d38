"""Drop-in circles: when they are open, by which clock, what members may do outside of it; and slow boards."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from peer_circles import actions
from peer_circles.coming import coming_sessions
from peer_circles.models import Circle, Message, MessageState, OpeningHours
from peer_circles.opening import opening_of, openings
from peer_circles.selectors import inside_for
from pop.accounts.contracts import ANONYMOUS
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Invalid, Refused, TooFast
from tests.api.asking import Asking
from tests.factories import circles as make
from tests.peer_circles import ical

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # a Tuesday; Amsterdam is an hour ahead, two from 29 March on
TUESDAY, FRIDAY, SUNDAY = 1, 4, 6


@pytest.fixture
def circle(joel, amina, time_machine):
    time_machine.move_to(NOW, tick=False)
    made = make.circle(joel, amina, format="drop_in", time_zone="Europe/Amsterdam")
    make.watched(made, NOW + timedelta(weeks=50))
    return made


@pytest.fixture
def open_circle(circle, joel):
    add(joel, circle, TUESDAY, time(17), time(20))
    add(joel, circle, FRIDAY, time(16), time(18))
    return circle


def add(keeper, circle, weekday=TUESDAY, opens=time(17), closes=time(20)):
    actor = getattr(keeper, "actor", keeper)
    return actions.add_opening_hours(
        actor=actor, circle_id=circle.pk, weekday=weekday, opens=opens, closes=closes, now=NOW
    )


def say(somebody, circle, now, text="Hello there"):
    return actions.post_message(actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=now)


def at(day, hour, minute=0, second=0):
    return datetime(2026, 3, day, hour, minute, second, tzinfo=UTC)


def test_open_from_the_first_minute_to_the_last_by_the_clock_of_the_circle(open_circle, amina):
    for moment in (at(10, 16), at(10, 18, 59, 59), at(13, 15)):
        say(amina, open_circle, moment)
    assert opening_of(open_circle, at(10, 17)).until == at(10, 19)
    for moment, words in (
        (at(10, 15, 59, 59), "It opens on Tuesday, March 10 at 17:00 (Europe/Amsterdam)."),
        (at(10, 19), "It opens on Friday, March 13 at 16:00 (Europe/Amsterdam)."),
        (at(13, 17), "It opens on Tuesday, March 17 at 17:00 (Europe/Amsterdam)."),
    ):
        with pytest.raises(Refused) as refusal:
            say(amina, open_circle, moment)
        assert refusal.value.code == "closed_now"
        assert words in str(refusal.value.message)
        assert "the help pages are always open" in str(refusal.value.message)
    assert Message.objects.count() == 3


def test_outside_its_hours_members_read_and_take_back_and_staff_still_write(open_circle, joel, amina):
    message = say(amina, open_circle, at(10, 17))
    _circle, seat = inside_for(amina.actor, open_circle.pk)  # it is 13:00 there
    assert (seat.may_write, seat.is_staff) == (False, False)
    actions.retract_message(actor=amina.actor, message_id=message.pk, now=at(10, 22))
    message.refresh_from_db()
    assert message.state == MessageState.RETRACTED
    assert say(joel, open_circle, at(10, 22)).state == MessageState.PUBLISHED


def test_a_drop_in_circle_without_hours_is_closed(circle, joel, amina):
    with pytest.raises(Refused) as refusal:
        say(amina, circle, at(10, 17))
    assert "is not decided yet" in str(refusal.value.message)
    hours = add(joel, circle)
    say(amina, circle, at(10, 17))
    actions.remove_opening_hours(actor=joel.actor, circle_id=circle.pk, hours_id=hours.pk, now=NOW)
    with pytest.raises(Refused):
        say(amina, circle, at(10, 17, 5))
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("zone", "winter", "summer", "changed"),
    [
        ("Europe/Amsterdam", datetime(2026, 3, 22, 16, 0), datetime(2026, 3, 29, 15, 0), date(2026, 3, 29)),
        ("Europe/Amsterdam", datetime(2026, 10, 18, 15, 0), datetime(2026, 10, 25, 16, 0), date(2026, 10, 25)),
        ("America/New_York", datetime(2026, 3, 1, 22, 0), datetime(2026, 3, 8, 21, 0), date(2026, 3, 8)),
        ("Australia/Lord_Howe", datetime(2026, 3, 29, 6, 0), datetime(2026, 4, 5, 6, 30), date(2026, 4, 5)),
        ("Asia/Kathmandu", datetime(2026, 3, 22, 11, 15), datetime(2026, 3, 29, 11, 15), date(2026, 3, 29)),
    ],
)
def test_on_days_when_the_clock_changes_it_opens_by_the_new_clock(
    joel, amina, time_machine, zone, winter, summer, changed
):
    """Sundays at 17:00 there, the week before the change and on the day itself."""
    time_machine.move_to(winter.replace(tzinfo=UTC) - timedelta(hours=1), tick=False)
    circle = make.circle(joel, amina, format="drop_in", time_zone=zone)
    add(joel, circle, SUNDAY, time(17), time(20))
    make.watched(circle, summer.replace(tzinfo=UTC))
    for opens in (winter.replace(tzinfo=UTC), summer.replace(tzinfo=UTC)):
        before = opening_of(circle, opens - timedelta(seconds=1))
        assert (before.is_open, before.opens_at) == (False, opens)
        assert opening_of(circle, opens).until == opens + timedelta(hours=3)
        assert not opening_of(circle, opens + timedelta(hours=3)).is_open
        say(amina, circle, opens)
    assert summer.replace(tzinfo=UTC).date() == changed


@pytest.mark.parametrize(
    ("weekday", "opens", "closes", "field"),
    [
        (TUESDAY, time(6, 59), time(8), "opens"),
        (TUESDAY, time(22, 30), time(23), "opens"),
        (TUESDAY, time(0), time(8), "opens"),
        (TUESDAY, time(21), time(22, 1), "closes"),
        (TUESDAY, time(21), time(1), "closes"),
        (TUESDAY, time(17), time(17), "closes"),
        (TUESDAY, time(17), time(16), "closes"),
        (7, time(17), time(18), "weekday"),
        (-1, time(17), time(18), "weekday"),
    ],
)
def test_hours_that_are_refused(circle, joel, weekday, opens, closes, field):
    with pytest.raises(Invalid) as refusal:
        add(joel, circle, weekday, opens, closes)
    assert set(refusal.value.fields) == {field}
    assert not OpeningHours.objects.exists()


def test_the_edges_are_taken_and_no_two_overlap(circle, joel):
    add(joel, circle, TUESDAY, time(7), time(12))
    add(joel, circle, TUESDAY, time(12), time(22))
    add(joel, circle, FRIDAY, time(10), time(12))
    for opens, closes in ((time(7), time(8)), (time(11, 59), time(12, 1)), (time(8), time(21))):
        with pytest.raises(Invalid) as refusal:
            add(joel, circle, TUESDAY, opens, closes)
        assert set(refusal.value.fields) == {"opens"}
    assert OpeningHours.objects.count() == 3


@pytest.mark.parametrize(
    ("weekday", "opens", "closes"),
    [(0, time(6, 59), time(8)), (0, time(21), time(22, 1)), (0, time(9), time(9)), (7, time(9), time(10))],
)
def test_the_database_itself_refuses_nights_and_days_that_do_not_exist(circle, weekday, opens, closes):
    with pytest.raises(IntegrityError), transaction.atomic():
        OpeningHours.objects.create(circle=circle, weekday=weekday, opens=opens, closes=closes)


def test_sec_43_only_the_circles_own_facilitator_sets_hours(circle, joel, amina, bilal, zola, salma, ada):
    other = make.another_facilitator()
    hours = add(joel, circle)
    elsewhere = make.circle(other, name="Another one", format="drop_in")
    foreign = add(other, elsewhere)
    for actor in (amina, bilal, zola, salma, ada, other, joel.actor_without_second_factor, ANONYMOUS):
        with pytest.raises(Absent):
            add(actor, circle, FRIDAY)
        with pytest.raises(Absent):
            actions.remove_opening_hours(
                actor=getattr(actor, "actor", actor), circle_id=circle.pk, hours_id=hours.pk, now=NOW
            )
    with pytest.raises(Absent):
        actions.remove_opening_hours(actor=joel.actor, circle_id=circle.pk, hours_id=foreign.pk, now=NOW)
    assert set(OpeningHours.objects.all()) == {hours, foreign}
    facts = AuditEntry.objects.filter(verb="circles.add_opening_hours").latest("pk").facts
    assert facts == {"weekday": TUESDAY, "opens": "17:00", "closes": "20:00"}


def test_only_drop_in_circles_have_hours(joel, browser_of):
    for format in ("scheduled", "board"):
        circle = make.circle(joel, name=format, format=format)
        with pytest.raises(Refused):
            add(joel, circle)
        assert browser_of(joel).get(reverse("circles:hours", args=[circle.pk])).status_code == 404
    assert not OpeningHours.objects.exists()


def test_a_pause_closes_it_and_the_next_opening_comes_after_it(open_circle, joel, amina):
    actions.plan_pause(
        actor=joel.actor,
        circle_id=open_circle.pk,
        first_day=date(2026, 3, 13),
        last_day=date(2026, 3, 20),
        instead="The other circle",
        now=NOW,
    )
    opening = opening_of(open_circle, at(13, 15, 30))
    assert (opening.is_open, opening.opens_at) == (False, at(24, 16))
    with pytest.raises(Refused) as refusal:
        say(amina, open_circle, at(13, 15, 30))
    assert "The other circle" in str(refusal.value.message)


def test_calendar_programs_get_when_it_is_open_in_the_coming_two_weeks(open_circle, joel, client):
    feed = reverse("circles:circle_feed", args=[open_circle.pk])
    events = ical.read(client.get(feed).content).parts
    assert [(one.values["DTSTART"], one.values["DTEND"]) for one in events] == [
        ("20260310T160000Z", "20260310T190000Z"),
        ("20260313T150000Z", "20260313T170000Z"),
        ("20260317T160000Z", "20260317T190000Z"),
        ("20260320T150000Z", "20260320T170000Z"),
    ]
    again = ical.read(client.get(feed).content).parts
    assert [one.values["UID"] for one in again] == [one.values["UID"] for one in events]


# --- On the pages ---------------------------------------------------------------------------------------------


def test_the_list_and_the_page_say_whether_it_is_open(open_circle, client, time_machine):
    outside = reverse("circles:circle", args=[open_circle.pk])
    for moment, words in (
        (at(10, 12), "Opens Tuesday, March 10, 17:00"),
        (at(10, 17), "Open now until 20:00"),
        (at(10, 19), "Opens Friday, March 13, 16:00"),
    ):
        time_machine.move_to(moment, tick=False)
        for path in (reverse("circles:list"), outside):
            html = client.get(path).content.decode()
            assert words in html
            assert "(Europe/Amsterdam)" in html
    assert "Tuesday <bdi>17:00–20:00</bdi>" in client.get(outside).content.decode()


def test_the_facilitator_sets_hours_on_the_page(circle, joel, amina, browser_of, client):
    page = reverse("circles:hours", args=[circle.pk])
    browser = browser_of(joel)
    typed = {"weekday": "1", "opens": "17:00", "closes": "20:00"}
    assert browser.post(page, typed)["Location"] == page
    hours = OpeningHours.objects.get()
    html = browser.get(page).content.decode()
    assert "<strong>Tuesday</strong> <bdi>17:00–20:00</bdi>" in html
    refused = browser.post(page, {"weekday": "4", "opens": "21:15", "closes": "23:45"})
    html = refused.content.decode()
    assert refused.status_code == 400
    assert "until 22:00 at the latest" in html
    assert '<option value="4" selected>' in html
    assert 'value="21:15"' in html
    assert 'value="23:45"' in html
    assert browser.post(page, {}).status_code == 400
    remove = reverse("circles:remove_hours", args=[circle.pk, hours.pk])
    for other in (client, browser_of(amina), browser_of(joel, second_factor=False)):
        assert other.get(page).status_code == 404
        assert other.post(page, typed).status_code == 404
        assert other.post(remove).status_code == 404
    assert OpeningHours.objects.get() == hours
    browser.post(remove)
    assert not OpeningHours.objects.exists()


def test_a_closed_room_keeps_what_was_typed_and_says_when_it_opens(open_circle, amina, browser_of):
    room = browser_of(amina).get(reverse("circles:circle", args=[open_circle.pk])).content.decode()
    assert "Opens Tuesday, March 10, 17:00" in room
    assert '<form class="form room__form" hidden' in room
    answer = browser_of(amina).post(
        reverse("circles:say", args=[open_circle.pk]), {"client_id": str(uuid4()), "text": "I wrote this on the bus"}
    )
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "I wrote this on the bus</textarea>" in html
    assert "It opens on Tuesday, March 10 at 17:00" in html
    assert not Message.objects.exists()


def test_the_api_refuses_it_too_and_keeps_nothing(open_circle, amina, browser_of):
    ask = Asking(browser_of(amina))
    answer = ask(
        "mutation($input: PostMessageInput!) { postMessage(input: $input) { message { id } errors { code message } } }",
        input={"circleId": str(open_circle.pk), "clientId": str(uuid4()), "text": "Hello"},
    )
    (error,) = answer["data"]["postMessage"]["errors"]
    assert error["code"] == "closed_now"
    assert "It opens on Tuesday" in error["message"]
    assert not Message.objects.exists()


def test_the_api_says_whether_it_is_open_in_few_queries_for_all(
    open_circle, joel, client, django_assert_max_num_queries
):
    actions.plan_pause(
        actor=joel.actor,
        circle_id=open_circle.pk,
        first_day=date(2026, 3, 11),
        last_day=date(2026, 3, 16),
        instead="The other circle",
        now=NOW,
    )
    for number in range(3):
        add(joel, make.circle(joel, name=f"Later {number}", format="drop_in"))
    fields = """{ isOpen until opensAt backOn pauses { firstDay lastDay instead ofAllCircles }
        hours { weekday opens closes } }"""
    with django_assert_max_num_queries(6):
        answer = Asking(client)("{ circles { edges { node { name opening " + fields + " } } } }")
    assert len(answer["data"]["circles"]["edges"]) == 4
    one = Asking(client)("query($id: UUID!) { circle(id: $id) { opening " + fields + " } }", id=str(open_circle.pk))
    pause = {"firstDay": "2026-03-11", "lastDay": "2026-03-16", "instead": "The other circle", "ofAllCircles": False}
    expected = {
        "isOpen": False,
        "until": None,
        "opensAt": "2026-03-10T16:00:00+00:00",
        "backOn": None,
        "pauses": [pause],
        "hours": [
            {"weekday": 1, "opens": "17:00:00", "closes": "20:00:00"},
            {"weekday": 4, "opens": "16:00:00", "closes": "18:00:00"},
        ],
    }
    assert one["data"]["circle"]["opening"] == expected
    assert answer["data"]["circles"]["edges"][0]["node"]["opening"] == expected


# --- Boards ---------------------------------------------------------------------------------------------------


def test_sg_10_a_board_is_always_slow_and_read_first(joel, amina):
    for mode in ("open", "turns", "pre_moderated"):
        with pytest.raises(Invalid) as refusal:
            make.circle(joel, format="board", mode=mode)
        assert set(refusal.value.fields) == {"mode"}
    assert not Circle.objects.exists()
    board = make.circle(joel, amina, format="board")
    for mode in ("open", "turns", "pre_moderated"):
        with pytest.raises(Refused):
            actions.set_mode(actor=joel.actor, circle_id=board.pk, mode=mode, now=NOW)
    board.refresh_from_db()
    assert (board.mode, board.reads_first) == ("slow", True)
    for change in ({"reads_first": False}, {"mode": "turns"}, {"mode": "open", "reads_first": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Circle.objects.filter(pk=board.pk).update(**change)
    assert say(amina, board, NOW).state == MessageState.HELD


def test_a_board_is_slow_for_members_and_open_at_any_hour(joel, amina, bilal, settings):
    settings.POP_CIRCLES_SLOW_SECONDS = 60
    board = make.circle(joel, amina, bilal, format="board", time_zone="Europe/Amsterdam")
    night = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
    say(amina, board, night)
    with pytest.raises(TooFast) as refusal:
        say(amina, board, night + timedelta(seconds=20))
    assert refusal.value.retry_after == 40
    say(bilal, board, night + timedelta(seconds=20))
    for seconds in (1, 2):
        say(joel, board, night + timedelta(seconds=seconds))
    say(amina, board, night + timedelta(seconds=60))
    assert Message.objects.filter(author=amina.persona).count() == 2


def test_the_two_weeks_draw_the_hours_and_say_them_in_words(open_circle, joel, client, amina):
    page = client.get(reverse("circles:circle", args=[open_circle.pk])).content.decode()
    drawing = page.split('<figure class="chart calendar">')[1].split("</figure>")[0]
    assert drawing.count("calendar__entry--door") == 4
    assert drawing.count(">17:00</text>") == drawing.count(">16:00</text>") == 2
    words = page.split("</figure>")[1].split("</ol>")[0]
    assert words.count("Open: come when you like") == 4
    assert "Tuesday, March 10, <bdi>17:00–20:00</bdi>" in words
    assert "Friday, March 20, <bdi>16:00–18:00</bdi>" in words
    seen = coming_sessions(ANONYMOUS, [open_circle], NOW, opened=openings([open_circle], NOW))
    assert [(door.starts_at, door.ends_at) for door in seen.doors] == [
        (at(10, 16), at(10, 19)),
        (at(13, 15), at(13, 17)),
        (at(17, 16), at(17, 19)),
        (at(20, 15), at(20, 17)),
    ]


def test_what_is_over_or_in_a_break_or_in_a_closed_circle_is_not_drawn(open_circle, joel, amina):
    actions.plan_pause(
        actor=joel.actor,
        circle_id=open_circle.pk,
        first_day=date(2026, 3, 13),
        last_day=date(2026, 3, 17),
        instead="The board",
        now=NOW,
    )

    def doors(actor, now):
        return coming_sessions(actor, [open_circle], now, opened=openings([open_circle], now)).doors

    assert [door.starts_at for door in doors(ANONYMOUS, at(10, 18, 59))] == [at(10, 16), at(20, 15)]
    assert [door.starts_at for door in doors(ANONYMOUS, at(10, 19))] == [at(20, 15)]
    Circle.objects.update(state="closed")
    open_circle.refresh_from_db()
    assert doors(ANONYMOUS, NOW) == doors(amina.actor, NOW) == []
