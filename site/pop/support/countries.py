"""Countries by their ISO 3166-1 codes: what to call them in the reader's language, and their time zone.

Names come from CLDR; ours replace the ones nobody says aloud. In English, and where CLDR does not speak the reader's
language, they are pycountry's. Kosovo's XK is a user-assigned code, in wide use, and not in ISO's list.
"""

import csv
import unicodedata
from functools import lru_cache
from pathlib import Path

import pycountry
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pop.core import languages

DATA = Path(__file__).parent / "data"
_OUR_NAMES = {
    "XK": _("Kosovo"),
    "CD": _("Democratic Republic of the Congo"),
    "CG": _("Republic of the Congo"),
    "FM": _("Micronesia"),
    "HK": _("Hong Kong"),
    "IR": _("Iran"),
    "KP": _("North Korea"),
    "KR": _("South Korea"),
    "LA": _("Laos"),
    "MO": _("Macao"),
    "PS": _("Palestine"),
    "RU": _("Russia"),
    "SY": _("Syria"),
    "TR": _("Türkiye"),
    "VG": _("British Virgin Islands"),
    "VI": _("U.S. Virgin Islands"),
}
# What else people type. Plain English, folded.
_ALSO_CALLED = {
    "AE": ("uae", "emirates"),
    "CD": ("dr congo", "drc"),
    "CI": ("ivory coast",),
    "CV": ("cape verde",),
    "CZ": ("czech republic",),
    "GB": ("uk", "great britain", "england", "scotland", "wales", "northern ireland"),
    "MM": ("burma",),
    "NL": ("holland",),
    "SZ": ("swaziland",),
    "TR": ("turkey",),
    "US": ("usa", "america"),
    "VN": ("viet nam",),
}


@lru_cache(maxsize=1)
def codes() -> frozenset[str]:
    """Every country and territory of ISO 3166-1, and XK."""
    return frozenset({country.alpha_2 for country in pycountry.countries} | {"XK"})


def is_country(code: str) -> bool:
    return code in codes()


def name_of(code: str) -> str:
    """The country's name in the reader's language. The code itself for one that is unknown."""
    return _name_in(code, languages.current())


@lru_cache(maxsize=512)
def searched_names_of(code: str) -> tuple[str, ...]:
    """Every name somebody may type for it, folded: in each language of the site, and what else it is called."""
    names = [fold(_name_in(code, language)) for language, _label in settings.LANGUAGES]
    return tuple(dict.fromkeys([*names, *_ALSO_CALLED.get(code, ())]))


def by_name() -> list[tuple[str, str]]:
    """(code, name) of every country, in the order of the reader's language."""
    return _by_name_in(languages.current())


def zone_of(code: str) -> str:
    """The IANA zone that holds for all of the country, or "" where its parts differ: then nobody can be sure."""
    return _zones().get(code, "")


def fold(text: str) -> str:
    """Text as a forgiving search compares it: no accents, no case, single spaces."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(bare.casefold().replace("’", "'").split())


@lru_cache(maxsize=1024)
def _name_in(code: str, language: str) -> str:
    if code in _OUR_NAMES and (ours := languages.translated(_OUR_NAMES[code], language)):
        return ours
    if not language.startswith("en") and (known := languages.territory_name(code, language)):
        return known
    if code in _OUR_NAMES:
        return languages.translated(_OUR_NAMES[code], settings.LANGUAGE_CODE)
    country = pycountry.countries.get(alpha_2=code)
    return str(getattr(country, "common_name", country.name)) if country else code


@lru_cache(maxsize=8)
def _by_name_in(language: str) -> list[tuple[str, str]]:
    return sorted(((code, _name_in(code, language)) for code in codes()), key=lambda pair: (fold(pair[1]), pair[0]))


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    with (DATA / "zones.csv").open(encoding="utf-8", newline="") as file:
        return {row["country"]: row["timezone"] for row in csv.DictReader(file)}
