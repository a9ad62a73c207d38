"""Number words as digits, in the languages POP starts with. People say telephone numbers in ones or in pairs."""

import re
from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick

_ENGLISH = (
    "zero one two three four five six seven eight nine "
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
_FRENCH = (
    "zero un deux trois quatre cinq six sept huit neuf "
    "dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf"
)
_SPANISH = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve "
    "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve"
)
_GERMAN = "null eins zwei drei vier funf sechs sieben acht neun"
_PORTUGUESE = "zero um dois tres quatro cinco seis sete oito nove"
_TENS = {
    20: "twenty vingt veinte",
    30: "thirty trente treinta",
    40: "forty quarante cuarenta",
    50: "fifty cinquante cincuenta",
    60: "sixty soixante sesenta",
    70: "seventy septante setenta",
    80: "eighty huitante octante ochenta",
    90: "ninety nonante noventa",
}
# As folded: no hamza, no vowel signs, ta marbuta as ha. Then the same in Latin letters.
_ARABIC = {
    "0": "صفر زيرو sefer sifr sifir",
    "1": "واحد واحده wa7ad wa7ed wahad wahed",
    "2": "اثنان اثنين اتنين تنين اثنتان tnen tnein tnain itnein",
    "3": "ثلاثه ثلاث تلاته تلات tlete tlate tlata",
    "4": "اربعه اربع arb3a arba3a",
    "5": "خمسه خمس khamse khamsa 5amse 5amsa",
    "6": "سته ست sette setta sitta",
    "7": "سبعه سبع sab3a",
    "8": "ثمانيه ثماني تمانيه تماني ثمان tmene tmenye tmanye tamanya",
    "9": "تسعه تسع tes3a tis3a",
    "10": "عشره عشر",
    "20": "عشرين عشرون",
    "30": "ثلاثين تلاتين ثلاثون",
    "40": "اربعين اربعون",
    "50": "خمسين خمسون",
    "60": "ستين ستون",
    "70": "سبعين سبعون",
    "80": "ثمانين تمانين ثمانون",
    "90": "تسعين تسعون",
}


def _table() -> dict[str, str]:
    words: dict[str, str] = {"oh": "0", "nil": "0", "nought": "0", "une": "1", "un": "1", "una": "1"}
    for language in (_ENGLISH, _FRENCH, _SPANISH, _GERMAN, _PORTUGUESE):
        words |= {word.replace("-", " "): str(n) for n, word in enumerate(language.split())}
    for ten, names in _TENS.items():
        for name in names.split():
            words[name] = str(ten)
            words |= _tens_with_units(name, ten)
    for first, base in (("soixante", 60), ("quatre vingt", 80)):
        words |= {f"{first} {word.replace('-', ' ')}": str(base + n) for n, word in enumerate(_FRENCH.split()) if n}
    words |= {"soixante et onze": "71", "quatre vingts": "80", "quatre vingt": "80"}
    words |= {f"veinti{unit}": str(20 + n) for n, unit in enumerate(_SPANISH.split()[:10]) if n}
    for digit, names in _ARABIC.items():
        words |= dict.fromkeys(names.split(), digit)
        words |= {f"و{name}": digit for name in names.split() if not name.isascii()}  # "and fifty", in one word
    return words


def _tens_with_units(name: str, ten: int) -> dict[str, str]:
    units = {20: _ENGLISH, 30: _FRENCH, 40: _SPANISH}
    found: dict[str, str] = {}
    for language in units.values():
        for n, unit in enumerate(language.split()[:10]):
            if n:
                found |= {f"{name} {unit}": str(ten + n), f"{name} et {unit}": str(ten + n)}
                found |= {f"{name} y {unit}": str(ten + n)}
    return found


_WORDS = _table()
_SINGLE = sorted(word for word in _WORDS if " " not in word and len(word) > 2)


