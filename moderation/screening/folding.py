"""One text, folded in the ways its disguises need: what the eye reads, letters for words, digits for numbers.

Measured disguises (SECURITY 2.4 of the plan): spaced digits, zero-width characters, O and l for 0 and 1, number words,
keycaps, `x` as a separator, numbers split over messages.
"""

import re
import unicodedata
from functools import cached_property

from moderation.screening.characters import LEET, LOOKALIKES, SEEN, UNMARKED
from moderation.screening.numbers import digits_in, has_number_words, most_digits
from moderation.screening.signs import signs_in
from moderation.screening.spelling import letters_only

_WORD = re.compile(r"[^\W_]+")
# Not a letter of the scripts most texts are written in, nor a sign everybody uses: it may be invisible, or a digit.
_MAY_HIDE = re.compile(
    r"[^\x00-\x7f\xa1-\xac\xae-\u024f\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u060c\u061b\u061f\u0620-\u064a"
    r"\u2010-\u2027\u3041-\u3096\u30a1-\u30fa\u4e00-\u9fff\uac00-\ud7a3]"
)
_LATIN = re.compile(r"[a-z]")
_SPELT = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][ .,\-_*/|]{1,2}){2,}[^\W\d_](?![^\W\d_])")
# Its last two letters: without them there is none, and they are found several times as fast.
_MAY_BE_SPELT = re.compile(r"[ .,\-_*/|][^\W\d_][ .,\-_*/|]{1,2}[^\W\d_](?![^\W\d_])")
_DIGIT = re.compile(r"\d")
_LEETED = re.compile(r"[013457@$|8]|!\w")


class Folded:
    """`plain`: as an eye reads it, with case. `small`: without case and accents, spelt-out words joined.

    What costs more, and not every text needs, is made when it is first asked for.
    """

    def __init__(self, plain: str, small: str) -> None:
        self.plain = plain
        self.small = small

    @cached_property
    def words(self) -> str:
        """Letters and digits only, one space before and after each word, repeated letters once: for lexicons."""
        return letters_only(self.small)

    @cached_property
    def leet(self) -> str:
        """`words` with digits and signs read as letters."""
        return letters_only(_as_letters(self.small)) if _LEETED.search(self.small) else self.words

    @cached_property
    def signs(self) -> frozenset[str]:
        """Which patterns are worth trying on it."""
        return signs_in(self.words)

    @cached_property
    def has_digit(self) -> bool:
        return bool(_DIGIT.search(self.small))

    @cached_property
    def has_number_words(self) -> bool:
        return has_number_words(self.small, self.words)

    @cached_property
    def most_digits(self) -> int:
        """No number in it has more digits."""
        return most_digits(self.small, self.words, has_words=self.has_number_words)

    @cached_property
    def digits(self) -> str:
        """`small` with every number as digits."""
        return digits_in(self.small, has_words=self.has_number_words)


def fold(text: str) -> Folded:
    if text.isascii():  # nothing in it folds, and nothing hides
        return Folded(text, _in_words(text.lower()))
    plain = unicodedata.normalize("NFKC", text)
    if _MAY_HIDE.search(plain):
        plain = plain.translate(SEEN)
    small = unicodedata.normalize("NFKD", plain).translate(UNMARKED).casefold()
    return Folded(plain, _in_words(_straightened(small)))


def _in_words(small: str) -> str:
    """Every word that is spelt out as the word it is."""
    return _SPELT.sub(_joined, small) if _MAY_BE_SPELT.search(small) else small


def _joined(match: re.Match[str]) -> str:
    """A word spelt out, "s n a p", as the word it is."""
    return re.sub(r"[\W_]", "", match[0])


def _straightened(small: str) -> str:
    """Look-alike letters as the Latin ones they stand for, in words that hold a Latin letter too."""
    if small.isascii() or not _LATIN.search(small):
        return small
    return _WORD.sub(_straight_word, small)


def _straight_word(match: re.Match[str]) -> str:
    word = match[0]
    return word if word.isascii() or not _LATIN.search(word) else word.translate(LOOKALIKES)


def _as_letters(small: str) -> str:
    return " ".join(word if word.isalpha() else _as_letter_word(word) for word in small.split())


def _as_letter_word(word: str) -> str:
    word = word.rstrip("!")  # there it ends a sentence
    return word.translate(LEET) if word == "1" or _LATIN.search(word) else word
