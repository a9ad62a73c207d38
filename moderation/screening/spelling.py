"""Words as lexicons are compared with them."""

import re

from moderation.screening.characters import APOSTROPHES, LETTERS, VOWEL_SIGNS

# As LETTERS has it, and faster where there is more than ASCII.
_WORD = re.compile(rf"[\w{VOWEL_SIGNS}]+")
_DOUBLE = re.compile(r"(.)\1")


def letters_only(small: str) -> str:
    """Letters and digits, parted and edged by single spaces; repeated letters once. Phrases are folded alike."""
    bare = f" {' '.join(_words(small))} "
    for letter in set(_DOUBLE.findall(bare)):
        while letter.isalnum() and not letter.isdecimal() and letter * 2 in bare:
            bare = bare.replace(letter * 2, letter)
    return bare


def _words(small: str) -> list[str]:
    if small.isascii():
        return small.translate(LETTERS).split()
    for apostrophe in APOSTROPHES:
        small = small.replace(apostrophe, "")
    return _WORD.findall(small.replace("_", " "))
