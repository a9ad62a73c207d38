"""Telephone numbers in the eleven disguises of SECURITY 2.4, made anew from a seed: sentences of several languages,
numbers of several shapes. Beside them, harmless texts full of figures. All numbers are made up.
"""

from collections.abc import Callable, Iterator
from random import Random

SHAPES = (
    "07#########",
    "+44 7### ######",
    "06 ## ## ## ##",
    "0661-###-###",
    "(555) 01#-####",
    "+961 3 ### ###",
    "6## ### ###",
)
SENTENCES = (
    "{} that's me",
    "hey, nice talking to you {} ok",
    "write me {} when you can",
    "you can get me: {}",
    "si tu veux parler {} à plus",
    "mon numéro {} voilà",
    "escríbeme {} porfa",
    "este es {} vale",
    "هذا {} تمام",
    "احكي معي {} بعدين",
    "звони {} когда хочешь",
    "मुझे {} पर लिखो",
)
_WORDS = {
    "en": ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"],
    "fr": ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"],
    "es": ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"],
    "ar": ["صفر", "واحد", "اثنين", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"],
}


def digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def _in_digits_from(start: int) -> Callable[[str, Random], str]:
    return lambda number, random: number.translate({48 + n: start + n for n in range(10)})


def _with_letters(number: str, random: Random) -> str:
    return number.replace("0", random.choice("oO")).replace("1", random.choice("lI"))


def _in_words(number: str, random: Random) -> str:
    words = _WORDS[random.choice(list(_WORDS))]
    return " ".join(words[int(digit)] for digit in digits(number))


# The eleventh is a number split over three messages: `split`.
DISGUISES: dict[str, Callable[[str, Random], str]] = {
    "plain": lambda number, random: number,
    "dots": lambda number, random: ".".join(digits(number)[i : i + 2] for i in range(0, len(digits(number)), 2)),
    "full-width": _in_digits_from(0xFF10),
    "Arabic-Indic": _in_digits_from(0x0660),
    "digits spaced": lambda number, random: " ".join(digits(number)),
    "zero-width between": lambda number, random: random.choice("\u200b\u200c\u2060\ufeff").join(number),
    "letter O and l": _with_letters,
    "number words": _in_words,
    "keycaps": lambda number, random: "".join(f"{digit}\ufe0f\u20e3" for digit in digits(number)),
    "x between": lambda number, random: random.choice(("x", " x ", "X")).join(digits(number)),
}
SPLIT = "split over 3 messages"


def number(random: Random) -> str:
    return "".join(str(random.randint(0, 9)) if char == "#" else char for char in random.choice(SHAPES))


def disguised(random: Random, each: int) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The disguise, what was said before, and the text: `each` of every one of the eleven."""
    for name, disguise in DISGUISES.items():
        for _ in range(each):
            yield name, (), random.choice(SENTENCES).format(disguise(number(random), random))
    for _ in range(each):
        yield SPLIT, *split(random)


def split(random: Random) -> tuple[tuple[str, ...], str]:
    whole = digits(number(random))
    third = len(whole) // 3
    before, ok = random.choice((("hi",), ())), random.choice(("", " ok", " then"))
    return (*before, whole[:third] + ok, whole[third : 2 * third]), whole[2 * third :]


def harmless(random: Random, count: int) -> Iterator[str]:
    """What young people write with figures in it: ages, dates, scores, prices, steps, chapters."""
    two = lambda low=10, high=99: random.randint(low, high)  # noqa: E731
    forms = (
        lambda: f"I am {two(10, 17)} and my sister is {two(10, 24)}",
        lambda: f"We planted {two(100, 999)} trees in {two(2, 9)} weeks and {two()} of us stayed",
        lambda: f"Our club meets at {two(8, 20)}:{two(10, 59)} on {two(10, 28)}.{two(10, 12)}.2026",
        lambda: f"We won {two(1, 9)}-{two(0, 9)}, {two(1, 9)}-{two(0, 9)}, then lost {two(1, 9)}-{two(0, 9)}",
        lambda: f"It costs {two(1, 9)},{two(100, 999)} or {two()}.{two()} with the discount",
        lambda: f"Read chapter {two(1, 20)}, page {two(100, 300)}, line {two(1, 30)}",
        lambda: f"From {two(1990, 2020)} to {two(2021, 2026)} the river got cleaner by {two()}%",
        lambda: f"Mix {two(100, 500)} g flour, {two(2, 6)} eggs, {two(20, 90)} ml milk and bake {two(10, 60)} min",
        lambda: f"{two(2, 9)} + {two(2, 9)} = {two(4, 18)} and {two()} x {two(2, 9)} is more",
        lambda: f"I got {two(10, 20)} of 20 in maths and {two(5, 20)} of 20 in French",
        lambda: f"one of us has two cats, the other {two(3, 9)} fish and four birds",
        lambda: f"J'ai {two(10, 17)} ans et on est {two(20, 35)} dans ma classe",
        lambda: f"Tengo {two(10, 17)} años y somos {two(3, 9)} hermanos, {two(20, 35)} en mi clase",
        lambda: f"عمري {two(10, 17)} سنة وعندي {two(2, 9)} إخوة",
        lambda: f"In {random.choice(('May', 'June'))} {two(2020, 2026)} we were {two()} people, now {two(100, 400)}",
        lambda: f"Version {two(1, 9)}.{two(0, 20)}.{two(0, 9)} came out, I use {two(1, 9)}.{two(0, 20)}",
    )
    for _ in range(count):
        yield random.choice(forms)()
