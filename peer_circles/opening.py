"""Whether a circle is open by its hours and pauses: reading them, and what they mean at a moment."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateField, F, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from peer_circles.hours import day_there, moment_of, zone_named
from peer_circles.models import LONGEST_PAUSE, Circle, Format, OpeningHours, Pause
from peer_circles.states.sessions import staff_time_left
from pop.core.prepared import Among, Given, Prepared

FARTHEST = 70  # days that are looked at for when a circle opens next: longer than any two pauses


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether members may write in a circle at a moment, as far as hours and pauses say."""

    is_open: bool
    lacks_staff: bool = False  # its hours are on, and nobody who looks after it is there (SG-09)
    until: datetime | None = None  # a drop-in circle whose hours are on closes then
    opens_at: datetime | None = None  # a drop-in circle that is closed opens then; None when nobody can say
    back_on: date | None = None  # in a pause: the first day after it, by the circle's calendar
    pause: Pause | None = None  # the one that is on
    pauses: tuple[Pause, ...] = ()  # this and those to come, soonest first
    hours: tuple[OpeningHours, ...] = ()  # of a drop-in circle, through the week

    @property
    def is_watched(self) -> bool:
        """Whether it depends on the staff's lines that members may write."""
        return self.until is not None


_PAUSES: Prepared[Pause] = Prepared(
    lambda: Pause.objects.filter(
        Q(Among("circle", "circles")) | Q(circle=None), withdrawn_at=None, first_day__gte=Given("earliest", DateField())
    ).order_by()
)
_HOURS: Prepared[Any] = Prepared(  # with when the staff of the circle was last there, which is asked with it
    lambda: (
        OpeningHours.objects.filter(Among("circle", "circles"))
        .annotate(staff_seen_at=F("circle__staff_seen__at"))
        .order_by()
    )
)


def openings(circles: Sequence[Circle], now: datetime) -> dict[UUID, Opening]:
    """Of each of these circles, in two queries at most."""
    return ask_openings([circle.pk for circle in circles], now)(circles) if circles else {}


def ask_openings(circle_ids: Iterable[UUID], now: datetime) -> Callable[[Sequence[Circle]], dict[UUID, Opening]]:
    """The same, asked before the circles are known and answered for them."""
    earliest = now.date() - timedelta(days=LONGEST_PAUSE)  # by the calendar of any zone
    asked = _PAUSES.ask(circles=circle_ids, earliest=earliest)

    def answer(circles: Sequence[Circle]) -> dict[UUID, Opening]:
        pauses: dict[UUID | None, list[Pause]] = defaultdict(list)
        for pause in asked():
            pauses[pause.circle_id].append(pause)
        hours, seen = _of_drop_in({one.pk for one in circles if one.format == Format.DROP_IN})
        return {
            one.pk: opening_at(one, hours[one.pk], (*pauses[None], *pauses[one.pk]), seen.get(one.pk), now)
            for one in circles
        }

    return answer


def _of_drop_in(circle_ids: set[UUID]) -> tuple[dict[UUID, list[OpeningHours]], dict[UUID, datetime | None]]:
    """When these are open through the week, and when somebody who looks after them was last there."""
    hours: dict[UUID, list[OpeningHours]] = defaultdict(list)
    seen: dict[UUID, datetime | None] = {}
    for row in _HOURS(circles=circle_ids) if circle_ids else ():
        hours[row.circle_id].append(row)
        seen[row.circle_id] = row.staff_seen_at
    return hours, seen


def opening_of(circle: Circle, now: datetime) -> Opening:
    return openings([circle], now)[circle.pk]


def opening_at(
    circle: Circle, hours: Iterable[OpeningHours], pauses: Iterable[Pause], staff_seen: datetime | None, now: datetime
) -> Opening:
    """What these hours and pauses mean at this moment. A drop-in circle without hours is closed, and so is one without
    anybody who looks after it: within POP_SESSION_STAFF_SECONDS of when their line was last there (SG-09)."""
    today = day_there(now, circle.time_zone)
    coming = tuple(sorted((one for one in pauses if one.last_day >= today), key=lambda one: (one.first_day, one.pk)))
    pause = next((one for one in coming if one.covers(today)), None)
    back_on = _first_day_outside(coming, today) if pause else None
    weekly = tuple(sorted(hours, key=lambda one: (one.weekday, one.opens)))
    if circle.format != Format.DROP_IN:
        return Opening(pause is None, back_on=back_on, pause=pause, pauses=coming)
    closed = Opening(False, back_on=back_on, pause=pause, pauses=coming, hours=weekly)
    for opens, closes in windows(circle, weekly, coming, today, FARTHEST):
        if opens <= now < closes:
            is_staffed = staff_seen is not None and now <= staff_seen + staff_time_left()
            return replace(closed, is_open=is_staffed, lacks_staff=not is_staffed, until=closes)
        if opens > now:
            return replace(closed, opens_at=opens)
    return closed


def windows(
    circle: Circle, hours: Iterable[OpeningHours], pauses: Sequence[Pause], first_day: date, days: int
) -> Iterable[tuple[datetime, datetime]]:
    """When a drop-in circle is open from that day on, one after the other; not on days of a pause."""
    by_weekday: dict[int, list[OpeningHours]] = {}
    for row in sorted(hours, key=lambda one: one.opens):  # read in no order of its own
        by_weekday.setdefault(row.weekday, []).append(row)
    for number in range(days if by_weekday else 0):
        day = first_day + timedelta(days=number)
        if any(one.covers(day) for one in pauses):
            continue
        for row in by_weekday.get(day.weekday(), ()):
            opens = moment_of(day, row.opens, circle.time_zone)
            closes = moment_of(day, row.closes, circle.time_zone)
            # By day no clock is put forward anywhere; were it otherwise, that opening is left out.
            if opens is not None and closes is not None and opens < closes:
                yield opens, closes


def why_closed(circle: Circle, opening: Opening) -> str:
    """For somebody who wanted to write, in their language: when they can, and where help is meanwhile."""
    help_now = _("If you need to talk to someone now, the help pages are always open.")
    if opening.pause is not None:
        words = _("This circle takes a break until {day}. Instead: {instead}").format(
            day=date_format(opening.pause.last_day, "MONTH_DAY_FORMAT"), instead=opening.pause.instead
        )
    elif opening.lacks_staff:
        words = _("Nobody who looks after this circle is here just now. You can write as soon as somebody is.")
    elif opening.opens_at is not None:
        there = opening.opens_at.astimezone(zone_named(circle.time_zone))
        words = _("This circle is closed just now. It opens on {day} at {time} ({zone}).").format(
            day=f"{date_format(there, 'l')}, {date_format(there, 'MONTH_DAY_FORMAT')}",
            time=f"{there:%H:%M}",
            zone=circle.time_zone,
        )
    else:
        words = _("This circle is closed just now. When it opens is not decided yet.")
    return f"{words} {help_now}"


def _first_day_outside(pauses: Sequence[Pause], day: date) -> date:
    while pause := next((one for one in pauses if one.covers(day)), None):
        day = pause.last_day + timedelta(days=1)
    return day
