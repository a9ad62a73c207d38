"""What becomes of a character. Tables for `str.translate`, filled as characters are met.

Looking a character's category up costs ten times what a table does, and almost every text is made of the same few
hundred characters.
"""

import unicodedata
from collections.abc import Callable

Becomes = int | str | None  # another character, some characters, or nothing: as `str.translate` takes it

MOST_KEPT = 20_000  # entries: nobody fills the memory by writing every character there is
# Blank letters that Unicode does not call format characters, and the joiner of graphemes.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5\u034f")
_INVISIBLE = frozenset({"Cf", "Cs", "Co", "Me"})
_MARKS = frozenset({"Cf", "Cs", "Co", "Mn", "Me"})
_TATWEEL = "\u0640"
# Letters that Arabic writers use for one another.
_ARABIC = str.maketrans("ىةکیٱ", "يهكيا")
# Look-alike digits that NFKC leaves alone.
_DINGBATS = str.maketrans(
    {chr(start + n): str(n + 1) for start in (0x2776, 0x2780, 0x278A) for n in range(10)} | {"\u24ff": "0", "🔟": "10"}
)
# Letters in boxes, flags and small capitals that NFKC leaves alone.
_DRESSED = {
    chr(start + n): chr(ord("a") + n) for start in (0x1F150, 0x1F170, 0x1F1E6, 0xE0061) for n in range(26)
} | dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢǫ", "abcdefghijklmnopqrstuvwyzq", strict=True))
# From Devanagari to Burmese, marks are vowels and part of the word.
VOWEL_SIGNS = "".join(chr(code) for code in range(0x0900, 0x10A0) if unicodedata.category(chr(code)) in {"Mn", "Mc"})
APOSTROPHES = frozenset("'’`´ʼ")


class Table(dict[int, Becomes]):
    """For `str.translate`: asks `becomes` once for each character."""

    def __init__(self, becomes: Callable[[str], Becomes]) -> None:
        super().__init__()
        self._becomes = becomes

    def __missing__(self, code: int) -> Becomes:
        found = self._becomes(chr(code))
        if len(self) < MOST_KEPT:
            self[code] = found
        return found


def _as_seen(char: str) -> Becomes:
    if char in _DRESSED:
        return _DRESSED[char]
    if char in _BLANKS or 0xFE00 <= ord(char) <= 0xFE0F or unicodedata.category(char) in _INVISIBLE:
        return None
    value = unicodedata.decimal(char, None)
    return _DINGBATS.get(ord(char), char) if value is None else str(value)


def _without_mark(char: str) -> Becomes:
    if char in VOWEL_SIGNS:
        return char
    if char == _TATWEEL or unicodedata.category(char) in _MARKS:
        return None
    return _ARABIC.get(ord(char), char)


def _letter_or_space(char: str) -> Becomes:
    if char in APOSTROPHES:
        return None
    return char if char.isalnum() or char in VOWEL_SIGNS else " "


SEEN = Table(_as_seen)  # nothing that cannot be seen; digits of any script as ASCII ones
UNMARKED = Table(_without_mark)  # after NFKD: accents and vowel signs gone
LETTERS = Table(_letter_or_space)  # letters and digits, everything else a space, apostrophes nothing

# Letters of other alphabets that an eye takes for Latin ones; used inside words that hold a Latin letter as well.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһкмтвнгіπαοεινρτυκηґӏ",
    "aeopcyxijsdhkmtbhrinaoeivptukhrl",
)
LEET = str.maketrans("013457@$!|8", "oieastasiib")
