"""Telephone numbers: what a number in the directory may look like, and what a phone in that country has to dial.

`phonenumbers` (libphonenumber's data) knows full numbers well and short ones in part: it calls 116 111 and
0800 1110 333 invalid as full numbers although children reach a helpline there. So: a valid full number, else a short
code its short-number data knows or calls possible, else an entry of KNOWN_EXCEPTIONS, else refused.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberFormat, PhoneNumberType, shortnumberinfo
from phonenumbers.phonemetadata import PhoneMetadata

# Numbers the library cannot confirm, kept because the directory of the operator's own umbrella organisation (or the
# health ministry's page quoted by the source) gives them. country, digits.
KNOWN_EXCEPTIONS = {
    ("AZ", "116111"),  # the harmonised European child helpline number, not yet in the short-number data
    ("BF", "116"),
    ("BO", "800140348"),
    ("FJ", "1325"),
    ("GE", "116111"),
    ("GR", "1056"),
    ("KH", "1280"),
    ("LB", "1564"),
    ("PH", "1553"),
    ("SD", "9696"),
    ("VU", "087777"),
    ("WS", "8005433"),
}
_REACHED_FROM_ABROAD = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE,
}
_WRITTEN = re.compile(r"^\+?[\d\s().\-/]+$")
_KEYWORD = re.compile(r"^(?P<keyword>[A-Z0-9]{2,20}) to (?P<number>.+)$")
_SHORTEST, _LONGEST = 2, 17  # digits
_LONGEST_SHORT_CODE = 6
_LONGEST_TEXT_CODE = 8
_MOST_EMERGENCY_NUMBERS = 6
_KNOWN_EVERYWHERE = ("112", "911", "999")  # first in a list: the ones a phone dials even when it is locked


class BadNumber(ValueError):
    """Not a number that can be called. `message` says why, translated when shown."""

    def __init__(self, message: str | Promise) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a written number is. `dial` is what a phone in that country dials."""

    number: str
    dial: str
    e164: str = ""
    short_code: str = ""
    keyword: str = ""
    certainty: str = "valid"  # valid | short | possible | exception


def read_number(text: str, country: str) -> Reading:
    """A number to call, written as people there write it. Raises BadNumber."""
    digits = _digits(text)
    parsed = _parsed(text, country)
    if phonenumbers.is_valid_number_for_region(parsed, country):
        e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
        if phonenumbers.number_type(parsed) in _REACHED_FROM_ABROAD:
            dial = e164  # also right for somebody travelling
        else:  # free and shared-cost numbers often do not exist behind the country code
            dial = phonenumbers.format_number_for_mobile_dialing(parsed, country, False) or digits
        return Reading(text, dial, e164=e164)
    if not text.startswith("+"):
        if shortnumberinfo.is_valid_short_number_for_region(parsed, country):
            return Reading(text, digits, short_code=digits, certainty="short")
        short = len(digits) <= _LONGEST_SHORT_CODE and not digits.startswith("0")
        if short and shortnumberinfo.is_possible_short_number_for_region(parsed, country):
            return Reading(text, digits, short_code=digits, certainty="possible")
    if (country, digits) in KNOWN_EXCEPTIONS:
        return Reading(text, digits, short_code=digits, certainty="exception")
    raise BadNumber(_("This number cannot be called in that country."))


def read_text_number(text: str, country: str) -> Reading:
    """A number to text: "85258", or with the word to send: "SHOUT to 85258". Raises BadNumber."""
    found = _KEYWORD.match(text)
    keyword, number = (found["keyword"], found["number"]) if found else ("", text)
    digits = _digits(number)
    if 3 <= len(digits) <= _LONGEST_TEXT_CODE and not number.startswith("+"):
        # Codes for text messages are not in the library's data; their form is all that can be checked.
        return Reading(text, digits, short_code=digits, keyword=keyword, certainty="possible")
    parsed = _parsed(number, country)
    if not phonenumbers.is_valid_number_for_region(parsed, country):
        raise BadNumber(_("This number cannot be texted in that country."))
    e164 = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
    return Reading(text, e164, e164=e164, keyword=keyword)


@lru_cache(maxsize=300)
def emergency_numbers(country: str) -> tuple[str, ...]:
    """The emergency numbers libphonenumber's short-number data lists for a country, best known first.

    Empty where it lists none, or so many that the list would be a pattern rather than numbers. The data does not say
    which service answers; POP has not called them.
    """
    metadata = PhoneMetadata.short_metadata_for_region(country)
    pattern = metadata.emergency.national_number_pattern if metadata and metadata.emergency else None
    if not pattern:
        return ()
    listed = re.compile(pattern)
    found = [str(number) for number in range(10, 10_000) if listed.fullmatch(str(number))]
    if len(found) > _MOST_EMERGENCY_NUMBERS:
        found = [number for number in found if number in _KNOWN_EVERYWHERE]
    return tuple(sorted(found, key=lambda number: (number not in _KNOWN_EVERYWHERE, int(number))))


def _digits(text: str) -> str:
    if not _WRITTEN.match(text) or "+" in text[1:]:
        raise BadNumber(_("A number has digits, spaces, brackets, hyphens and a + at the start only."))
    digits = re.sub(r"\D", "", text)
    if not digits.isascii() or not _SHORTEST <= len(digits) <= _LONGEST:
        raise BadNumber(_("A number has 2 to 17 digits."))
    return digits


def _parsed(text: str, country: str) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        raise BadNumber(_("This number cannot be called in that country.")) from None
