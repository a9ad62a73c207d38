"""The coming two weeks of circles, drawn and in words, and what calendar programs get of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from django.db.models import QuerySet

from peer_circles import policies
from peer_circles.hours import day_there, end_of_days, zone_named
from peer_circles.icalendar import CalendarEvent
from peer_circles.models import Circle, CircleSession, Format, Pause
from peer_circles.opening import Opening, openings, windows
from pop.accounts.contracts import ANONYMOUS, Actor, AgeBand
from pop.core.charts import CALENDAR_DAYS, Calendar, calendar
from pop.core.errors import Absent

MOST = 100  # on one page; beyond that a list of two weeks helps nobody
MOST_IN_A_FEED = 500  # for a calendar program: eight weeks of all circles of an age band


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """A time at which a drop-in circle is open."""

    circle: Circle
    starts_at: datetime
    ends_at: datetime
    is_door: bool = True
    is_cancelled: bool = False

    @property
    def circle_id(self) -> UUID:
        return self.circle.pk


@dataclass(frozen=True, slots=True)
class ComingSessions:
    """What is to come, soonest first, each in the zone of its circle; the drawing shows the same."""

    sessions: list[CircleSession]
    drawing: Calendar
    doors: list[OpenDoor]
    pauses: list[Pause]

    @property
    def times(self) -> list[CircleSession | OpenDoor]:
        """Sessions and open doors in one list, for the words beside the drawing."""
        return sorted([*self.sessions, *self.doors], key=lambda one: (one.starts_at, one.ends_at, str(one.circle_id)))


def coming_sessions(
    actor: Actor,
    circles: Iterable[Circle],
    now: datetime,
    *,
    opened: Mapping[UUID, Opening] | None = None,
    mirrored: bool = False,
) -> ComingSessions:
    """The sessions of these circles in the coming two weeks, running ones too, called off ones marked. One query.

    Whatever is asked for, only circles the actor may know of are looked at. `opened` (peer_circles.opening) adds their
    pauses, and the hours of drop-in circles; a day is drawn as one of rest when all of them rest.
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
    doors = [
        door for door in _doors(named.values(), opened or {}, now) if (_day(door) - first_day).days < CALENDAR_DAYS
    ]
    entries = [(_day(session), _clock(session), session.is_cancelled) for session in shown]
    open_doors = [(_day(door), _clock(door)) for door in doors]
    days = [first_day + timedelta(days=number) for number in range(CALENDAR_DAYS)]
    pauses = [(opened or {})[pk].pauses if pk in (opened or {}) else () for pk in named]
    at_rest = {day for day in days if pauses and all(any(one.covers(day) for one in row) for row in pauses)}
    soon = {one.pk: one for row in pauses for one in row if one.first_day <= days[-1]}
    for one in soon.values():
        one.circle = named[one.circle_id] if one.circle_id else None
    return ComingSessions(
        shown,
        calendar(first_day, entries, doors=open_doors, at_rest=at_rest, mirrored=mirrored),
        doors,
        sorted(soon.values(), key=lambda one: (one.first_day, one.pk)),
    )


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


def _feed(circles: QuerySet[Circle], now: datetime) -> list[CalendarEvent]:
    rows = policies.sessions_visible_to(ANONYMOUS).filter(circle__in=circles, ends_at__gt=now)
    events = [
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
    events += _open_doors(circles.filter(format=Format.DROP_IN), now)
    return sorted(events, key=lambda event: (event.starts_at, event.uid))[:MOST_IN_A_FEED]


def _open_doors(circles: QuerySet[Circle], now: datetime) -> Iterable[CalendarEvent]:
    """When drop-in circles are open in the coming two weeks, as events of their own: a rule that repeats would have to
    carry the zone's whole history, and would not know of pauses."""
    drop_ins = list(circles.prefetch_related("opening_hours"))
    opened = openings(drop_ins, now)
    for circle in drop_ins:
        hours, today = circle.opening_hours.all(), day_there(now, circle.time_zone)
        for opens, closes in windows(circle, hours, opened[circle.pk].pauses, today, CALENDAR_DAYS):
            if closes > now:
                yield CalendarEvent(
                    uid=str(uuid5(circle.pk, f"{opens:%Y-%m-%dT%H:%MZ}/{closes:%H:%MZ}")),
                    starts_at=opens,
                    ends_at=closes,
                    stamp=circle.created_at,
                )


def _day(session: CircleSession | OpenDoor) -> date:
    return day_there(session.starts_at, session.circle.time_zone)


def _clock(session: CircleSession | OpenDoor) -> str:
    return f"{session.starts_at.astimezone(zone_named(session.circle.time_zone)):%H:%M}"


def _doors(circles: Iterable[Circle], opened: Mapping[UUID, Opening], now: datetime) -> list[OpenDoor]:
    """When the drop-in circles among these are open, as far as their `opened` is known. That an open circle exists is
    public, so nobody needs to be asked who they are; a closed one has no hours any more."""
    drop_ins = [one for one in circles if one.format == Format.DROP_IN and one.is_open and one.pk in opened]
    doors = [
        OpenDoor(circle, opens, closes)
        for circle in drop_ins
        for opens, closes in windows(
            circle,
            opened[circle.pk].hours,
            opened[circle.pk].pauses,
            day_there(now, circle.time_zone),
            CALENDAR_DAYS,
        )
        if closes > now
    ]
    return sorted(doors, key=lambda door: (door.starts_at, str(door.circle_id)))[:MOST]
