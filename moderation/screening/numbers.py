"""Number words as digits, in the languages POP starts with. People say telephone numbers in ones or in pairs."""

import re

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
# As folded: no hamza, no vowel signs, ta marbuta as ha.
_ARABIC = {
    "0": "صفر زيرو",
    "1": "واحد واحده",
    "2": "اثنان اثنين اتنين تنين اثنتان",
    "3": "ثلاثه ثلاث تلاته تلات",
    "4": "اربعه اربع",
    "5": "خمسه خمس",
    "6": "سته ست",
    "7": "سبعه سبع",
    "8": "ثمانيه ثماني تمانيه تماني ثمان",
    "9": "تسعه تسع",
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
_ANY = re.compile(
    r"(?<![^\W_])(?:(?P<times>double|triple|treble)[ \-]+)?(?P<word>"
    + "|".join(re.escape(word).replace(r"\ ", r"[ \-]") for word in sorted(_WORDS, key=len, reverse=True))
    + r"|(?<=[ \-])\d)(?![^\W_])"
)
_TIMES = {None: 1, "double": 2, "triple": 3, "treble": 3}
# "zero7ninetwo": nothing but digits and number words, run together.
_SINGLE = "|".join(sorted((word for word in _WORDS if " " not in word and len(word) > 2), key=len, reverse=True))
_RUN_TOGETHER = re.compile(rf"(?<![^\W_])(?=[^\W_]{{5,}})(?:\d+|{_SINGLE}|[ol](?=\d)){{2,40}}(?![^\W_])")
_PART = re.compile(rf"\d+|{_SINGLE}|[ol]")


def digits_for_words(small: str) -> str:
    """ "double seven" becomes "77", "trente-quatre" "34". Takes text as folding.Folded.small has it."""
    apart = _RUN_TOGETHER.sub(lambda m: " ".join(_PART.findall(m[0])), small)
    return _ANY.sub(lambda m: _digits(m["word"]) * _TIMES[m["times"]], apart)


def _digits(word: str) -> str:
    return word if word.isdigit() else _WORDS[word.replace("-", " ")]
