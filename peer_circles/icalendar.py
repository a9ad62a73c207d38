"""Times as calendar programs read them: iCalendar, RFC 5545. Nothing here knows what a time is for.

Whoever glances at a locked screen, or shares a calendar, reads these events. So there is one neutral title for all,
and no description, place, link or person (SG-62).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

CONTENT_TYPE = "text/calendar; charset=utf-8"
LINE = 75  # octets, without the line's end (RFC 5545, 3.1)
REFRESH = "PT6H"  # how often a subscribed calendar should ask again (RFC 7986, 5.7)


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A time. `uid` never changes, `sequence` grows with every change, `stamp` is when the last one was made."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime
    sequence: int = 0
    is_cancelled: bool = False


def calendar_text(events: Iterable[CalendarEvent], *, title: str, language: str) -> bytes:
    """A whole calendar of these events, each with this title. The same events make the same bytes, whenever asked."""
    named = f";LANGUAGE={language}:{escaped(title)}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendar//Calendar//EN",
        "CALSCALE:GREGORIAN",
        f"NAME{named}",
        f"X-WR-CALNAME:{escaped(title)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
        f"X-PUBLISHED-TTL:{REFRESH}",
    ]
    for event in events:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}",
            f"DTSTAMP:{in_utc(event.stamp)}",
            f"DTSTART:{in_utc(event.starts_at)}",
            f"DTEND:{in_utc(event.ends_at)}",
            f"SEQUENCE:{event.sequence}",
            f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}",
            f"SUMMARY{named}",
            "CLASS:PRIVATE",  # whoever else sees this calendar sees "busy", where the program keeps to it
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(folded(line) for line in lines)


def in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """As the value of a property of type TEXT (3.3.11); control signs, which may not stand there, are left out."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign for sign in text if sign == "\n" or (sign >= " " and sign != "\x7f"))
    for sign in ("\\", ";", ","):
        text = text.replace(sign, "\\" + sign)
    return text.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """The line with its end, in pieces of at most 75 octets; no sign is ever cut in two."""
    pieces, piece = [], b""
    for sign in line:
        octets = sign.encode()
        if len(piece) + len(octets) > LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
