"""Breaks: who plans them, what they call off, what people read meanwhile, and that nobody writes."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from peer_circles import actions
from peer_circles.models import Circle, CircleSession, Message, Pause
from peer_circles.opening import opening_of
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Notice
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Conflict, Invalid, Refused
from tests.factories import circles as make
from tests.peer_circles import ical
from tests.people import person

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)  # a Tuesday; Amsterdam is an hour ahead
MONDAY, SUNDAY = date(2026, 3, 16), date(2026, 3, 22)
INSTEAD = "Until then: the chat of Harbour, every evening."


@pytest.fixture
def circle(joel, amina, time_machine):
    time_machine.move_to(NOW, tick=False)
    return make.circle(joel, amina, time_zone="Europe/Amsterdam")


def pause(keeper, circle, first=MONDAY, last=SUNDAY, instead=INSTEAD, now=NOW):
    actor = getattr(keeper, "actor", keeper)
    circle_id = circle.pk if circle else None
    return actions.plan_pause(
        actor=actor, circle_id=circle_id, first_day=first, last_day=last, instead=instead, now=now
    )


def plan(keeper, circle, day, at=time(19), now=NOW):
    return actions.plan_session(actor=keeper.actor, circle_id=circle.pk, day=day, time=at, minutes=60, now=now)


def say(somebody, circle, now, text="Hello there"):
    return actions.post_message(actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=now)


def notices_of(somebody):
    return list(Notice.objects.filter(persona=somebody.persona))


def kinds_of(somebody):
    return [notice.kind for notice in notices_of(somebody)]


def test_sessions_in_a_pause_are_called_off_with_what_there_is_instead(circle, joel):
    before, first, last, after = (
        plan(joel, circle, MONDAY + timedelta(days=days), at)
        for days, at in ((-1, time(20)), (0, time(7)), (6, time(21)), (7, time(7)))
    )
    made = pause(joel, circle)
    assert (made.days, made.last_day) == (7, SUNDAY)
    off = {one.pk: one.instead for one in CircleSession.objects.filter(cancelled_at__isnull=False)}
    assert off == {first.pk: INSTEAD, last.pk: INSTEAD}
    assert set(CircleSession.objects.filter(cancelled_at=None)) == {before, after}
    entry = AuditEntry.objects.get(verb="circles.plan_pause")
    assert entry.subject_id == str(made.pk)
    assert entry.facts == {"circle": str(circle.pk), "days": 7, "called_off": 2}


def test_members_are_told_once_with_nothing_private_in_it(circle, joel, amina, bilal):
    plan(joel, circle, MONDAY)
    plan(joel, circle, SUNDAY)
    pause(joel, circle)
    (notice,) = notices_of(amina)
    assert (notice.kind, notice.facts) == (actions.PAUSED, {"circle": str(circle.pk)})
    assert kinds_of(joel) == kinds_of(bilal) == []


def test_a_called_off_session_leaves_a_notice_for_members_and_none_for_others(circle, joel, amina, bilal, browser_of):
    left = person("wanderer", "16-17")
    make.join(circle, left)
    actions.leave_circle(actor=left.actor, circle_id=circle.pk, now=NOW)
    session = plan(joel, circle, MONDAY)
    for _twice in range(2):
        actions.cancel_session(actor=joel.actor, session_id=session.pk, instead="The board stays open.", now=NOW)
    (notice,) = notices_of(amina)
    assert (notice.kind, notice.facts) == (actions.SESSION_OFF, {"circle": str(circle.pk)})
    assert kinds_of(joel) == kinds_of(bilal) == kinds_of(left) == []
    html = browser_of(amina).get(reverse("account_notices")).content.decode()
    assert "A circle of yours will not meet as planned." in html
    assert circle.name not in html
    assert "The board stays open" not in html


def test_nothing_is_planned_in_a_pause(circle, joel):
    pause(joel, circle)
    for day in (MONDAY, SUNDAY):
        with pytest.raises(Invalid) as refusal:
            plan(joel, circle, day)
        assert set(refusal.value.fields) == {"day"}
    assert not CircleSession.objects.exists()
    plan(joel, circle, MONDAY - timedelta(days=1))
    plan(joel, circle, SUNDAY + timedelta(days=1))


def test_in_a_pause_members_read_and_are_told_where_help_is(circle, joel, amina):
    pause(joel, circle)
    say(amina, circle, datetime(2026, 3, 15, 22, 59, 59, tzinfo=UTC))
    for moment in (datetime(2026, 3, 15, 23, 0, tzinfo=UTC), datetime(2026, 3, 22, 22, 59, tzinfo=UTC)):
        with pytest.raises(Refused) as refusal:
            say(amina, circle, moment)
        assert refusal.value.code == "closed_now"
        assert "until March 22" in str(refusal.value.message)
        assert INSTEAD in str(refusal.value.message)
        assert "the help pages are always open" in str(refusal.value.message)
    assert Message.objects.count() == 1
    say(joel, circle, datetime(2026, 3, 18, 12, 0, tzinfo=UTC))
    say(amina, circle, datetime(2026, 3, 22, 23, 0, tzinfo=UTC))
    assert Message.objects.count() == 3


def test_a_pause_that_is_withdrawn_ends_at_once_and_leaves_called_off_what_is(circle, joel, amina):
    session = plan(joel, circle, MONDAY)
    made = pause(joel, circle)
    wednesday = datetime(2026, 3, 18, 12, 0, tzinfo=UTC)
    with pytest.raises(Refused):
        say(amina, circle, wednesday)
    for _twice in range(2):
        actions.withdraw_pause(actor=joel.actor, pause_id=made.pk, now=wednesday)
    say(amina, circle, wednesday)
    plan(joel, circle, date(2026, 3, 19), now=wednesday)
    session.refresh_from_db()
    assert session.is_cancelled
    assert AuditEntry.objects.filter(verb="circles.withdraw_pause").count() == 1


def test_what_is_over_cannot_be_withdrawn(circle, joel):
    made = pause(joel, circle)
    with pytest.raises(Conflict):
        actions.withdraw_pause(actor=joel.actor, pause_id=made.pk, now=datetime(2026, 3, 22, 23, 0, tzinfo=UTC))
    made.refresh_from_db()
    assert made.withdrawn_at is None


def test_sec_43_only_the_circles_own_facilitator_pauses_it(circle, joel, amina, bilal, zola, salma, ada):
    other = make.another_facilitator()
    made = pause(joel, circle)
    later = {"first": date(2026, 4, 6), "last": date(2026, 4, 7)}
    for actor in (amina, bilal, zola, salma, ada, other, joel.actor_without_second_factor, ANONYMOUS):
        with pytest.raises(Absent):
            pause(actor, circle, **later)
        with pytest.raises(Absent):
            actions.withdraw_pause(actor=getattr(actor, "actor", actor), pause_id=made.pk, now=NOW)
    made.refresh_from_db()
    assert (Pause.objects.count(), made.withdrawn_at) == (1, None)


def test_only_the_owner_and_the_safeguarding_lead_pause_all_circles(circle, joel, amina, zola, salma, ada):
    for actor in (joel, amina, zola, salma.actor_without_second_factor, ANONYMOUS):
        with pytest.raises(Absent):
            pause(actor, None)
    assert not Pause.objects.exists()
    made = pause(salma, None)
    with pytest.raises(Absent):
        actions.withdraw_pause(actor=joel.actor, pause_id=made.pk, now=NOW)
    actions.withdraw_pause(actor=ada.actor, pause_id=made.pk, now=NOW)


def test_a_pause_of_all_counts_in_each_circles_own_days(circle, joel, amina, salma):
    island = make.circle(joel, amina, name="Far away", time_zone="Pacific/Auckland")  # thirteen hours ahead
    sunday_evening = plan(joel, circle, MONDAY - timedelta(days=1), time(20))
    monday_morning = plan(joel, island, MONDAY, time(8, 15))  # a quarter past seven on Sunday evening in UTC
    pause(salma, None)
    off = CircleSession.objects.filter(cancelled_at__isnull=False)
    assert list(off) == [monday_morning]
    assert sunday_evening not in off
    assert kinds_of(amina) == [actions.PAUSED] * 2  # one for each circle
    sunday_noon = datetime(2026, 3, 15, 12, 0, tzinfo=UTC)
    assert (opening_of(circle, sunday_noon).is_open, opening_of(island, sunday_noon).is_open) == (True, False)


@pytest.mark.parametrize(
    ("first", "last", "instead", "field"),
    [
        (date(2026, 3, 9), SUNDAY, INSTEAD, "first_day"),
        (date(2027, 3, 10), date(2027, 3, 10), INSTEAD, "first_day"),
        (SUNDAY, MONDAY, INSTEAD, "last_day"),
        (MONDAY, date(2026, 3, 30), INSTEAD, "last_day"),  # fifteen days
        (MONDAY, SUNDAY, "  ", "instead"),
        (MONDAY, SUNDAY, "x" * 201, "instead"),
    ],
)
def test_pauses_that_are_refused(circle, joel, first, last, instead, field):
    with pytest.raises(Invalid) as refusal:
        pause(joel, circle, first, last, instead)
    assert set(refusal.value.fields) == {field}
    assert not Pause.objects.exists()


def test_the_edges_are_taken_and_no_two_share_a_day(circle, joel, salma):
    today = date(2026, 3, 10)
    pause(joel, circle, today, date(2026, 3, 23))  # fourteen days from today on
    for first, last in ((date(2026, 3, 23), date(2026, 3, 24)), (today, today), (date(2026, 3, 12), date(2026, 3, 14))):
        with pytest.raises(Invalid):
            pause(joel, circle, first, last)
    pause(joel, circle, date(2026, 3, 24), date(2026, 3, 24))
    pause(salma, None, date(2026, 3, 20), date(2026, 3, 28))  # of all: that is another thing
    assert Pause.objects.count() == 3
    opening = opening_of(circle, NOW)
    assert (opening.is_open, opening.back_on) == (False, date(2026, 3, 29))


def test_the_database_itself_refuses_long_pauses_and_ones_that_name_nothing(circle):
    for days, instead in ((0, INSTEAD), (15, INSTEAD), (7, "")):
        with pytest.raises(IntegrityError), transaction.atomic():
            Pause.objects.create(circle=circle, first_day=MONDAY, days=days, instead=instead, created_at=NOW)


def test_the_feed_says_cancelled_and_the_next_sequence(circle, joel, client):
    plan(joel, circle, MONDAY)
    pause(joel, circle)
    (event,) = ical.read(client.get(reverse("circles:circle_feed", args=[circle.pk])).content).parts
    assert (event.values["STATUS"], event.values["SEQUENCE"]) == ("CANCELLED", "1")


# --- On the pages ---------------------------------------------------------------------------------------------


def address(circle):
    return reverse("circles:pauses", args=[circle.pk])


def test_the_facilitator_plans_and_ends_a_pause_on_the_page(circle, joel, amina, browser_of, client):
    browser = browser_of(joel)
    typed = {"first_day": "2026-03-16", "last_day": "2026-03-22", "instead": INSTEAD}
    answer = browser.post(address(circle), typed)
    assert answer["Location"] == address(circle)
    made = Pause.objects.get()
    for reader in (client, browser_of(amina)):
        html = reader.get(reverse("circles:circle", args=[circle.pk])).content.decode()
        assert INSTEAD in html
        assert "<bdi>March 16</bdi> – <bdi>March 22</bdi>" in html
    html = client.get(reverse("circles:list")).content.decode()
    assert INSTEAD in html
    assert html.count("calendar__day calendar__day--rest") == 7
    browser.post(reverse("circles:end_pause", args=[circle.pk, made.pk]))
    assert INSTEAD not in client.get(reverse("circles:list")).content.decode()


def test_what_was_typed_stays_with_the_message_at_its_field(circle, joel, browser_of):
    typed = {"first_day": "2026-03-16", "last_day": "2026-04-16", "instead": "The other circle"}
    answer = browser_of(joel).post(address(circle), typed)
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "A break lasts two weeks at most." in html
    assert all(f'value="{value}"' in html for value in typed.values())
    answer = browser_of(joel).post(address(circle), {})
    assert answer.status_code == 400
    assert answer.content.decode().count("Choose a day.") >= 2
    assert not Pause.objects.exists()


def test_the_pages_of_pauses_are_for_who_may(circle, joel, amina, zola, salma, ada, browser_of, client):
    made = pause(joel, circle)
    of_all = pause(salma, None, date(2026, 5, 4), date(2026, 5, 5))
    end = reverse("circles:end_pause", args=[circle.pk, made.pk])
    end_all = reverse("circles:end_pause_of_all", args=[of_all.pk])
    for browser in (client, browser_of(amina), browser_of(zola), browser_of(joel, second_factor=False)):
        assert browser.get(address(circle)).status_code == 404
        assert browser.get(reverse("circles:all_pauses")).status_code == 404
        assert browser.post(end).status_code == 404
        assert browser.post(end_all).status_code == 404
    assert browser_of(joel).get(reverse("circles:all_pauses")).status_code == 404
    assert browser_of(joel).post(end_all).status_code == 404
    for browser in (browser_of(salma), browser_of(ada)):
        assert browser.get(reverse("circles:all_pauses")).status_code == 200
        assert reverse("circles:all_pauses") in browser.get(reverse("circles:list")).content.decode()
    assert Pause.objects.filter(withdrawn_at=None).count() == 2
    assert browser_of(ada).post(end_all).status_code == 302


def test_in_a_pause_the_room_has_no_form_and_names_what_there_is(circle, joel, amina, browser_of, time_machine):
    pause(joel, circle)
    time_machine.move_to(datetime(2026, 3, 18, 12, 0, tzinfo=UTC), tick=False)
    browser = browser_of(amina)
    html = browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert "Takes a break" in html
    assert "Back on March 23." in html
    assert '<form class="form room__form" hidden' in html
    answer = browser.post(
        reverse("circles:say", args=[circle.pk]), {"client_id": str(uuid4()), "text": "I wrote this on the bus"}
    )
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "I wrote this on the bus</textarea>" in html
    assert "This circle takes a break until March 22." in html
    assert not Message.objects.exists()


def test_a_closed_circle_is_not_told_about_a_pause_of_all(circle, joel, amina, salma):
    Circle.objects.filter(pk=circle.pk).update(state="closed")
    pause(salma, None)
    assert kinds_of(amina) == []
