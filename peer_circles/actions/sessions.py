"""Planning when a circle meets, and calling it off."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.recording import record_about_session
from peer_circles.actions.session_moves import locked_session, move_session
from peer_circles.hours import day_there, is_by_day, moment_of
from peer_circles.models import (
    LONGEST_INSTEAD,
    LONGEST_SESSION,
    SHORTEST_SESSION,
    Circle,
    CircleSession,
    Membership,
    SessionReminder,
)
from peer_circles.opening import opening_of
from peer_circles.states.sessions import SessionState
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, Invalid, Message, Refused
from pop.core.text import clean_line
from pop.realtime.actions import touch_room

FARTHEST = timedelta(weeks=8)
SESSION_OFF, SESSION_MOVED = "circles.session_off", "circles.session_moved"  # the notices


def plan_session(*, actor: Actor, circle_id: UUID, day: date, time: time, minutes: int, now: datetime) -> CircleSession:
    """Set a time at which the circle meets; `day` and `time` as the clock stands in the circle's zone.

    In the future, at most eight weeks ahead, 15 to 120 minutes, between 07:00 and 22:00 there, and never two at once.
    Raises Absent for who does not look after this circle, Refused for a closed one, Invalid with fields.
    """
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        if not circle.is_open:
            raise Refused(_("This circle is closed."), code="closed")
        starts_at, ends_at = _checked_times(circle, day, time, minutes, now)
        session = CircleSession.objects.create(circle=circle, starts_at=starts_at, ends_at=ends_at, changed_at=now)
        record_about_session(actor, "circles.plan_session", session, now)
    return session


def reschedule_session(
    *, actor: Actor, session_id: UUID, day: date, time: time, minutes: int, now: datetime
) -> CircleSession:
    """Move a planned session to another time, by the same rules as `plan_session`. Everybody in the circle is told, and
    reminded anew before the new time; harmless when it is at that time already.

    Raises Absent for who does not look after its circle, Conflict once its waiting room is open, when it is called off
    or over, Invalid with fields.
    """
    with transaction.atomic():
        planned = CircleSession.objects.filter(pk=session_id).first()
        if planned is None:
            raise Absent
        circle = _locked(actor, planned.circle_id)
        session, _shifts = locked_session(session_id, now)
        if session.state != SessionState.SCHEDULED:
            raise Conflict(_("It cannot be moved any more: it has begun, or is called off."), code="begun")
        starts_at, ends_at = _checked_times(circle, day, time, minutes, now, but=session)
        if (starts_at, ends_at) == (session.starts_at, session.ends_at):
            return session
        was = session.starts_at
        session.starts_at, session.ends_at, session.changed_at = starts_at, ends_at, now
        session.revision += 1
        session.save(update_fields=["starts_at", "ends_at", "changed_at", "revision"])
        SessionReminder.objects.filter(session=session).delete()
        tell_members(circle.pk, SESSION_MOVED, now, but=actor)
        touch_room(room_id=circle.room_id)
        record_about_session(
            actor, "circles.reschedule_session", session, now, was=was.isoformat(), starts_at=starts_at.isoformat()
        )
    return session


def cancel_session(*, actor: Actor, session_id: UUID, instead: str = "", now: datetime) -> CircleSession:
    """Call a session off, saying what there is instead if there is something; harmless for one that is off already.

    Raises Absent for who does not look after its circle, Conflict when it has begun or is over, Invalid for `instead`.
    """
    instead = clean_line(instead)
    if len(instead) > LONGEST_INSTEAD:
        raise Invalid(fields={"instead": [_("Please make this shorter: 200 characters at most.")]})
    with transaction.atomic():
        planned = CircleSession.objects.filter(pk=session_id).first()
        if planned is None:
            raise Absent
        _locked(actor, planned.circle_id)
        if planned.cancelled_at is not None:
            return planned
        if planned.ends_at <= now:
            raise Conflict(_("This meeting is over."), code="over")
        session = call_off(actor, session_id, instead, now)
        tell_members(session.circle_id, SESSION_OFF, now, but=actor)
    return session


def call_off(actor: Actor, session_id: UUID, instead: str, now: datetime) -> CircleSession:
    """Part of calling off one session, or all of a pause; in the caller's transaction. Raises Conflict for a session
    that has begun."""
    session, _shifts = locked_session(session_id, now)
    if session.opened_at is not None or session.state == SessionState.FROZEN:
        raise Conflict(_("This meeting has begun. End it in the room."), code="begun")
    fields = {"instead": instead, "changed_at": now, "revision": session.revision + 1}
    move_session(actor, session, SessionState.CANCELLED, now, **fields)
    return session


def tell_members(circle_id: UUID, kind: str, now: datetime, *, but: Actor) -> None:
    """Leave this notice for everybody in the circle but who caused it: only the circle's id goes with it."""
    for membership in Membership.objects.filter(policies.ACTIVE, circle=circle_id).order_by("joined_at", "id"):
        if membership.persona_id != but.persona_id:
            notify(persona_id=membership.persona_id, kind=kind, facts={"circle": str(circle_id)}, now=now)


def _locked(actor: Actor, circle_id: UUID) -> Circle:
    """The circle, so that two plans for it come one after the other."""
    circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
    if circle is None or not policies.may_plan_sessions(actor, circle):
        raise Absent
    return circle


def _checked_times(
    circle: Circle, day: date, time: time, minutes: int, now: datetime, *, but: CircleSession | None = None
) -> tuple[datetime, datetime]:
    """When it begins and ends; it may lie where `but` lies. Raises Invalid with fields."""
    length = timedelta(minutes=minutes)
    if not SHORTEST_SESSION <= length <= LONGEST_SESSION:
        raise Invalid(fields={"minutes": [_("Meetings last from 15 to 120 minutes.")]})
    starts_at = moment_of(day, time, circle.time_zone)
    if starts_at is None:
        raise Invalid(fields={"time": [_("On this day the clock jumps over that time. Choose another one.")]})
    others = CircleSession.objects.filter(circle=circle, cancelled_at__isnull=True)
    if but is not None:
        others = others.exclude(pk=but.pk)
    if wrong := _wrong_with(circle, starts_at, starts_at + length, others, now):
        raise Invalid(fields=wrong)
    return starts_at, starts_at + length


def _wrong_with(
    circle: Circle, starts_at: datetime, ends_at: datetime, others: QuerySet[CircleSession], now: datetime
) -> dict[str, list[Message]]:
    if starts_at <= now:
        return {"day": [_("This time has passed. Choose one that is still to come.")]}
    if starts_at > now + FARTHEST:
        return {"day": [_("Choose a day within the next eight weeks.")]}
    if not is_by_day(starts_at, ends_at, circle.time_zone):
        return {"time": [_("Meetings are by day: they begin at 07:00 or later and end by 22:00.")]}
    day = day_there(starts_at, circle.time_zone)
    if any(one.covers(day) for one in opening_of(circle, now).pauses):
        return {"day": [_("The circle takes a break on that day. Choose another one, or end the break first.")]}
    if others.filter(starts_at__lt=ends_at, ends_at__gt=starts_at).exists():
        return {"time": [_("The circle meets at that time already. Choose another time.")]}
    return {}
