"""Clocks of circles: their zone's days and hours, and which of them are night."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY_BEGINS, DAY_ENDS = time(7), time(22)  # no session outside of them, where the circle is


QUIET_FROM, QUIET_UNTIL = time(21), time(7)  # nobody under 18 is told anything then (SG-07)


@cache
def zone_named(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def moment_of(day: date, at: time, zone: str) -> datetime | None:
    """The moment at which that zone's clock shows this; None where it never does, since the clock is put forward."""
    there = datetime.combine(day, at, tzinfo=zone_named(zone))
    utc = there.astimezone(zone_named("UTC"))
    return utc if utc.astimezone(there.tzinfo).replace(tzinfo=None) == there.replace(tzinfo=None) else None


def is_by_day(starts_at: datetime, ends_at: datetime, zone: str) -> bool:
    """Whether it begins and ends between 07:00 and 22:00 of one day there."""
    begins, ends = starts_at.astimezone(zone_named(zone)), ends_at.astimezone(zone_named(zone))
    return begins.date() == ends.date() and begins.time() >= DAY_BEGINS and ends.time() <= DAY_ENDS


def is_quiet(moment: datetime, zone: str) -> bool:
    """Whether young people there should be left alone: 21:00 to 07:00."""
    at = moment.astimezone(zone_named(zone)).time()
    return at >= QUIET_FROM or at < QUIET_UNTIL


def day_there(moment: datetime, zone: str) -> date:
    return moment.astimezone(zone_named(zone)).date()


def end_of_days(moment: datetime, days: int) -> datetime:
    """So far ahead that this many days, today being the first, are over in every zone of the world."""
    return moment + timedelta(days=days + 1)
