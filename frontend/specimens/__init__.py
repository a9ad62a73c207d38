"""What the catalogue shows: templates that are parts of pages, each in every state, filled with plain values.

One module for each page of the catalogue. The values are made up here, so that no area is asked for anything and
nothing is read from the database; the templates are the real ones.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace as Thing
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

__all__ = ["ARABIC", "LONG", "NAME", "NOW", "SHORT", "Name", "Specimen", "Thing", "ago", "number", "told_apart"]

SHORT = "Keep my words"
NAME = "Quiet Heron"
LONG = (
    "A sentence that goes on for longer than anybody planned, because people write what they need to write, "
    "and because words in other languages take more room: Donaudampfschifffahrtsgesellschaftskapitän."
)
ARABIC = "بطاقة «لا أعرف ماذا أقول»"
NOW = datetime(2026, 3, 18, 17, 5, tzinfo=UTC)

OPENING = '<div class="specimen"'  # of each, in catalogue_area.html

# What names another element of the same part, or is named so.
_NAMED = re.compile(r'(?<=\s)(id|for|form|href|aria-labelledby|aria-describedby|aria-controls|fill(?=="url))="([^"]*)"')


class Name(str):
    """A name, which some templates ask for as `one.name`."""

    @property
    def name(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Specimen:
    """One template in one state. What is a line of a list says the class of that list in `in_list`; what stands in a
    paragraph says that paragraph's in `in_text`."""

    template: str
    state: str
    context: dict[str, Any] = field(default_factory=dict)
    in_list: str = ""
    in_text: str = ""

    def html(self, request: HttpRequest) -> SafeString:
        return render_to_string(self.template, self.context, request)


def told_apart(page: str) -> str:
    """A whole page of the catalogue, with the ids in each specimen made its own: the same part stands there several
    times."""
    first, *rest = page.split(OPENING)
    return OPENING.join([first, *(_renamed(part, place) for place, part in enumerate(rest))])


def _renamed(part: str, place: int) -> str:
    ids = set(re.findall(r'\sid="([^"]+)"', part))

    def own(name: str) -> str:
        return f"{name}-{place}" if name in ids else name

    def renamed(match: re.Match[str]) -> str:
        attribute, value = match.groups()
        if attribute == "href":
            value = f"#{own(value[1:])}" if value.startswith("#") else value
        elif attribute == "fill":
            value = f"url(#{own(value[5:-1])})"
        else:
            value = " ".join(map(own, value.split()))
        return f'{attribute}="{value}"'

    return _NAMED.sub(renamed, part)


def number(value: int) -> UUID:
    """An id that no row has."""
    return UUID(int=value)


def ago(**time: float) -> datetime:
    return NOW - timedelta(**time)
