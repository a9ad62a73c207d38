"""When a circle meets: who plans it, at which hours, and who sees it. Clocks are those of the circle's zone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import translation

from peer_circles import actions
from peer_circles.coming import coming_sessions
from peer_circles.models import Circle, CircleSession
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Conflict, Invalid, Refused
from tests.api.asking import Asking
from tests.factories import circles as make
from tests.peer_circles import ical

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # a Tuesday; Amsterdam is an hour ahead, two from 29 March on
THURSDAY = date(2026, 3, 12)


@pytest.fixture
def circle(joel, amina):
    return make.circle(joel, amina, time_zone="Europe/Amsterdam")


def plan(keeper, circle, day=THURSDAY, at=time(19, 30), minutes=90, now=NOW):
    actor = getattr(keeper, "actor", keeper)
    return actions.plan_session(actor=actor, circle_id=circle.pk, day=day, time=at, minutes=minutes, now=now)


def coming(actor, *circles, now=NOW):
    return coming_sessions(getattr(actor, "actor", actor), circles, now).sessions


def test_a_session_is_planned_by_the_clock_of_the_circle_and_kept_in_utc(circle, joel):
    session = plan(joel, circle)
    assert session.starts_at == datetime(2026, 3, 12, 18, 30, tzinfo=UTC)
    assert session.ends_at == datetime(2026, 3, 12, 20, 0, tzinfo=UTC)
    summer = plan(joel, circle, day=date(2026, 4, 2))
    assert summer.starts_at == datetime(2026, 4, 2, 17, 30, tzinfo=UTC)
    entry = AuditEntry.objects.filter(verb="circles.plan_session").latest("pk")
    assert (entry.subject_id, entry.facts) == (str(summer.pk), {"circle": str(circle.pk)})


def test_sec_43_only_the_circles_own_facilitator_with_a_second_factor_plans(circle, joel, amina, bilal, zola, salma):
    other = make.another_facilitator()
    session = plan(joel, circle)
    people = [amina, bilal, zola, salma, other, joel.actor_without_second_factor, ANONYMOUS]
    for actor in people:
        with pytest.raises(Absent):
            plan(actor, circle, day=THURSDAY + timedelta(days=1))
        with pytest.raises(Absent):
            actions.cancel_session(actor=getattr(actor, "actor", actor), session_id=session.pk, now=NOW)
    session.refresh_from_db()
    assert CircleSession.objects.count() == 1
    assert not session.is_cancelled


@pytest.mark.parametrize(
    ("day", "at", "minutes", "field"),
    [
        (date(2026, 3, 10), time(13, 0), 60, "day"),  # it is 13:00 there now
        (date(2026, 3, 9), time(13, 0), 60, "day"),
        (date(2026, 5, 5), time(14, 1), 60, "day"),  # eight weeks and a minute; the clock was put forward meanwhile
        (THURSDAY, time(6, 59), 60, "time"),
        (THURSDAY, time(21, 1), 60, "time"),
        (THURSDAY, time(22, 30), 60, "time"),
        (THURSDAY, time(23, 30), 60, "time"),
        (THURSDAY, time(2, 0), 60, "time"),
        (date(2026, 3, 29), time(2, 30), 60, "time"),  # the clock jumps from 2 to 3
        (THURSDAY, time(19, 0), 14, "minutes"),
        (THURSDAY, time(19, 0), 121, "minutes"),
        (THURSDAY, time(19, 0), -60, "minutes"),
    ],
)
def test_times_that_are_refused(circle, joel, day, at, minutes, field):
    with pytest.raises(Invalid) as refusal:
        plan(joel, circle, day, at, minutes)
    assert set(refusal.value.fields) == {field}
    assert not CircleSession.objects.exists()


@pytest.mark.parametrize(
    ("day", "at", "minutes"),
    [
        (date(2026, 3, 10), time(13, 1), 15),
        (date(2026, 5, 5), time(14, 0), 60),
        (THURSDAY, time(7, 0), 120),
        (THURSDAY, time(21, 0), 60),
    ],
)
def test_times_at_the_edge_are_taken(circle, joel, day, at, minutes):
    assert plan(joel, circle, day, at, minutes).ends_at > NOW


def test_a_circle_never_meets_twice_at_a_time(circle, joel):
    first = plan(joel, circle, at=time(18, 0), minutes=60)
    for at, minutes in ((time(17, 30), 31), (time(18, 0), 60), (time(18, 59), 15), (time(17, 0), 120)):
        with pytest.raises(Invalid) as refusal:
            plan(joel, circle, at=at, minutes=minutes)
        assert set(refusal.value.fields) == {"time"}
    plan(joel, circle, at=time(17, 0), minutes=60)
    plan(joel, circle, at=time(19, 0), minutes=60)
    actions.cancel_session(actor=joel.actor, session_id=first.pk, now=NOW)
    plan(joel, circle, at=time(18, 0), minutes=60)
    other = make.circle(joel, name="Another one", time_zone="Europe/Amsterdam")
    plan(joel, other, at=time(18, 0), minutes=60)
    assert CircleSession.objects.count() == 5


def test_nothing_is_planned_in_a_closed_circle(circle, joel):
    Circle.objects.filter(pk=circle.pk).update(state="closed")
    with pytest.raises(Refused):
        plan(joel, circle)
    assert not CircleSession.objects.exists()


@pytest.mark.parametrize("minutes", [14, 121, -30])
def test_the_database_itself_refuses_another_length(circle, minutes):
    with pytest.raises(IntegrityError), transaction.atomic():
        CircleSession.objects.create(circle=circle, starts_at=NOW, ends_at=NOW + timedelta(minutes=minutes))
    with pytest.raises(IntegrityError), transaction.atomic():
        CircleSession.objects.create(
            circle=circle, starts_at=NOW, ends_at=NOW + timedelta(minutes=60), instead="Not without being off"
        )


def test_the_database_takes_both_ends_of_the_length(circle):
    for number, minutes in enumerate((15, 120)):
        start = NOW + timedelta(days=number, microseconds=1)
        CircleSession.objects.create(circle=circle, starts_at=start, ends_at=start + timedelta(minutes=minutes))
    assert CircleSession.objects.count() == 2


def test_calling_off_leaves_it_in_the_list_with_what_there_is_instead(circle, joel, amina):
    session = plan(joel, circle)
    actions.cancel_session(actor=joel.actor, session_id=session.pk, instead="  The board stays open. ", now=NOW)
    (seen,) = coming(amina, circle)
    assert (seen.is_cancelled, seen.instead) == (True, "The board stays open.")
    actions.cancel_session(actor=joel.actor, session_id=session.pk, instead="Something else", now=NOW)
    (seen,) = coming(amina, circle)
    assert seen.instead == "The board stays open."
    assert AuditEntry.objects.filter(verb="circles.cancel_session").count() == 1


def test_what_is_over_cannot_be_called_off(circle, joel):
    session = plan(joel, circle)
    with pytest.raises(Conflict):
        actions.cancel_session(actor=joel.actor, session_id=session.pk, now=session.ends_at)
    with pytest.raises(Invalid):
        actions.cancel_session(actor=joel.actor, session_id=session.pk, instead="x" * 201, now=NOW)
    session.refresh_from_db()
    assert not session.is_cancelled


def test_the_coming_two_weeks_begin_with_what_is_running(circle, joel):
    session = plan(joel, circle, day=date(2026, 3, 24), at=time(9))
    assert coming(joel, circle, now=session.starts_at - timedelta(days=14)) == []
    assert coming(joel, circle, now=session.starts_at - timedelta(days=13)) == [session]
    assert coming(joel, circle, now=session.ends_at - timedelta(seconds=1)) == [session]
    assert coming(joel, circle, now=session.ends_at) == []


def test_sg_57_a_circle_that_is_hidden_from_somebody_hides_its_sessions(circle, joel, amina, bilal):
    session = plan(joel, circle)
    assert coming(ANONYMOUS, circle) == [session]
    Circle.objects.filter(pk=circle.pk).update(state="closed")
    assert coming(ANONYMOUS, circle) == []
    assert coming(bilal, circle) == []
    assert coming(amina, circle) == [session]


def test_sessions_of_many_circles_take_one_query(joel, amina, django_assert_num_queries):
    circles = [make.circle(joel, name=f"Circle {number}") for number in range(3)]
    for one in circles:
        plan(joel, one)
        plan(joel, one, day=THURSDAY + timedelta(days=1))
    actor = amina.actor
    with django_assert_num_queries(1):
        assert len(coming_sessions(actor, circles, NOW).sessions) == 6


# --- On the pages ---------------------------------------------------------------------------------------------


def address(circle):
    return reverse("circles:sessions", args=[circle.pk])


def test_the_facilitator_plans_and_calls_off_on_the_page(circle, joel, browser_of, time_machine):
    time_machine.move_to(NOW)
    browser = browser_of(joel)
    assert "Europe/Amsterdam" in browser.get(address(circle)).content.decode()
    answer = browser.post(address(circle), {"day": "2026-03-12", "time": "19:30", "minutes": "90"})
    assert answer["Location"] == address(circle)
    session = CircleSession.objects.get()
    off = reverse("circles:cancel_session", args=[circle.pk, session.pk])
    browser.post(off, {"instead": "The board stays open."})
    html = browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "The board stays open." in html
    assert "<bdi>19:30–21:00</bdi>" in html


def test_a_refused_time_stays_in_the_form_with_its_message(circle, joel, browser_of, time_machine):
    time_machine.move_to(NOW)
    for typed, words in (
        ({"day": "2026-03-12", "time": "23:10", "minutes": "45"}, "Meetings are by day"),
        ({"day": "yesterday", "time": "23:10", "minutes": "45"}, "Choose a day, such as"),
        ({"day": "2026-03-12", "time": "10:00", "minutes": "soon"}, "Write a number"),
    ):
        answer = browser_of(joel).post(address(circle), typed)
        assert answer.status_code == 400
        html = answer.content.decode()
        assert words in html
        assert all(f'value="{value}"' in html for value in typed.values())
    assert not CircleSession.objects.exists()


def test_the_page_for_planning_is_the_facilitators_alone(circle, joel, amina, zola, browser_of, client, time_machine):
    time_machine.move_to(NOW)
    session = plan(joel, circle)
    off = reverse("circles:cancel_session", args=[circle.pk, session.pk])
    for browser in (client, browser_of(amina), browser_of(zola), browser_of(joel, second_factor=False)):
        assert browser.get(address(circle)).status_code == 404
        assert browser.post(off).status_code == 404
    assert "Plan meetings" not in browser_of(amina).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "Plan meetings" in browser_of(joel).get(reverse("circles:circle", args=[circle.pk])).content.decode()


def test_everybody_sees_the_calendar_and_the_same_in_a_list(circle, joel, client, time_machine):
    time_machine.move_to(NOW)
    plan(joel, circle)
    html = client.get(reverse("circles:list")).content.decode()
    drawing, rest = html.split("</svg>\n</figure>")
    assert 'class="calendar__time" x=' in drawing
    assert drawing.count(">19:30<") == 1
    assert "Thursday, March 12, <bdi>19:30–21:00</bdi>" in rest
    assert "(Europe/Amsterdam)" in rest
    with translation.override("ar"):
        arabic = client.get(reverse("circles:list")).content.decode()
    assert 'x="270" y="20"' in arabic.split("calendar__day calendar__day--today")[1]


def test_the_api_says_when_circles_meet_in_one_query_for_all(circle, joel, client, time_machine):
    time_machine.move_to(NOW)
    ask = Asking(client)
    session = plan(joel, circle)
    actions.cancel_session(actor=joel.actor, session_id=session.pk, instead="The board.", now=NOW)
    answer = ask("{ circles { edges { node { name timeZone sessions { id startsAt endsAt isCancelled instead } } } } }")
    (edge,) = answer["data"]["circles"]["edges"]
    assert edge["node"]["sessions"] == [
        {
            "id": str(session.pk),
            "startsAt": "2026-03-12T18:30:00+00:00",
            "endsAt": "2026-03-12T20:00:00+00:00",
            "isCancelled": True,
            "instead": "The board.",
        }
    ]
    one = ask("query($id: UUID!) { circle(id: $id) { sessions { id } } }", id=str(circle.pk))
    assert one["data"]["circle"]["sessions"] == [{"id": str(session.pk)}]


# --- Never two at a time, never at night ----------------------------------------------------------------------


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no exclusion: there the action alone refuses")
def test_postgresql_itself_refuses_sessions_that_overlap(circle, joel):
    other = make.circle(joel, name="Another one")
    start, hour = NOW + timedelta(days=1), timedelta(hours=1)
    CircleSession.objects.create(circle=circle, starts_at=start, ends_at=start + hour)
    for shift in (timedelta(minutes=-59), timedelta(minutes=30), timedelta(minutes=59)):
        with pytest.raises(IntegrityError), transaction.atomic():
            CircleSession.objects.create(circle=circle, starts_at=start + shift, ends_at=start + shift + hour)
    for shift in (-hour, hour):
        CircleSession.objects.create(circle=circle, starts_at=start + shift, ends_at=start + shift + hour)
    CircleSession.objects.create(circle=other, starts_at=start, ends_at=start + hour)
    assert CircleSession.objects.count() == 4


@pytest.mark.parametrize(
    ("day", "starts", "ends"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 6, 0, tzinfo=UTC), datetime(2026, 3, 28, 21, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 5, 0, tzinfo=UTC), datetime(2026, 3, 29, 20, 0, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 5, 0, tzinfo=UTC), datetime(2026, 10, 24, 20, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 6, 0, tzinfo=UTC), datetime(2026, 10, 25, 21, 0, tzinfo=UTC)),
    ],
)
def test_around_the_change_of_the_clock_day_is_from_seven_to_ten_there(circle, joel, day, starts, ends):
    before = starts - timedelta(days=7)
    assert plan(joel, circle, day, time(7), 60, now=before).starts_at == starts
    assert plan(joel, circle, day, time(21), 60, now=before).ends_at == ends
    for at in (time(6, 59), time(21, 1)):
        with pytest.raises(Invalid) as refusal:
            plan(joel, circle, day, at, 60, now=before)
        assert set(refusal.value.fields) == {"time"}
    assert CircleSession.objects.count() == 2


# --- Moving one ------------------------------------------------------------------------------------------------


def move(keeper, session, day=THURSDAY, at=time(17, 0), minutes=60, now=NOW):
    actor = getattr(keeper, "actor", keeper)
    return actions.reschedule_session(
        actor=actor, session_id=session.pk, day=day, time=at, minutes=minutes, now=now
    )  # fmt: skip


def titles(somebody):
    return [notice.text.title for notice in notices_for(somebody.actor)]


def test_a_planned_session_moves_and_everybody_is_told_once(circle, joel, amina, bilal):
    session = plan(joel, circle)
    later = NOW + timedelta(hours=1)
    moved = move(joel, session, date(2026, 3, 13), now=later)
    session.refresh_from_db()
    assert (moved.pk, session.starts_at) == (session.pk, datetime(2026, 3, 13, 16, 0, tzinfo=UTC))
    assert (session.ends_at - session.starts_at, session.revision, session.changed_at) == (
        timedelta(minutes=60),
        1,
        later,
    )
    assert titles(amina) == ["A circle of yours meets at another time."]
    assert titles(joel) == titles(bilal) == []
    move(joel, session, date(2026, 3, 13))  # to where it is
    session.refresh_from_db()
    assert (session.revision, len(titles(amina))) == (1, 1)
    entry = AuditEntry.objects.get(verb="circles.reschedule_session")
    assert (entry.actor_id, entry.facts["was"], entry.facts["starts_at"]) == (
        joel.login.pk,
        "2026-03-12T18:30:00+00:00",
        "2026-03-13T16:00:00+00:00",
    )


def test_reminders_follow_to_the_new_time(circle, joel, amina):
    session = plan(joel, circle, at=time(17))
    assert actions.send_session_reminders(now=session.starts_at - timedelta(hours=5)) == 2
    move(joel, session, date(2026, 3, 14), now=session.starts_at - timedelta(hours=4))
    session.refresh_from_db()
    assert actions.send_session_reminders(now=session.starts_at - timedelta(hours=40)) == 0
    assert actions.send_session_reminders(now=session.starts_at - timedelta(hours=5)) == 2


def test_calendars_follow_by_the_next_sequence_under_the_same_name(circle, joel, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    session = plan(joel, circle)
    move(joel, session, date(2026, 3, 13), now=NOW + timedelta(hours=2))
    (event,) = ical.read(client.get(reverse("circles:circle_feed", args=[circle.pk])).content).parts
    assert (event.values["UID"], event.values["SEQUENCE"], event.values["DTSTART"]) == (
        str(session.pk),
        "1",
        "20260313T160000Z",
    )
    assert event.values["DTSTAMP"] == "20260310T140000Z"


def test_it_moves_by_the_same_rules_as_it_is_planned_and_may_lie_where_it_lay(circle, joel):
    session, other = plan(joel, circle), plan(joel, circle, day=date(2026, 3, 14))
    assert move(joel, session, THURSDAY, time(20, 0)).starts_at == datetime(2026, 3, 12, 19, 0, tzinfo=UTC)
    was = CircleSession.objects.values().get(pk=session.pk)
    for wanted, field in (
        ({"at": time(6)}, "time"),
        ({"at": time(21, 30)}, "time"),
        ({"day": date(2026, 3, 9)}, "day"),
        ({"day": date(2026, 6, 9)}, "day"),
        ({"minutes": 121}, "minutes"),
        ({"day": date(2026, 3, 14), "at": time(20)}, "time"),  # where the other one is
    ):
        with pytest.raises(Invalid) as refused:
            move(joel, session, **wanted)
        assert refused.value.fields.keys() == {field}
    assert CircleSession.objects.values().get(pk=session.pk) == was
    assert other.starts_at == datetime(2026, 3, 14, 18, 30, tzinfo=UTC)


def test_nobody_else_moves_it_nor_once_it_has_begun_or_is_off(circle, joel, amina, zola, sam):
    session = plan(joel, circle)
    for actor in (amina.actor, zola.actor, sam.actor, ANONYMOUS, joel.actor_without_second_factor):
        with pytest.raises(Absent):
            move(actor, session)
    for moment in (session.starts_at - timedelta(minutes=9), session.starts_at + timedelta(minutes=30)):
        with pytest.raises(Conflict):
            move(joel, session, date(2026, 3, 20), now=moment)
    actions.cancel_session(actor=joel.actor, session_id=session.pk, now=NOW)
    with pytest.raises(Conflict):
        move(joel, session)
    session.refresh_from_db()
    assert session.starts_at == datetime(2026, 3, 12, 18, 30, tzinfo=UTC)
    assert "A circle of yours meets at another time." not in titles(amina)


def test_moving_on_the_page(circle, joel, amina, browser_of, time_machine):
    time_machine.move_to(NOW)
    session = plan(joel, circle)
    page = reverse("circles:reschedule", args=[circle.pk, session.pk])
    browser = browser_of(joel)
    assert page in browser.get(address(circle)).content.decode()
    html = browser.get(page).content.decode()
    assert all(f'value="{value}"' in html for value in ("2026-03-12", "19:30", "90"))
    wrong = browser.post(page, {"day": "2026-03-13", "time": "23:10", "minutes": "45"})
    assert wrong.status_code == 400
    assert 'value="23:10"' in wrong.content.decode()
    assert browser_of(amina).get(page).status_code == 404
    answer = browser.post(page, {"day": "2026-03-13", "time": "17:00", "minutes": "45"})
    assert answer["Location"] == address(circle)
    assert "Friday, March 13, <bdi>17:00–17:45</bdi>" in browser.get(address(circle)).content.decode()