def _trie(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first: read letter by letter, not word by word."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    ends = by_letter.pop("", None) is not None
    branches = [("[ \\-]" if letter == " " else letter) + _trie(rests) for letter, rests in by_letter.items()]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{pattern}?" if ends else pattern


_ANY = re.compile(
    rf"(?<![^\W_])(?:(?P<times>double|triple|treble)[ \-]+)?(?P<word>{_trie(_WORDS)}|(?<=[ \-])\d)(?![^\W_])"
)
_TIMES = {None: 1, "double": 2, "triple": 3, "treble": 3}
# "zero7ninetwo": nothing but digits and number words, run together.
_RUN_TOGETHER = re.compile(rf"(?<![^\W_])(?=[^\W_]{{5,}})(?:\d+|{_trie(_SINGLE)}|[ol](?=\d)){{2,40}}(?![^\W_])")
_PART = re.compile(rf"\d+|{_trie(_SINGLE)}|[ol]")
# A letter standing for a digit: only in a clump that holds a digit, or is nothing but such letters.
_CLUMP = re.compile(r"(?<![^\W_])(?=[0-9]{0,14}[oOlIiSsBbZzQ|!])[0-9oOlIiSsBbZzQ|!]{1,15}(?![^\W_])")
_DIGIT_LETTERS = str.maketrans("oOQlIi|!SsBbZz", "00011111558822")
_DIGIT = re.compile(r"\d")
# How many digits a word can stand for, as `words` has it ("thre"), and what a run of such words begins with.
_WORTH = {re.sub(r"(.)\1+", r"\1", word): len(digits) for word, digits in _WORDS.items() if " " not in word}
_WORTH |= {"vingts": 2, "o": 1, "l": 1}
_NUMBER_WORDS = frozenset(_WORTH) | {"double", "triple", "treble"}
_DIGIT_IN_WORD = re.compile(r"\d[^\W\d_]|[ol]\d")
_BEGINS = re.compile(_trie(word for word in _WORTH if len(word) > 2))
# Every number word, alone or at the beginning of a longer one: most texts hold none, and are read once to know it.
_MAY_TELL = AhoCorasick([*(f" {word} " for word in _NUMBER_WORDS), *(f" {word}" for word in _WORTH if len(word) > 2)])


def most_digits(small: str, words: str, *, has_words: bool) -> int:
    """No number in this text has more digits. Cheap, so that most texts need no more looking."""
    if not has_words and not _DIGIT.search(small):
        return 0
    if has_words and _RUN_TOGETHER.search(small):
        return len(small)
    pieces = words.split()
    told = sum([_WORTH[piece] for piece in pieces if piece in _WORTH])
    told += sum([len(piece) for piece in pieces if not piece.isalpha() and piece not in _WORTH])
    told += small.count("!") + small.count("|")  # they may stand for a 1
    return told if _TIMES.keys().isdisjoint(pieces) else told * 3


def has_number_words(small: str, words: str) -> bool:
    """Whether a number may be told in words, alone or run together."""
    return bool(_DIGIT.search(small) and _DIGIT_IN_WORD.search(small)) or (
        bool(_MAY_TELL.find_matches_as_indexes(words)) and _tells_a_number(words)
    )


def _tells_a_number(words: str) -> bool:
    pieces = words.split()
    if not _NUMBER_WORDS.isdisjoint(pieces):
        return True
    return any(_BEGINS.match(piece) for piece in pieces if len(piece) >= 5)


def digits_in(small: str, *, has_words: bool) -> str:
    """`small` with every number as ASCII digits: words, letters in the place of digits."""
    return _CLUMP.sub(_letters_for_digits, digits_for_words(small) if has_words else small)


def digits_for_words(small: str) -> str:
    """ "double seven" becomes "77", "trente-quatre" "34". Takes text as folding.Folded.small has it."""
    apart = _RUN_TOGETHER.sub(lambda m: " ".join(_PART.findall(m[0])), small)
    return _ANY.sub(lambda m: _digits(m["word"]) * _TIMES[m["times"]], apart)


def _digits(word: str) -> str:
    return word if word.isdigit() else _WORDS[word.replace("-", " ")]


def _letters_for_digits(match: re.Match[str]) -> str:
    clump = match[0]
    has_digit = any(c.isdigit() for c in clump)
    return clump.translate(_DIGIT_LETTERS) if has_digit or clump in {"o", "l", "O", "I"} else clump
