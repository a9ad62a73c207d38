"""A CSV file of services, read and judged row by row. Pure: bytes in, rows and refusals out; nothing is written.

Every row of the file comes out again, as a ServiceRow or as a RefusedRow with its line, column and reason.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.text import slugify

from pop.core.errors import Invalid
from pop.core.text import clean_line
from pop.support import countries, languages
from pop.support.contracts import Audience, Cost, PhoneType, Topic
from pop.support.hours import Hours, parse_hours
from pop.support.models import MOST_ADDRESS, WEB_ADDRESS
from pop.support.numbers import BadNumber, Reading, read_number, read_text_number

COLUMNS = (
    "country_iso2",
    "country_name",
    "name",
    "phone",
    "sms",
    "chat_url",
    "website",
    "languages",
    "hours",
    "cost",
    "audience",
    "topics",
    "source",
    "licence_note",
    "verified",
)
OPTIONAL_COLUMNS = ("service_area",)
LARGEST_FILE = 5_000_000  # bytes
_LONGEST = {"name": 160, "hours": 200, "source": 300, "licence_note": 300, "service_area": 120}
_LONGEST_CELL = 600
_MOST_VALUES = 40  # in one cell
_NEVER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f<>]")
_FORMULA = ("=", "@", "+", "-", "\t", "|", "%")
_MAY_START_WITH_A_SIGN = {"phone", "sms"}


class RefusedRow(NamedTuple):
    """A row that was not taken. `line` is the line of the file it starts on; the cells are as they were."""

    line: int
    column: str
    reason: str
    cells: list[str]
    import_key: str  # whose record this row would have been; "" where even that cannot be read


@dataclass(frozen=True)
class ServiceRow:
    """A row that may become a service. `content` is JSON-ready and compared with the last import, field by field."""

    line: int
    import_key: str
    content: dict[str, Any]
    unread_hours: bool = False  # the text is kept, but could not be read into schedules


@dataclass
class ReadFile:
    rows: list[ServiceRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    header: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        return len(self.rows) + len(self.refused)


class _Bad(Exception):
    def __init__(self, column: str, reason: str) -> None:
        self.column, self.reason = column, reason
        super().__init__(reason)


def read_services(data: bytes) -> ReadFile:
    """Every row of a CSV file of services, judged.

    Raises Invalid, with a sentence that says what to do, for a file that cannot be read as a whole.
    """
    lines = _lines_of(data)
    header = _header(next(lines, (1, []))[1])
    result = ReadFile(header=header)
    seen: dict[Any, int] = {}
    for line, cells in lines:
        if not any(cell.strip() for cell in cells) and len(cells) <= 1:
            continue  # an empty line is not a row
        try:
            row = _read_row(line, dict(_paired(header, cells)))
            for name, mark in _marks(row):
                if mark in seen:
                    raise _Bad(name, f"the same as line {seen[mark]}")
            seen.update((mark, line) for _name, mark in _marks(row))
            result.rows.append(row)
        except _Bad as bad:
            result.refused.append(RefusedRow(line, bad.column, bad.reason, cells, _key_in(header, cells)))
    if not result.read:
        raise Invalid("The file has a header but no rows. Nothing was changed.")
    return result


def _lines_of(data: bytes) -> Iterator[tuple[int, list[str]]]:
    if len(data) > LARGEST_FILE:
        raise Invalid(f"The file is larger than {LARGEST_FILE // 1_000_000} MB. Is it the right one?")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Invalid(f"The file is not UTF-8 (line {line}). Save it as “CSV UTF-8” and try again.") from None
    if not text.strip():
        raise Invalid("The file is empty.")
    csv.field_size_limit(LARGEST_FILE)  # our own limits refuse a huge cell, and can say in which row it is
    reader = csv.reader(io.StringIO(text, newline=""))
    while True:
        line = reader.line_num + 1
        try:
            yield line, next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, [f"(unreadable: {error})"]


def _key_in(header: list[str], cells: list[str]) -> str:
    if len(cells) != len(header):
        return ""
    named = dict(zip(header, cells, strict=True))
    country, name = named["country_iso2"].strip(), clean_line(named["name"])
    return import_key(country, name) if country and name else ""


def import_key(country: str, name: str) -> str:
    """What a row's record is found by again: stable as long as the service keeps its country and name."""
    return f"{country}/{slugify(name, allow_unicode=True)}"[:220]


def _header(cells: list[str]) -> list[str]:
    header = [cell.strip() for cell in cells]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        raise Invalid(f"The first line does not name these columns: {', '.join(missing)}. Are commas between them?")
    if twice := sorted({name for name in header if header.count(name) > 1}):
        raise Invalid(f"The first line names a column twice: {', '.join(twice)}.")
    return header


