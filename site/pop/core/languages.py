"""What POP knows about languages: which ones the site speaks, how each is called and written, how a list is said.

`settings.LANGUAGES` is the only list; everything here follows from it. Names and directions come from CLDR (Babel), so
a further language brings them along. One that CLDR does not know is called what the settings call it, reads from left
to right unless `LANGUAGES_BIDI` says otherwise, and borrows the rest from the site's own language.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import pycountry
from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

# Languages of the directory of help that CLDR has no name for, or calls by a name that its speakers do not use.
_OUR_NAMES = {
    "cnr": _("Montenegrin"),
    "kqn": _("Kaonde"),
    "mgr": _("Mambwe-Lungu"),
    "ny": _("Chichewa"),
    "rn": _("Kirundi"),
    "st": _("Sesotho"),
    "toi": _("Tonga (Zambia)"),
}


class SiteLanguage(NamedTuple):
    code: str
    name: str  # in itself
    direction: str  # "ltr" or "rtl"


def site_languages() -> list[SiteLanguage]:
    """The languages people can read the site in, in the order they are shown."""
    return [SiteLanguage(code, str(name), direction_of(code)) for code, name in settings.LANGUAGES]


def asked_for_first(accept_language: str) -> SiteLanguage | None:
    """The first language of an Accept-Language header that the site speaks; None where it speaks none of them."""
    for code, _weight in parse_accept_lang_header(accept_language):
        try:
            spoken = get_supported_language_variant(code)
        except LookupError:
            continue
        return next((language for language in site_languages() if language.code == spoken), None)
    return None


def current() -> str:
    """The reader's language; the site's own where there is no reader."""
    return get_language() or settings.LANGUAGE_CODE


@lru_cache(maxsize=256)
def direction_of(code: str) -> str:
    """Which way a language is written: "ltr" or "rtl"."""
    if code in settings.LANGUAGES_BIDI or code.split("-", maxsplit=1)[0] in settings.LANGUAGES_BIDI:
        return "rtl"
    locale = _locale(code)
    return str(locale.text_direction) if locale else "ltr"


def name_of(code: str) -> str:
    """The language's name in the reader's language; its English name, or the code, where there is no better one."""
    return _name_in(code.lower(), current())


def translated(text: Promise, language: str) -> str:
    """A lazy text in one language; "" where that language has no translation of it yet."""
    with override(settings.LANGUAGE_CODE):
        original = str(text)
    if language == settings.LANGUAGE_CODE:
        return original
    with override(language):
        return found if (found := str(text)) != original else ""


def territory_name(code: str, language: str) -> str:
    """What CLDR calls a country or territory (ISO 3166-1) in a language; "" where it does not know."""
    locale = _locale(language)
    return str(locale.territories.get(code, "")) if locale else ""


def in_words(items: Iterable[object]) -> str:
    """Several things in one sentence: "Amharic, French, and Somali", as the reader's language puts it."""
    words = [str(item) for item in items]
    locale = _locale(current()) or _locale(settings.LANGUAGE_CODE)
    return format_list(words, locale=locale) if locale else ", ".join(words)


@lru_cache(maxsize=4096)
def _name_in(code: str, language: str) -> str:
    if code in _OUR_NAMES and (ours := translated(_OUR_NAMES[code], language)):
        return ours
    for locale in (_locale(language), _locale(settings.LANGUAGE_CODE)):
        if locale and (name := _cldr_name(code, locale)):
            return name
    if code in _OUR_NAMES:
        return translated(_OUR_NAMES[code], settings.LANGUAGE_CODE)
    own = {known.lower(): name for known, name in settings.LANGUAGES}.get(code)
    return str(own) if own else _english_name_of(code)


def _cldr_name(code: str, locale: Locale) -> str:
    """ "zh-hans" may be known whole; "fr-ca" is called as its parts are."""
    names, parts = locale.languages, code.split("-")
    whole = "_".join([parts[0], *(part.title() if len(part) == 4 else part.upper() for part in parts[1:])])
    if whole in names:
        return str(names[whole])
    if len(parts) == 1:
        return ""
    described = _locale(code)
    return str(described.get_display_name(locale) or "") if described else ""


def _english_name_of(code: str) -> str:
    field = {2: "alpha_2", 3: "alpha_3"}.get(len(code))
    found = pycountry.languages.get(**{field: code}) if field else None
    return str(found.name) if found else code


@lru_cache(maxsize=256)
def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
