"""Reading when circles meet: the coming two weeks, as a list and as a picture."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from peer_circles import policies
from peer_circles.hours import day_there, end_of_days, zone_named
from peer_circles.icalendar import CalendarEvent
from peer_circles.models import Circle, CircleSession
from pop.accounts.contracts import ANONYMOUS, Actor, AgeBand
from pop.core.charts import CALENDAR_DAYS, Calendar, calendar
from pop.core.errors import Absent

MOST = 100  # on one page; beyond that a list of two weeks helps nobody
MOST_IN_A_FEED = 500  # for a calendar program: eight weeks of all circles of an age band


@dataclass(frozen=True, slots=True)
class ComingSessions:
    """What is to come, soonest first, each in the zone of its circle; the drawing shows the same."""

    sessions: list[CircleSession]
    drawing: Calendar


def coming_sessions(
    actor: Actor, circles: Iterable[Circle], now: datetime, *, mirrored: bool = False
) -> ComingSessions:
    """The sessions of these circles in the coming two weeks, running ones too, called off ones marked. One query.

    Whatever is asked for, only circles the actor may know of are looked at.
    """
    named = {circle.pk: circle for circle in circles}
    rows = policies.sessions_visible_to(actor).filter(
        circle__in=named, ends_at__gt=now, starts_at__lt=end_of_days(now, CALENDAR_DAYS)
    )
    found = list(rows.order_by("starts_at", "id")[:MOST])
    for session in found:
        session.circle = named[session.circle_id]
    first_day = min((day_there(now, circle.time_zone) for circle in named.values()), default=now.date())
    shown = [session for session in found if (_day(session) - first_day).days < CALENDAR_DAYS]
    entries = [(_day(session), _clock(session), session.is_cancelled) for session in shown]
    return ComingSessions(shown, calendar(first_day, entries, mirrored=mirrored))


def with_coming_sessions(actor: Actor, circles: Sequence[Circle], now: datetime) -> None:
    """Fill in `coming` of each circle, in one query for all of them."""
    found: dict[UUID, list[CircleSession]] = {circle.pk: [] for circle in circles}
    for session in coming_sessions(actor, circles, now).sessions:
        found[session.circle_id].append(session)
    for circle in circles:
        circle.coming = found[circle.pk]  # type: ignore[attr-defined]


def feed_of_circle(circle_id: UUID, now: datetime) -> list[CalendarEvent]:
    """Everything planned in a circle that anybody may know of, called off sessions too. Raises Absent for any other:
    who asks is a calendar program, which is nobody, whoever's device it is on."""
    circles = policies.circles_visible_to(ANONYMOUS).filter(pk=circle_id)
    if not circles.exists():
        raise Absent
    return _feed(circles, now)


def feed_of_age_band(age_band: str, now: datetime) -> list[CalendarEvent]:
    """The same for all circles of an age band. Raises Absent when there is no such band."""
    if age_band not in AgeBand.values:
        raise Absent
    return _feed(policies.circles_visible_to(ANONYMOUS).filter(age_band=age_band), now)


def circle_to_plan(actor: Actor, circle_id: UUID) -> Circle:
    """The circle, for who plans its sessions. Raises Absent for everybody else."""
    circle = policies.circles_visible_to(actor).filter(pk=circle_id).first()
    if circle is None or not policies.may_plan_sessions(actor, circle):
        raise Absent
    return circle


def planned_sessions(circle: Circle, now: datetime) -> list[CircleSession]:
    """Everything ahead that is not called off, for who plans: eight weeks without overlap."""
    rows = CircleSession.objects.filter(circle=circle, cancelled_at__isnull=True, ends_at__gt=now)
    return list(rows.select_related("circle").order_by("starts_at")[:MOST])


def _feed(circles: QuerySet[Circle], now: datetime) -> list[CalendarEvent]:
    rows = policies.sessions_visible_to(ANONYMOUS).filter(circle__in=circles, ends_at__gt=now)
    return [
        CalendarEvent(
            uid=str(session.pk),
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            stamp=session.changed_at or session.circle.created_at,
            sequence=session.revision,
            is_cancelled=session.is_cancelled,
        )
        for session in rows.select_related("circle").order_by("starts_at", "id")[:MOST_IN_A_FEED]
    ]


def _day(session: CircleSession) -> date:
    return day_there(session.starts_at, session.circle.time_zone)


def _clock(session: CircleSession) -> str:
    return f"{session.starts_at.astimezone(zone_named(session.circle.time_zone)):%H:%M}"
