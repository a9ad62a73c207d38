"""The colours of every theme, read from the stylesheet itself, and how well they can be told apart (WCAG 2.2).

The catalogue shows the figures, tests/frontend/test_look.py holds them.
"""

import re
from pathlib import Path
from typing import NamedTuple

SHEET = Path(__file__).parent / "static" / "css" / "pop.css"
DARK = "(prefers-color-scheme: dark)"
MORE = "(prefers-contrast: more)"
# Where each theme stands in the sheet: chosen on /display/, or asked for by the device. Both must say the same.
PLACES = {
    "light": [("", ":root")],
    "dark": [("", ":root[data-theme=dark]"), (DARK, ":root:not([data-theme=light])")],
    "contrast": [("", ":root[data-theme=contrast]"), (MORE, ":root[data-theme=auto]")],
    "contrast, dark": [(DARK, ":root[data-theme=contrast]"), (f"{MORE} and {DARK}", ":root[data-theme=auto]")],
}
TEXT, EDGE, STRONG = 4.5, 3.0, 7.0
_BLOCK = re.compile(r"^(?:@media (?P<media>\([^{]+\)) \{ )?(?P<selector>:root\S*) \{\n(?P<body>.*?)\n\}", re.M | re.S)
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{3,6});")


class Pair(NamedTuple):
    """Two tokens that meet on a page, and what for."""

    front: str
    ground: str
    is_text: bool = True

    def least(self, theme: str) -> float:
        """The ratio this pair needs: 4.5 for text, 3 for edges and focus, 7 for both in high contrast."""
        return STRONG if theme.startswith("contrast") else TEXT if self.is_text else EDGE


class Measured(NamedTuple):
    pair: Pair
    front: str
    ground: str
    ratio: float
    least: float


GROUNDS = ("paper", "surface", "sunken")
SOFT = ("accent-soft", "sun-soft", "danger-soft")
PAIRS = (
    *(Pair(front, ground) for front in ("ink", "ink-soft", "accent", "accent-strong") for ground in (*GROUNDS, *SOFT)),
    *(Pair("danger", ground) for ground in (*GROUNDS, "danger-soft")),
    Pair("on-accent", "accent"),
    Pair("on-accent", "accent-strong"),
    Pair("on-sun", "sun"),
    Pair("on-deep", "deep"),
    Pair("surface", "danger"),
    Pair("ink", "focus-halo", is_text=False),
    *(Pair(front, ground, is_text=False) for front in ("edge", "focus") for ground in GROUNDS),
)


def blocks() -> dict[tuple[str, str], dict[str, str]]:
    """(media query, selector) to the colours set there."""
    sheet = SHEET.read_text()
    return {
        (found["media"] or "", found["selector"]): dict(_COLOUR.findall(found["body"]))
        for found in _BLOCK.finditer(sheet)
    }


def themes() -> dict[str, dict[str, str]]:
    """Each theme with all its colours; what a theme leaves out is the light theme's."""
    found = blocks()
    light = found[PLACES["light"][0]]
    return {name: light | found[places[0]] for name, places in PLACES.items()}


def luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def measured(theme: str, colours: dict[str, str]) -> list[Measured]:
    return [
        Measured(
            pair,
            colours[pair.front],
            colours[pair.ground],
            contrast(colours[pair.front], colours[pair.ground]),
            pair.least(theme),
        )
        for pair in PAIRS
    ]