def _paired(header: list[str], cells: list[str]) -> Iterator[tuple[str, str]]:
    if len(cells) != len(header):
        raise _Bad("(row)", f"it has {len(cells)} cells where the header has {len(header)}")
    for name, cell in zip(header, cells, strict=True):
        if name not in COLUMNS and name not in OPTIONAL_COLUMNS:
            continue
        if len(cell) > _LONGEST.get(name, _LONGEST_CELL):
            raise _Bad(name, f"longer than {_LONGEST.get(name, _LONGEST_CELL)} characters")
        if _NEVER.search(cell):
            raise _Bad(name, "control characters, < and > do not belong here")
        value = clean_line(cell)
        if value.startswith(_FORMULA) and not (name in _MAY_START_WITH_A_SIGN and value[0] == "+"):
            raise _Bad(name, f"starts with {value[0]}, as a spreadsheet formula does")
        yield name, value


def _read_row(line: int, cells: dict[str, str]) -> ServiceRow:
    country = cells["country_iso2"]
    if not countries.is_country(country):
        raise _Bad("country_iso2", "not a country code of ISO 3166-1 (two capital letters)")
    if not cells["country_name"]:
        raise _Bad("country_name", "empty")
    name = cells["name"]
    if not name:
        raise _Bad("name", "empty")
    phones = [_phone(PhoneType.VOICE, "phone", text, country) for text in _several("phone", cells["phone"])]
    phones += [_phone(PhoneType.TEXT, "sms", text, country) for text in _several("sms", cells["sms"])]
    url, chat_url = _address("website", cells["website"]), _address("chat_url", cells["chat_url"])
    if not (phones or url or chat_url):
        raise _Bad("phone", "no way to reach it: no phone, sms, chat_url or website")
    hours = parse_hours(cells["hours"]) if cells["hours"] else Hours(())
    content: dict[str, Any] = {
        "country": country,
        "name": name,
        "audience": _choice(Audience, "audience", cells["audience"]),
        "cost": _choice(Cost, "cost", cells["cost"]),
        "url": url,
        "chat_url": chat_url,
        "hours": cells["hours"],
        "timezone": (hours.zone if hours else "") or countries.zone_of(country),
        "source": _needed("source", cells["source"]),
        "source_note": cells["licence_note"],
        "source_date": _day("verified", cells["verified"]),
        "phones": phones,
        "schedules": [
            [",".join(weekly.byday), f"{weekly.opens_at:%H:%M}", f"{weekly.closes_at:%H:%M}"]
            for weekly in (hours.schedules if hours else ())
        ],
        "languages": _coded("languages", cells["languages"], languages.is_language, "an ISO 639 code"),
        "topics": _coded("topics", cells["topics"], lambda topic: topic in Topic.values, "one of the topics"),
    }
    if "service_area" in cells:  # a file without the column says nothing about it
        content["service_area"] = cells["service_area"]
    return ServiceRow(line, import_key(country, name), content, unread_hours=hours is None)


def _marks(row: ServiceRow) -> Iterator[tuple[str, Any]]:
    """What may be in a file once: a name in a country, and a number in a country (a country's own line)."""
    yield "name", row.import_key
    for kind, _number, dial, *_rest in row.content["phones"]:
        if kind == PhoneType.VOICE:
            yield "phone", (row.content["country"], dial)


def _phone(kind: PhoneType, column: str, text: str, country: str) -> list[str]:
    try:
        read: Reading = (read_number if kind == PhoneType.VOICE else read_text_number)(text, country)
    except BadNumber as bad:
        raise _Bad(column, f"{text}: {bad.message}") from None
    return [kind.value, read.number, read.dial, read.e164, read.short_code, read.keyword]


def _several(column: str, text: str) -> list[str]:
    values = [value.strip() for value in text.split(";") if value.strip()]
    if len(values) > _MOST_VALUES:
        raise _Bad(column, f"more than {_MOST_VALUES} values")
    if len(set(values)) != len(values):
        raise _Bad(column, "says the same twice")
    return values


def _coded(column: str, text: str, is_known: Callable[[str], bool], what: str) -> list[str]:
    values = _several(column, text)
    for value in values:
        if not is_known(value):
            raise _Bad(column, f"{value} is not {what}")
    return values


def _choice(choices: type[Audience] | type[Cost], column: str, value: str) -> str:
    if value not in choices.values:
        raise _Bad(column, f"must be one of: {', '.join(choices.values)}")
    return value


def _needed(column: str, value: str) -> str:
    if not value:
        raise _Bad(column, "empty")
    return value


def _address(column: str, value: str) -> str:
    if not value:
        return ""
    try:
        WEB_ADDRESS(value)
    except ValidationError:
        raise _Bad(column, "not a web address that starts with http:// or https://") from None
    if len(value) > MOST_ADDRESS or "@" in value.split("/")[2]:
        raise _Bad(column, f"too long (over {MOST_ADDRESS} characters), or with a sign-in name in it")
    return value


def _day(column: str, value: str) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except ValueError:
        raise _Bad(column, "not a date like 2026-11-23") from None
