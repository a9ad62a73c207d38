"""When a service is open: short hours text read into weekly schedules, and questions about a moment.

Pure: no database, no clock. A text is read whole or not at all: half a week read right would call the other half
closed, and a young person would not call.

A schedule whose closing time is not after its opening time runs into the next day; 00:00 to 00:00 is the whole day.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")  # as HSDS `byday` (RFC 5545) writes them
MIDNIGHT = time(0)
_DAY = 24 * 60
_WEEK = 7 * _DAY
_NAMES = {
    name: number
    for number, names in enumerate(
        (
            "mon monday mondays",
            "tue tues tuesday tuesdays",
            "wed weds wednesday wednesdays",
            "thu thur thurs thursday thursdays",
            "fri friday fridays",
            "sat saturday saturdays",
            "sun sunday sundays",
        )
    )
    for name in names.split()
}
_EVERY_DAY = {"", "daily", "every day", "everyday", "all days"}
_WHOLE_DAY = {"24/7", "24 hours", "24 hrs", "24 h", "24h", "24 hours a day", "24 hours a day, 7 days a week", "24x7"}
# Zones a text may name. Only those that mean one thing everywhere.
_ZONES = {
    "et": "America/New_York",
    "eastern time": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "cet": "Europe/Berlin",
    "utc": "UTC",
    "gmt": "UTC",
}
_NOTE = re.compile(r"\s*\([^()]*\)\s*$")
_ZONE = re.compile(rf"\s+({'|'.join(_ZONES)})$")
_PART = re.compile(r"^(?P<days>[^\d]*?)[\s:]*(?P<times>(?:\d|noon\b|midnight\b).*)$")
_TIME = re.compile(r"^(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?$")
_BETWEEN = re.compile(r"\s*(?:-|\bto\b|\buntil\b)\s*")
_AND = re.compile(r"\s*(?:,|&|\band\b|/)\s*")


@dataclass(frozen=True, slots=True)
class Weekly:
    """Open from `opens_at` to `closes_at`, wall-clock time, on these days of every week."""

    byday: tuple[str, ...]
    opens_at: time
    closes_at: time


@dataclass(frozen=True, slots=True)
class Hours:
    """What a text says: the schedules, and the IANA zone if it names one."""

    schedules: tuple[Weekly, ...]
    zone: str = ""


ALWAYS = Weekly(DAYS, MIDNIGHT, MIDNIGHT)


def parse_hours(text: str) -> Hours | None:
    """The schedules a short text stands for ("Mon-Fri 9-17; Sat 10:00-02:00"), or None where any of it is unclear.

    Words like "weekdays" are left alone: a weekend is not the same in every country.
    """
    plain = re.sub(r"[‐-―]", "-", text.casefold()).strip().rstrip(".")
    plain = _NOTE.sub("", plain).removeprefix("phone").lstrip(" :")
    zone = ""
    if found := _ZONE.search(plain):
        zone, plain = _ZONES[found[1]], plain[: found.start()]
    if plain in _WHOLE_DAY:
        return Hours((ALWAYS,), zone)
    schedules: list[Weekly] = []
    parts = [part.strip() for part in plain.split(";")]
    for part in parts:
        read = _read_part(part, alone=len(parts) == 1)
        if read is None:
            return None
        schedules += read
    return Hours(tuple(schedules), zone)


def _read_part(part: str, *, alone: bool) -> list[Weekly] | None:
    found = _PART.match(part)
    if not found:
        return None
    days_text, times_text = found["days"].strip(), found["times"].strip()
    byday = _read_days(days_text)
    if byday is None or (not days_text and not alone):  # "Mon-Fri 9-12; 14-17": of which days?
        return None
    if times_text in _WHOLE_DAY:
        return [Weekly(byday, MIDNIGHT, MIDNIGHT)]
    ranges = [_read_range(piece) for piece in _AND.split(times_text)]
    return [Weekly(byday, *pair) for pair in ranges if pair] if all(ranges) else None


def _read_days(text: str) -> tuple[str, ...] | None:
    if text in _EVERY_DAY:
        return DAYS
    numbers: set[int] = set()
    for piece in _AND.split(text):
        ends = [_NAMES.get(name.rstrip(".")) for name in _BETWEEN.split(piece)]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            return None
        numbers.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    return tuple(day for number, day in enumerate(DAYS) if number in numbers)


def _read_range(text: str) -> tuple[time, time] | None:
    """Two times. None where they could be meant in two ways: "9-5" is not nine at night to five in the morning."""
    ends = _BETWEEN.split(text)
    if len(ends) != 2:
        return None
    opens, closes = (_read_time(end.strip()) for end in ends)
    if opens is None or closes is None or opens.minutes == _DAY or opens.is_halved != closes.is_halved:
        return None
    if closes.minutes <= opens.minutes and not (opens.is_clear and closes.is_clear):
        return None
    if opens.minutes == closes.minutes and opens.minutes != 0:
        return None
    return opens.as_time, closes.as_time


@dataclass(frozen=True, slots=True)
class _Moment:
    minutes: int
    is_halved: bool  # am or pm was written
    is_clear: bool  # could not be the other half of the day

    @property
    def as_time(self) -> time:
        return time(self.minutes % _DAY // 60, self.minutes % 60)


def _read_time(text: str) -> _Moment | None:
    if text in {"noon", "midnight"}:
        return _Moment(_DAY // 2 if text == "noon" else _DAY, True, True)
    found = _TIME.match(text)
    if not found:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if minute > 59 or hour * 60 + minute > _DAY or (half and not 1 <= hour <= 12):
        return None
    if half:
        return _Moment((hour % 12 + (12 if half == "p" else 0)) * 60 + minute, True, True)
    clear = hour > 12 or (len(found["hour"]) == 2 and found["minute"] is not None)
    return _Moment(hour * 60 + minute, False, clear)


# --- Questions about a moment -------------------------------------------------------------------------


def is_always_open(schedules: Iterable[Weekly]) -> bool:
    """Whether the schedules leave no minute of the week out."""
    spans = sorted(_spans_of_week(schedules))
    reached = 0
    for opens, closes in spans:
        if opens > reached:
            return False
        reached = max(reached, closes)
    return reached >= _WEEK


def open_now(schedules: Iterable[Weekly], zone: str, now: datetime) -> bool | None:
    """Whether it is open at `now` (aware). None where nobody can say: no schedules, or no known zone for them."""
    weeks = tuple(schedules)
    if not weeks:
        return None
    if is_always_open(weeks):
        return True
    openings = _openings(weeks, zone, now)
    return None if openings is None else any(opens <= now < closes for opens, closes in openings)


def closes_next(schedules: Iterable[Weekly], zone: str, now: datetime) -> datetime | None:
    """When it closes, in its own zone, if it is open at `now` and does close; otherwise None."""
    weeks = tuple(schedules)
    if not weeks or is_always_open(weeks):
        return None
    return next((c for o, c in _openings(weeks, zone, now) or [] if o <= now < c), None)


def opens_next(schedules: Iterable[Weekly], zone: str, now: datetime) -> datetime | None:
    """The first opening after `now`, in its own zone. None when it never closes, or nobody can say."""
    weeks = tuple(schedules)
    if not weeks or is_always_open(weeks):
        return None
    return next((o for o, _c in _openings(weeks, zone, now) or [] if o > now), None)


def zone_named(name: str) -> ZoneInfo | None:
    """The IANA zone of that name, or None: unknown names and machines without zone data look alike."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _openings(schedules: tuple[Weekly, ...], zone: str, now: datetime) -> list[tuple[datetime, datetime]] | None:
    """The openings around `now`, joined where they touch, ordered. Wall-clock times, so daylight saving is right."""
    place = zone_named(zone)
    if place is None:
        return None
    today = now.astimezone(place).date()
    found: list[tuple[datetime, datetime]] = []
    for offset in range(-2, 9):
        day = today + timedelta(days=offset)
        for weekly in schedules:
            if DAYS[day.weekday()] not in weekly.byday:
                continue
            last = day if weekly.closes_at > weekly.opens_at else day + timedelta(days=1)
            # Through UTC: comparing two times of one zone would compare wall clocks, also where the clock changes.
            opens = datetime.combine(day, weekly.opens_at, place).astimezone(UTC)
            closes = datetime.combine(last, weekly.closes_at, place).astimezone(UTC)
            if opens < closes:
                found.append((opens, closes))
    joined: list[tuple[datetime, datetime]] = []
    for opens, closes in sorted(found):
        if joined and opens <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], closes))
        else:
            joined.append((opens, closes))
    return [(opens.astimezone(place), closes.astimezone(place)) for opens, closes in joined]


def _spans_of_week(schedules: Iterable[Weekly]) -> Iterable[tuple[int, int]]:
    for weekly in schedules:
        opens = weekly.opens_at.hour * 60 + weekly.opens_at.minute
        length = (weekly.closes_at.hour * 60 + weekly.closes_at.minute - opens) % _DAY or _DAY
        for day in weekly.byday:
            start = DAYS.index(day) * _DAY + opens
            yield start, min(start + length, _WEEK)
            if start + length > _WEEK:
                yield 0, start + length - _WEEK
