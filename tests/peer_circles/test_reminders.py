"""Reminders: once for each person and session, one to 24 hours before, never at night for minors."""

from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from peer_circles import actions
from peer_circles.models import Circle, SessionReminder
from pop.accounts.actions import choose_notices, delete_account
from pop.accounts.models import Notice
from pop.accounts.selectors import notices_for
from tests.factories import circles as make
from tests.people import PASSPHRASE

NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)  # nine in Amsterdam


@pytest.fixture
def circle(joel, amina, bilal):
    return make.circle(joel, amina, bilal, time_zone="Europe/Amsterdam")


def session_at(keeper, circle, day=date(2026, 3, 12), at=time(17, 0)):
    return actions.plan_session(actor=keeper.actor, circle_id=circle.pk, day=day, time=at, minutes=60, now=NOW)


def remind(now):
    return actions.send_session_reminders(now=now)


def test_everybody_in_the_circle_is_told_once_and_nobody_else(circle, joel, amina, bilal, sam):
    session = session_at(joel, circle)
    soon = session.starts_at - timedelta(hours=20, minutes=30)
    assert remind(soon) == 3
    assert remind(soon) == 0
    assert remind(soon + timedelta(hours=18)) == 0
    for somebody in (amina, bilal, joel):
        assert len(notices_for(somebody.actor)) == 1
    assert notices_for(sam.actor) == []
    (notice,) = notices_for(amina.actor)
    assert notice.text.url == reverse("circles:circle", args=[circle.pk])
    for word in ("Evening", "joel", "bilal", "17"):
        assert word not in f"{notice.text.title} {notice.text.body}"


@pytest.mark.parametrize(
    ("before", "reminded"),
    [
        (timedelta(hours=24, minutes=1), 0),
        (timedelta(hours=24), 3),
        (timedelta(hours=1), 3),
        (timedelta(minutes=59), 0),
        (timedelta(minutes=-10), 0),
    ],
)
def test_between_a_day_and_an_hour_before(circle, joel, before, reminded):
    session = session_at(joel, circle)
    assert remind(session.starts_at - before) == reminded
    assert SessionReminder.objects.count() == reminded


def test_sg_07_minors_are_left_alone_at_night_where_they_are(circle, joel, amina):
    session = session_at(joel, circle, at=time(9, 30))  # 08:30 in UTC
    night = [datetime(2026, 3, 11, 20, 0, tzinfo=UTC), datetime(2026, 3, 12, 5, 59, tzinfo=UTC)]
    for moment in night:
        assert remind(moment) == 0
    assert not Notice.objects.exists()
    assert remind(datetime(2026, 3, 12, 6, 0, tzinfo=UTC)) == 3
    assert session.starts_at - datetime(2026, 3, 12, 6, 0, tzinfo=UTC) > timedelta(hours=1)


def test_adults_are_told_in_the_evening_too(joel, sam):
    circle = make.circle(joel, sam, age_band="18-24", time_zone="Europe/Amsterdam")
    session_at(joel, circle, at=time(9, 30))
    assert remind(datetime(2026, 3, 11, 20, 30, tzinfo=UTC)) == 2


def test_the_night_is_that_of_the_circles_zone(joel, amina):
    circle = make.circle(joel, amina, time_zone="Asia/Tokyo")
    session_at(joel, circle, at=time(17, 0))
    assert remind(datetime(2026, 3, 11, 12, 0, tzinfo=UTC)) == 0  # 21:00 there
    assert remind(datetime(2026, 3, 11, 11, 59, tzinfo=UTC)) == 2


def test_what_is_off_or_closed_reminds_nobody(circle, joel):
    session = session_at(joel, circle)
    other = make.circle(joel, name="Closed soon", time_zone="Europe/Amsterdam")
    session_at(joel, other)
    actions.cancel_session(actor=joel.actor, session_id=session.pk, now=NOW)
    Circle.objects.filter(pk=other.pk).update(state="closed")
    assert remind(session.starts_at - timedelta(hours=3)) == 0
    assert not Notice.objects.filter(kind=actions.SESSION_SOON).exists()


def test_who_has_left_is_not_told(circle, joel, amina, bilal):
    session = session_at(joel, circle)
    actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=NOW)
    actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=bilal.persona.pk, now=NOW)
    assert remind(session.starts_at - timedelta(hours=3)) == 1
    assert list(Notice.objects.values_list("persona__name", flat=True)) == ["joel"]


def test_who_wants_none_gets_none_and_who_comes_later_still_does(circle, joel, amina, sam):
    session = session_at(joel, circle)
    choose_notices(actor=amina.actor, wanted=[])
    remind(session.starts_at - timedelta(hours=3))
    assert notices_for(amina.actor) == []
    from tests.people import person

    late = person("late", "16-17")
    make.join(circle, late)
    assert remind(session.starts_at - timedelta(hours=2)) == 1
    assert len(notices_for(late.actor)) == 1


def test_two_runs_at_the_same_time_tell_nobody_twice(circle, joel, monkeypatch):
    session = session_at(joel, circle)
    soon = session.starts_at - timedelta(hours=3)
    original = SessionReminder.objects.filter

    def nothing_done_yet(*args, **fields):  # as the other run saw it before the first had written
        return original(*args, **fields).none() if "session" in fields else original(*args, **fields)

    assert remind(soon) == 3
    monkeypatch.setattr(SessionReminder.objects, "filter", nothing_done_yet)
    assert remind(soon) == 0
    assert Notice.objects.count() == 3


def test_the_record_of_a_reminder_is_kept_a_day(circle, joel, amina):
    session = session_at(joel, circle)
    remind(session.starts_at - timedelta(hours=3))
    remind(session.starts_at + timedelta(days=1))
    assert SessionReminder.objects.count() == 3
    remind(session.starts_at + timedelta(days=1, minutes=1))
    assert SessionReminder.objects.count() == 0


def test_it_goes_with_the_account(circle, joel, amina):
    session = session_at(joel, circle)
    remind(session.starts_at - timedelta(hours=3))
    delete_account(actor=amina.actor, passphrase=PASSPHRASE, now=NOW)
    assert SessionReminder.objects.count() == 2


def test_the_command_says_how_many(circle, joel, time_machine):
    session = session_at(joel, circle)
    time_machine.move_to(session.starts_at - timedelta(hours=3))
    for said in ("3 reminded\n", "0 reminded\n"):
        out = StringIO()
        call_command("send_session_reminders", stdout=out)
        assert out.getvalue() == said
