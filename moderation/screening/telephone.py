"""Telephone numbers, however they are written, in one message or in several (SG-13)."""

import re
from itertools import pairwise

from phonenumbers import Leniency, PhoneNumberMatcher

from moderation.contracts import ScreeningContext
from moderation.screening.folding import Folded, fold

SHORTEST_NUMBER = 7  # digits
SHORTEST_SPLIT_NUMBER = 8
SHORTEST_PIECE = 2
MOST_MESSAGES = 6  # before the last piece
MOST_BETWEEN = 1  # messages without a piece, "lol" between two
MOST_WORDS = 3  # beside the digits of a piece

# Digits with at most a few signs, blanks or an `x` between them.
_GAP = r"(?:[^\w\n+=]{0,4}|[^\w\n]{0,2}(?:x|dot|dash|point|punto|tiret|guion|و)[^\w\n]{0,2}|[^\w]{0,2}\n[^\w]{0,2})"
_RUN = re.compile(rf"\+?\d(?:{_GAP}\d){{{SHORTEST_NUMBER - 1},40}}")
# A number that starts like one may have any short words between its pieces.
_TOLD = re.compile(r"(?<!\d)(?:\+\d|0\d)\d*(?:[^\w\n]{1,3}(?:[^\W\d_]{1,6}[^\w\n]{1,3})?\d{1,4}){2,12}")
_SCORES = re.compile(
    r"(?<![\d\-])\d{1,2}-\d{1,2}(?:, \d{1,2}-\d{1,2})+(?![\d\-])|(?<!\d)(?<!0 )[1-9]\d?(?:, [1-9]\d){4,}(?!\d)"
)
_DATES = re.compile(
    r"(?<!\d)(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)(?!\d)"
    r"|(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)"
)
_FIGURES = re.compile(r"(?<![\d,.])(?:[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?: 000)+|\d\.\d{3,})(?![\d,])")
_INTERNATIONAL = re.compile(r"\+\s?[\d(]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W\d_]+")
_NOT_DIGIT = re.compile(r"\D")


def number_in(folded: Folded, context: ScreeningContext) -> str:
    """ "phone", "phone-split" for the last piece of one that came in several messages, or ""."""
    if folded.most_digits < SHORTEST_PIECE:
        return ""
    if folded.most_digits >= SHORTEST_NUMBER and has_number(folded.digits):
        return "phone"
    return "phone-split" if _ends_a_split_number(folded, context) else ""


def has_number(digits: str) -> bool:
    """Whether there is a telephone number. Dates, times, years, counting and large figures are none."""
    if _INTERNATIONAL.search(digits) and any(PhoneNumberMatcher(digits, None, leniency=Leniency.POSSIBLE)):
        return True
    if not _RUN.search(digits) and not _TOLD.search(digits):
        return False
    without = _SCORES.sub(" ¤ ", _FIGURES.sub(" ¤ ", _DATES.sub(" ¤ ", digits)))
    if any(not _is_counting(match[0]) for match in _RUN.finditer(without)):
        return True
    return any(sum(c.isdigit() for c in match[0]) > SHORTEST_NUMBER for match in _TOLD.finditer(without))


def _is_counting(run: str) -> bool:
    groups = re.findall(r"\d+", run)
    if len(groups) > 1 and all(_YEAR.fullmatch(group) for group in groups):
        return True
    numbers = [int(group) for group in groups]
    steps = {after - before for before, after in pairwise(numbers)}
    return len(groups) >= 4 and len(steps) == 1 and steps <= {-10, -5, -2, -1, 1, 2, 5, 10}


def _ends_a_split_number(folded: Folded, context: ScreeningContext) -> bool:
    """A number that came in pieces, of which this text is the last (so far)."""
    last = _fragment(folded)
    if not last:
        return False
    pieces, said_between = [last], 0
    for text in reversed(context.recent_texts[-MOST_MESSAGES:]):
        piece = _fragment(fold(text))
        if not piece:
            said_between += 1
            if said_between > MOST_BETWEEN:
                break
            continue
        pieces.insert(0, piece)
        if len("".join(pieces)) >= SHORTEST_SPLIT_NUMBER and not _is_counting(" ".join(pieces)):
            return True
    return False


def _fragment(folded: Folded) -> str:
    """The digits of a short message that is mostly digits; "" for any other."""
    if len(folded.words.split()) > MOST_WORDS + 2 * folded.most_digits:  # more words than can be numbers
        return ""
    found = _NOT_DIGIT.sub("", _DATES.sub("", folded.digits))
    return found if len(found) >= SHORTEST_PIECE and len(_WORD.findall(folded.digits)) <= MOST_WORDS else ""
