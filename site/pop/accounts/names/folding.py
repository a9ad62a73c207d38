"""What an eye, or a quick reader, takes two names for: look-alike letters, digits as letters, accents, spacing."""

import re
import unicodedata

# Drawn alike in most fonts. Not all of Unicode's confusables: those that letters on common keyboards offer.
_LOOK_ALIKES = str.maketrans(
    {
        # Cyrillic
        **dict(zip("аеорсухіѕјԁһкмтвнгԛԝӏ", "aeopcyxisjdhkmtbhrqwl", strict=True)),
        # Greek
        **dict(zip("αορνικτυεχηγω", "aopviktuexnyw", strict=True)),
        # Digits and signs that stand for letters
        **dict(zip("013456789@$!|", "oleasgtbgasll", strict=True)),
        # Arabic letters people type for one another
        **dict(zip("أإآٱىةؤئگکی", "اااايهويككي", strict=True)),
    }
)
_ALIKE_PAIRS = (("rn", "m"), ("vv", "w"))
_LAST_DIGITS = re.compile(r"[\W_]*\d+$")


def sign_in_name(name: str) -> str:
    """The name as it is typed to sign in: width, case and spacing do not matter."""
    return " ".join(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).split())


def skeleton(name: str) -> str:
    """Two names with one skeleton look alike, and only one of them may exist."""
    folded = unicodedata.normalize("NFKD", sign_in_name(name)).translate(_LOOK_ALIKES)
    letters = "".join(sign for sign in folded if sign.isalnum() or unicodedata.category(sign) == "Mc")
    letters = letters.replace("i", "l")  # I, l and 1
    for pair, one in _ALIKE_PAIRS:
        letters = letters.replace(pair, one)
    return letters


def stem(name: str) -> str:
    """The skeleton without digits at the end: "zola", "zola 2" and "Zola_77" have one stem."""
    return skeleton(_LAST_DIGITS.sub("", sign_in_name(name)) or name)


def plain_digits(name: str) -> str:
    """Every way to write a digit (full width, circled, keycap, Arabic-Indic) as 0 to 9."""
    text = "".join(sign for sign in unicodedata.normalize("NFKC", name) if sign not in "\ufe0f\u20e3")
    return "".join(str(unicodedata.digit(sign)) if unicodedata.digit(sign, None) is not None else sign for sign in text)
