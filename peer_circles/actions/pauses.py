"""Days on which a circle, or every circle, rests."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.sessions import call_off, tell_members
from peer_circles.hours import day_there
from peer_circles.models import LONGEST_INSTEAD, LONGEST_PAUSE, Circle, CircleSession, CircleState, Pause
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Conflict, Invalid, Message
from pop.core.text import clean_line
from pop.realtime.actions import touch_room

FARTHEST = timedelta(weeks=52)
PAUSED = "circles.paused"  # the notice


def plan_pause(
    *, actor: Actor, circle_id: UUID | None, first_day: date, last_day: date, instead: str, now: datetime
) -> Pause:
    """Have a circle rest from day to day, both included, as its own calendar stands; None: all circles at once.

    One to 14 days, at most a year ahead, saying what there is instead. Sessions that would begin in it are called off
    with these words, and everybody in the circle is told once. Raises Absent for who may not, Invalid with fields.
    """
    instead = clean_line(instead)
    with transaction.atomic():
        circles = _locked(actor, circle_id)
        days = (last_day - first_day).days + 1
        pause = Pause(circle_id=circle_id, first_day=first_day, days=days, instead=instead, created_at=now)
        if wrong := _wrong_with(pause, last_day, circles, now):
            raise Invalid(fields=wrong)
        pause.save(force_insert=True)
        called_off = 0
        for session_id in _sessions_in(pause, circles, now):
            with suppress(Conflict):  # one that has begun goes on
                call_off(actor, session_id, instead, now)
                called_off += 1
        for circle in circles:
            if circle.is_open:
                tell_members(circle.pk, PAUSED, now, but=actor)
                touch_room(room_id=circle.room_id)
        _record(actor, "circles.plan_pause", pause, now, days=pause.days, called_off=called_off)
    return pause


def withdraw_pause(*, actor: Actor, pause_id: UUID, now: datetime) -> Pause:
    """End a pause early, or never let it begin; harmless for one that is withdrawn. What was called off stays off:
    people were told so. Raises Absent for who may not, Conflict when it is over."""
    with transaction.atomic():
        pause = Pause.objects.select_for_update(of=("self",)).filter(pk=pause_id).first()
        if pause is None:
            raise Absent
        circles = _locked(actor, pause.circle_id)
        if pause.last_day < _latest_day(circles, now):
            raise Conflict(_("This break is over."), code="over")
        if pause.withdrawn_at is None:
            pause.withdrawn_at = now
            pause.save(update_fields=["withdrawn_at"])
            for circle in circles:
                touch_room(room_id=circle.room_id)
            _record(actor, "circles.withdraw_pause", pause, now)
    return pause


def _locked(actor: Actor, circle_id: UUID | None) -> list[Circle]:
    """The circles it is about, so that nothing is planned in them meanwhile; always in the same order."""
    if circle_id is None:
        if not policies.may_pause(actor, None):
            raise Absent
        return list(Circle.objects.select_for_update().filter(state=CircleState.OPEN).order_by("pk"))
    circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
    if circle is None or not policies.may_pause(actor, circle):
        raise Absent
    return [circle]


def _wrong_with(pause: Pause, last_day: date, circles: list[Circle], now: datetime) -> dict[str, list[Message]]:
    wrong: dict[str, list[Message]] = {}
    first_day = pause.first_day
    if not pause.instead or len(pause.instead) > LONGEST_INSTEAD:
        wrong["instead"] = [_("Say what people can do meanwhile, in at most 200 letters.")]
    if first_day < _latest_day(circles, now):
        wrong["first_day"] = [_("This day has passed. Choose one that is still to come.")]
    elif first_day > now.date() + FARTHEST:
        wrong["first_day"] = [_("Choose a day within the next year.")]
    if last_day < first_day:
        wrong["last_day"] = [_("The last day comes after the first one. It can be the same day.")]
    elif (last_day - first_day).days >= LONGEST_PAUSE:
        wrong["last_day"] = [_("A break lasts two weeks at most.")]
    elif "first_day" not in wrong and _meets_another(pause):
        wrong["first_day"] = [_("There is a break already on some of these days. End that one first.")]
    return wrong


def _meets_another(pause: Pause) -> bool:
    near = pause.first_day - timedelta(days=LONGEST_PAUSE)
    others = Pause.objects.filter(circle=pause.circle_id, withdrawn_at=None, first_day__gt=near)
    return any(other.last_day >= pause.first_day for other in others.filter(first_day__lte=pause.last_day))


def _latest_day(circles: list[Circle], now: datetime) -> date:
    """Today, where it is latest: what is past there is past for a pause of them all."""
    return max((day_there(now, circle.time_zone) for circle in circles), default=now.date())


def _sessions_in(pause: Pause, circles: list[Circle], now: datetime) -> list[UUID]:
    """What would begin in it. What is running already goes on."""
    named = {circle.pk: circle for circle in circles}
    from_day, until_day = pause.first_day - timedelta(days=1), pause.last_day + timedelta(days=1)  # in any zone
    rows = CircleSession.objects.filter(circle__in=named, cancelled_at=None, opened_at=None, starts_at__gt=now)
    rows = rows.filter(starts_at__date__gte=from_day, starts_at__date__lte=until_day).order_by("starts_at", "id")
    return [
        session.pk for session in rows if pause.covers(day_there(session.starts_at, named[session.circle_id].time_zone))
    ]


def _record(actor: Actor, verb: str, pause: Pause, now: datetime, **facts: int) -> None:
    record_deed(
        actor=actor,
        verb=verb,
        subject_kind="circle_pause",
        subject_id=pause.pk,
        now=now,
        facts={"circle": str(pause.circle_id) if pause.circle_id else "all", **facts},
    )
