"""Reading iCalendar strictly, as RFC 5545 writes it: what is not allowed there is an AssertionError here."""

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Z0-9-]+")
_ONCE = {
    "VCALENDAR": {"PRODID", "VERSION", "CALSCALE", "NAME", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "CLASS"},
}
_NEEDED = {"VCALENDAR": {"PRODID", "VERSION"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART"}}


@dataclass
class Component:
    name: str
    values: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, dict[str, str]] = field(default_factory=dict)
    parts: list["Component"] = field(default_factory=list)


def read(octets: bytes) -> Component:
    """The calendar in these octets."""
    assert octets.endswith(b"\r\n")
    raw = octets.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in raw), "a line is longer than 75 octets"
    assert not any(b"\r" in line or b"\n" in line for line in raw), "a line ends with something else than CRLF"
    for line in raw:
        line.decode()  # folded between signs, not inside one
    lines: list[str] = []
    for line in raw:
        if line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:].decode()
        else:
            lines.append(line.decode())
    top = Component("")
    open_ones = [top]
    for line in lines:
        head, colon, value = line.partition(":")
        assert colon, f"no value in {line}"
        name, *given = head.split(";")
        assert _NAME.fullmatch(name), line
        assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", value), line
        if name == "BEGIN":
            open_ones.append(Component(value))
            continue
        if name == "END":
            done = open_ones.pop()
            assert done.name == value
            assert _NEEDED[done.name] <= set(done.values)
            open_ones[-1].parts.append(done)
            continue
        here = open_ones[-1]
        assert name in _ONCE[here.name], f"{name} in {here.name}"
        assert name not in here.values, f"{name} twice"
        here.values[name] = value
        here.parameters[name] = dict(one.split("=", 1) for one in given)
    assert open_ones == [top]
    (calendar,) = top.parts
    assert (calendar.name, calendar.values["VERSION"]) == ("VCALENDAR", "2.0")
    for event in calendar.parts:
        for stamp in ("DTSTAMP", "DTSTART", "DTEND"):
            assert re.fullmatch(r"\d{8}T\d{6}Z", event.values[stamp])
        assert event.values["DTEND"] > event.values["DTSTART"]
        assert event.values["STATUS"] in {"CONFIRMED", "CANCELLED", "TENTATIVE"}
    uids = [event.values["UID"] for event in calendar.parts]
    assert len(uids) == len(set(uids))
    return calendar


def unescaped(value: str) -> str:
    """A value of type TEXT; every comma and semicolon must have been escaped."""
    assert not re.search(r"(?<!\\)(?:\\\\)*[,;]", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
