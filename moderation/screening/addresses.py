"""E-mail addresses and links, said aloud ("at", "dot") or written (SG-13)."""

import re

from moderation.screening.folding import Folded
from moderation.screening.other_apps import MAIL_HOSTS

_MAIL_HOSTS = "|".join(MAIL_HOSTS)
_TLD = (
    "com|net|org|info|io|app|gg|edu|gov|dev|xyz|online|site|link|ly|tv|fr|es|de|uk|ru|cn|jp|br|mx|ar|co|ma|eg|sa|ae|tn|dz"
    "|ch|nl|pl|se|no|dk|fi|ca|au|in|ke|ng|za|gl|live|chat|fm|cc|biz|eu|ai"
)
_AT = r"(?:\s*[(\[{]\s*(?:at|a|arroba|arobase|@)\s*[)\]}]\s*|\s+(?:at|arroba|arobase|chez|آت|ات)\s+)"
_DOT = r"(?:\s*[(\[{]\s*(?:dot|punto|point|\.)\s*[)\]}]\s*|\s+(?:dot|punto|point|نقطه|دوت)\s+)"
_WRITTEN_MAIL = re.compile(rf"(?<=[\w.+\-])\s?@\s?[\w\-]{{1,63}}(?:(?:\s?\.\s?|{_DOT})[a-z]{{2,}}|,(?:{_TLD})\b)")
_NAMED_MAIL = re.compile(
    r"\b(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|protonmail|e-?mail)\s?[:=]\s?[\w.+\-]{3,}"
)
_TOLD_MAIL = re.compile(rf"(?<=[\w.+\-]){_AT}(?:(?:{_MAIL_HOSTS})\b|[\w\-]{{1,63}}{_DOT}(?:{_TLD})\b)")
_PROTOCOL = re.compile(r"\b[a-z][a-z0-9+.\-]{1,12}://|\bh(?:tt|xx)ps?\b\s?:|\bwww\s?\.\s?\w")
_DOTTED = re.compile(
    rf"(?<![\w@.])[\w\-]{{2,63}}(?:\.[\w\-]{{1,63}}){{0,4}}\.(?:{_TLD})(?![\w])"
    r"|(?<![\w@.])(?:t|wa|m|ig|fb|line|kik|tr|linktr)\.(?:me|ee)(?![\w])"
    r"|\b[\w\-]{2,63}(?:\.[\w\-]{1,63}){0,3}\.[a-z]{2,12}/\w"
)
_TOLD_LINK = re.compile(rf"(?<=[\w\-]{{2}}){_DOT}(?:{_TLD}|me|ee)\b")
_BRACKET = re.compile(r"[(\[{]")
_DOT_BEFORE_LETTER = re.compile(r"\.[a-z]")


def has_mail(folded: Folded) -> bool:
    small = folded.small
    if "@" in small and _WRITTEN_MAIL.search(small):
        return True
    if not folded.signs.isdisjoint({"host", "mail"}) and _NAMED_MAIL.search(small):
        return True
    return _may_be_told(folded, "at", ("host", "dot")) and bool(_TOLD_MAIL.search(small))


def has_link(folded: Folded) -> bool:
    small = folded.small
    if ("://" in small or "http" in small or "hxxp" in small or "www" in small) and _PROTOCOL.search(small):
        return True
    if _DOT_BEFORE_LETTER.search(small) and _DOTTED.search(small):
        return True
    return _may_be_told(folded, "dot", ("dot",)) and bool(_TOLD_LINK.search(small))


def _may_be_told(folded: Folded, sign: str, others: tuple[str, ...]) -> bool:
    """Whether "at" or "dot" is said: as a word, beside one of the others, or in brackets, "(a)", "[.]"."""
    signs = folded.signs
    return (sign in signs and not signs.isdisjoint(others)) or bool(_BRACKET.search(folded.small))
