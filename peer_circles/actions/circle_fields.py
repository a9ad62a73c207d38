"""What may stand in the fields of a circle, whoever opens or changes it."""

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.models import Format
from pop.accounts.contracts import AgeBand
from pop.core.errors import Message
from pop.core.text import clean_block, clean_line

LONGEST = {"name": 80, "purpose": 300, "agreement": 4000, "times": 120}  # characters
FEWEST = 2  # people
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, as far as it is used here


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The same with their words as they are kept."""
    kept = dict(fields)
    for name in ("name", "purpose", "times", "language", "time_zone"):
        if name in kept:
            kept[name] = clean_line(kept[name])
    if "country" in kept:
        kept["country"] = clean_line(kept["country"]).upper()
    if "agreement" in kept:
        kept["agreement"] = clean_block(kept["agreement"])
    return kept


def wrong_fields(fields: Mapping[str, Any], *, format: str) -> dict[str, list[Message]]:
    """What is not right about these fields of a circle of this format, by field."""
    wrong: dict[str, list[Message]] = {}
    for name in ("name", "purpose", "agreement"):
        if name in fields and (not fields[name] or len(fields[name]) > LONGEST[name]):
            wrong[name] = [_("Please write something here, not longer than this field takes.")]
    if len(fields.get("times", "")) > LONGEST["times"]:
        wrong["times"] = [_("Please make this shorter.")]
    most = policies.most_in(format)
    if "capacity" in fields and not FEWEST <= fields["capacity"] <= most:
        wrong["capacity"] = [format_lazy(_("Such a circle takes from 2 to {most} people."), most=most)]
    if "time_zone" in fields and fields["time_zone"] not in available_timezones():
        wrong["time_zone"] = [_("Please choose a time zone.")]
    if not re.fullmatch(r"([A-Z]{2})?", fields.get("country", "")):
        wrong["country"] = [_("Please choose a country.")]
    if "language" in fields and (not _LANGUAGE.fullmatch(fields["language"]) or len(fields["language"]) > 12):
        wrong["language"] = [_("Please choose a language.")]
    if "age_band" in fields and fields["age_band"] not in AgeBand.values:
        wrong["age_band"] = [_("Please choose an age band.")]
    if format not in Format.values:
        wrong["format"] = [_("Please choose how this circle meets.")]
    return wrong
