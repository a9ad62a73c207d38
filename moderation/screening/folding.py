"""One text, folded in the ways its disguises need: what the eye reads, letters for words, digits for numbers.

Measured disguises (SECURITY 2.4 of the plan): spaced digits, zero-width characters, O and l for 0 and 1, number words,
keycaps, `x` as a separator, numbers split over messages.
"""

import re
import unicodedata
from dataclasses import dataclass

from moderation.screening.numbers import digits_for_words

# Letters of other alphabets that an eye takes for Latin ones; used inside words that hold a Latin letter as well.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһкмтвнгіπαοεινρτυκηґӏ",
    "aeopcyxijsdhkmtbhrinaoeivptukhrl",
)
_LEET = str.maketrans("013457@$!|8", "oieastasiib")
_DINGBAT_DIGITS = {chr(start + n): str(n + 1) for start in (0x2776, 0x2780, 0x278A) for n in range(10)}
_DINGBAT_DIGITS |= {"\u24ff": "0", "🔟": "10"}
_DINGBATS = str.maketrans(_DINGBAT_DIGITS)
# Blank letters that Unicode does not call format characters.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
_GONE = frozenset({"Cf", "Cs", "Co", "Mn", "Me"})
_WORD = re.compile(r"[^\W_]+")
_MIXED = re.compile(r"[a-z]")
_SPELT = re.compile(r"(?<![^\W\d_])(?:[^\W\d_][ .,\-_*/|]{1,2}){2,}[^\W\d_](?![^\W\d_])")
_NOT_LETTER = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"['’`´ʼ]")
_REPEATED = re.compile(r"([^\W\d_])\1+")
# A letter standing for a digit: only in a clump that holds a digit, or is nothing but such letters.
_CLUMP = re.compile(r"(?<![^\W_])[0-9oOlIiSsBbZzQ|!]{1,15}(?![^\W_])")
_DIGIT_LETTERS = str.maketrans("oOQlIi|!SsBbZz", "00011111558822")


@dataclass(frozen=True, slots=True)
class Folded:
    """`plain`: as an eye reads it, with case. `small`: without case and accents, spelt-out words joined.
    `digits`: `small` with every number as digits. `words`: letters only, for lexicons, with a space before and after.
    `leet`: `words` with digits read as letters."""

    plain: str
    small: str
    digits: str
    words: str
    leet: str


def fold(text: str) -> Folded:
    plain = _visible(text)
    small = _SPELT.sub(_joined, _lookalikes(_without_marks(plain).casefold()))
    return Folded(
        plain=plain,
        small=small,
        digits=digits_in(small),
        words=letters_only(small),
        leet=letters_only(_leet(small)),
    )


def _joined(match: re.Match[str]) -> str:
    """A word spelt out, "s n a p", as the word it is."""
    return re.sub(r"[\W_]", "", match[0])


def digits_in(small: str) -> str:
    """Every number as ASCII digits: words, letters in the place of digits."""
    return _CLUMP.sub(_letters_for_digits, digits_for_words(small))


def letters_only(small: str) -> str:
    """Words parted by single spaces; repeated letters once: phrases are folded alike."""
    bare = _NOT_LETTER.sub(" ", _APOSTROPHES.sub("", small)).strip()
    return f" {_REPEATED.sub(chr(92) + '1', bare)} "


def _visible(text: str) -> str:
    """NFKC, look-alike digits as digits, and nothing that cannot be seen."""
    if text.isascii():  # nothing in it folds, and nothing hides
        return text
    text = unicodedata.normalize("NFKC", text.translate(_DINGBATS))
    return "".join(_ascii_digit(c) for c in text if c not in _BLANKS and not _is_invisible(c))


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in {"Cf", "Cs", "Co", "Me"} or 0xFE00 <= ord(char) <= 0xFE0F or char == "\u034f"


def _ascii_digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None or char.isascii() else str(value)


def _without_marks(text: str) -> str:
    """Accents and vowel signs gone, so that "école" and "ecole" are one word; the Arabic tatweel goes as well."""
    if text.isascii():
        return text
    spread = unicodedata.normalize("NFKD", text)
    return "".join(c for c in spread if unicodedata.category(c) not in _GONE and c != "\u0640").translate(_ARABIC)


# Letters that Arabic writers use for one another.
_ARABIC = str.maketrans("ىةکیٱ", "يهكيا")


def _lookalikes(small: str) -> str:
    def straighten(match: re.Match[str]) -> str:
        word = match[0]
        return word.translate(_LOOKALIKES) if _MIXED.search(word) and not word.isascii() else word

    return _WORD.sub(straighten, small)


def _leet(small: str) -> str:
    return re.sub(r"\S+", lambda m: m[0].translate(_LEET) if _MIXED.search(m[0]) or m[0] == "1" else m[0], small)


def _letters_for_digits(match: re.Match[str]) -> str:
    clump = match[0]
    has_digit = any(c.isdigit() for c in clump)
    return clump.translate(_DIGIT_LETTERS) if has_digit or clump in {"o", "l", "O", "I"} else clump
