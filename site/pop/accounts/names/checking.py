"""Refusals of a pseudonym, each a sentence that says what to do instead."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from pop.accounts.names.folding import plain_digits, sign_in_name, skeleton
from pop.accounts.names.given_names import GIVEN_NAMES
from pop.accounts.names.ideas import IDEA_WORDS
from pop.core.errors import Message

SHORTEST = 3
LONGEST = 30
MOST_DIGITS = 3

_EMAIL = re.compile(
    r"@\w|\w@|\b(at|arroba)\b.{1,20}\b(dot|punto)\b|gmail|hotmail|yahoo|outlook|icloud|protonmail", re.I
)
_ADDRESS = re.compile(r"://|\bwww\b|\bhttps?\b|\w\.[^\W\d]{2,}\b|\bdot (com|net|org|me|io)\b|/", re.I)
_HANDLE = re.compile(r"(?<!\w)@|#\d")
_SERVICES = {
    "insta", "instagram", "snap", "snapchat", "tiktok", "whatsapp", "telegram", "discord", "wechat", "kik", "facebook",
    "messenger", "viber", "roblox", "ig", "fb", "انستا", "انستغرام", "سناب", "سناب شات",
    "واتساب", "تيليجرام", "تيك توك",
}  # fmt: skip
_LONG_SERVICES = {skeleton(word) for word in _SERVICES if len(word) > 6}
_SERVICES_SEEN = {skeleton(word) for word in _SERVICES}
_DIGIT_WORDS = {
    "zero": "0", "oh": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "double": "", "صفر": "0", "واحد": "1", "اثنان": "2", "ثلاثة": "3", "اربعة": "4",
    "أربعة": "4", "خمسة": "5", "ستة": "6", "سبعة": "7", "ثمانية": "8", "تسعة": "9", "uno": "1", "dos": "2", "tres": "3",
    "cuatro": "4", "cinco": "5", "seis": "6", "siete": "7", "ocho": "8", "nueve": "9", "un": "1",
    "deux": "2", "trois": "3",
    "quatre": "4", "cinq": "5", "sept": "7", "huit": "8", "neuf": "9", "moja": "1", "mbili": "2", "tatu": "3",
}  # fmt: skip
_RESERVED = {
    "admin", "administrator", "moderator", "mod", "staff", "pop", "team", "helpline", "help", "support", "owner",
    "facilitator", "counsellor", "counselor", "safeguarding", "official", "police", "unicef", "un", "system", "root",
    "anonymous", "deleted", "someone who left", "partner", "therapist", "doctor", "hotline",
    "مشرف", "مشرفة", "مدير", "مديرة", "إدارة", "الإدارة", "فريق", "الدعم", "مساعدة", "مستشار",
    "مستشارة", "رسمي", "موظف", "شرطة",
    "modérateur", "modératrice", "équipe", "aide", "officiel", "administrateur", "conseiller", "conseillère",
    "moderador", "moderadora", "equipo", "ayuda", "oficial", "administrador", "consejera", "consejero", "equipe",
    "ajuda", "msimamizi", "mshauri", "polisi", "msaada",
}  # fmt: skip
_RESERVED_SEEN = {skeleton(word) for word in _RESERVED}
# Long enough to mean it wherever it stands in a name.
_RESERVED_WITHIN = {
    skeleton(word)
    for word in ("admin", "moderator", "helpline", "official", "safeguarding", "counsellor", "counselor", "facilitator")
}
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)


def problems_of(name: str) -> list[Message]:
    """Why this pseudonym cannot be taken; empty when it can. `name` has been through clean_line."""
    if not name:
        return [_("Choose a name.")]
    found: list[Message] = [message for is_so, message in _CHECKS if is_so(name)]
    return found[:1]  # one thing at a time: the first is what matters most


def _is_email(name: str) -> bool:
    return bool(_EMAIL.search(name))


def _is_address(name: str) -> bool:
    return bool(_ADDRESS.search(name))


def _is_handle(name: str) -> bool:
    words = [skeleton(word) for word in re.split(r"[\W_]+", name) if word]
    joined = skeleton(name)
    return (
        bool(_HANDLE.search(name))
        or any(word in _SERVICES_SEEN for word in words)
        or any(service in joined for service in _LONG_SERVICES)
    )


def _has_number(name: str) -> bool:
    """More than three digits once spaces, dashes, keycaps and words for digits are out of the way."""
    words = re.split(r"([^\W\d_]+)", plain_digits(name).casefold())
    text = "".join(_DIGIT_WORDS.get(word, word) for word in words)
    return re.search(rf"\d(?:[\W_]*\d){{{MOST_DIGITS},}}", text) is not None


def _is_reserved(name: str) -> bool:
    joined = skeleton(name)
    words = {skeleton(word) for word in re.split(r"[\W_]+", name) if word}
    return (
        joined in _RESERVED_SEEN
        or not words.isdisjoint(_RESERVED_SEEN)
        or any(word in joined for word in _RESERVED_WITHIN)
    )


def _is_first_and_last_name(name: str) -> bool:
    """Two or three words that start with a common given name and are no idea of ours."""
    words = [word.casefold() for word in _WORD.findall(name)]
    return len(words) in {2, 3} and words[0] in GIVEN_NAMES and not IDEA_WORDS.issuperset(words[1:])


def _has_odd_signs(name: str) -> bool:
    return not all(sign in " -_'’\u200c\u200d" or unicodedata.category(sign)[0] in "LMN" for sign in name)


def _mixes_alphabets(name: str) -> bool:
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in name if sign.isalpha()}
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1


def _is_too_short(name: str) -> bool:
    return sum(sign.isalnum() for sign in name) < SHORTEST or not any(sign.isalpha() for sign in name)


def _is_too_long(name: str) -> bool:
    return len(name) > LONGEST or len(sign_in_name(name)) > LONGEST + 10 or len(skeleton(name)) > LONGEST + 30


_CHECKS = (
    (_is_email, _("This looks like an e-mail address. Leave it out, so that nobody can write to you there.")),
    (_is_address, _("This looks like a web address. Choose a name without one.")),
    (_is_handle, _("This looks like your name on another app. Choose one that leads nobody there.")),
    (_has_number, _("Please use no more than three digits: longer numbers can be a phone number or a birthday.")),
    (_is_reserved, _("This name sounds like someone who works here. Please choose another one.")),
    (
        _is_first_and_last_name,
        _("This looks like a real first and last name. You are safer with a made-up one, like those below."),
    ),
    (_mixes_alphabets, _("Please use letters of one alphabet: mixed ones can look like somebody else's name.")),
    (_has_odd_signs, _("Please use only letters, numbers, spaces, - and _.")),
    (_is_too_short, _("Please use at least three letters or numbers, and at least one letter.")),
    (_is_too_long, _("Please use at most 30 letters.")),
)
