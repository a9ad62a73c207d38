"""Where things lie in a drawn picture: arithmetic only, in whole units of the drawing's own grid.

Templates (`charts/` in the frontend) draw from this; the words beside a drawing hold the same facts. `mirrored` is for
pages read from right to left: what begins at the start begins at the right then. No colours, no language, no database.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pop.core.errors import Message

WIDTH = 320  # of every drawing; about the pixels of a small phone, so that letters keep their size there


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar. `mark` says how it is filled: "full", "hatched" or "plain"."""

    mark: str
    value: int
    x: int
    width: int
    middle: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its name above, the bar, the numbers under its pieces."""

    label: Message
    values: tuple[int, ...]
    segments: tuple[Segment, ...]
    label_y: int
    bar_y: int
    number_y: int

    @property
    def total(self) -> int:
        return sum(self.values)


@dataclass(frozen=True, slots=True)
class BarChart:
    width: int
    height: int
    start: int  # where a line of letters begins
    bar_height: int
    legend: tuple[tuple[str, Message], ...]
    bars: tuple[Bar, ...]

    @property
    def total(self) -> int:
        return sum(bar.total for bar in self.bars)


MARKS = ("full", "hatched", "plain")
_ROW, _BAR, _LEAST = 58, 18, 26


def stacked_bars(
    rows: Sequence[tuple[Message, Sequence[int]]],
    legend: Sequence[Message],
    *,
    marks: Sequence[str] = MARKS,
    mirrored: bool = False,
) -> BarChart:
    """Bars of up to three kinds of pieces each, all on one scale; the longest takes the whole width.

    Every piece that is there has room for its number, and one that is twice as many is never shorter. ValueError for
    more kinds than there are marks, rows of another length, or numbers below nothing.
    """
    if len(legend) > len(marks) or any(len(values) != len(legend) or min(values) < 0 for _label, values in rows):
        raise ValueError("bars need as many numbers, none below 0, as the legend has entries: three at most")
    longest = max((sum(values) for _label, values in rows), default=0)
    room = WIDTH - len(legend) * _LEAST
    bars = []
    for number, (label, values) in enumerate(rows):
        top, x, segments = number * _ROW, 0, []
        for mark, value in zip(marks, values, strict=False):
            width = _LEAST + value * room // longest if value else 0
            if width:
                left = WIDTH - x - width if mirrored else x
                segments.append(Segment(mark, value, left, width, left + width // 2))
            x += width
        bars.append(Bar(label, tuple(values), tuple(segments), top + 14, top + 20, top + 20 + _BAR + 14))
    marked = tuple(zip(marks, legend, strict=False))
    return BarChart(WIDTH, len(rows) * _ROW, WIDTH if mirrored else 0, _BAR, marked, tuple(bars))


@dataclass(frozen=True, slots=True)
class Entry:
    """A few letters in a day's box; `is_off` when it does not take place, `is_door` when something is open then."""

    text: str
    is_off: bool
    is_door: bool
    x: int
    y: int
    middle: int
    text_y: int


@dataclass(frozen=True, slots=True)
class Day:
    """One box. `more` entries had no room."""

    day: date
    is_first: bool
    x: int
    y: int
    middle: int
    number_y: int
    entries: tuple[Entry, ...]
    more: int
    more_y: int
    is_at_rest: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    width: int
    height: int
    cell: int  # how wide a box is; `tall` how high
    tall: int
    entry_height: int
    names_y: int  # where the names of the days stand, above the first week
    days: tuple[Day, ...]

    @property
    def first_week(self) -> tuple[Day, ...]:
        return self.days[:7]


CALENDAR_DAYS = 14
_CELL, _TALL, _ENTRY, _NAMES = 45, 66, 17, 20


def calendar(
    first_day: date,
    entries: Sequence[tuple[date, str, bool]],
    *,
    doors: Sequence[tuple[date, str]] = (),
    at_rest: Container[date] = (),
    mirrored: bool = False,
) -> Calendar:
    """Two weeks from `first_day` on, a row for each. `entries`: a day, a few letters, whether it is off; in order.
    `doors`: the same for what is open, without having to be there from the beginning; drawn otherwise, after them.
    Days `at_rest` are marked.

    A box has room for two entries; where there are more, it shows the first and how many more there are. What lies
    outside the two weeks is left out.
    """
    by_day: dict[date, list[tuple[str, bool, bool]]] = defaultdict(list)
    for day, text, is_off in entries:
        by_day[day].append((text, is_off, False))
    for day, text in doors:
        by_day[day].append((text, False, True))
    days = []
    for number in range(CALENDAR_DAYS):
        row, column = divmod(number, 7)
        x = (6 - column if mirrored else column) * _CELL
        y = _NAMES + row * _TALL
        day = first_day + timedelta(days=number)
        here = by_day[day]
        shown = here if len(here) <= 2 else here[:1]
        placed = tuple(
            Entry(text, is_off, is_door, x + 3, y + 22 + place * 20, x + _CELL // 2, y + 22 + place * 20 + 13)
            for place, (text, is_off, is_door) in enumerate(shown)
        )
        days.append(
            Day(
                day,
                number == 0,
                x,
                y,
                x + _CELL // 2,
                y + 16,
                placed,
                len(here) - len(shown),
                y + 22 + 20 + 13,
                day in at_rest,
            )
        )
    return Calendar(7 * _CELL, _NAMES + 2 * _TALL, _CELL, _TALL, _ENTRY, 14, tuple(days))


@dataclass(frozen=True, slots=True)
class TreeRow:
    """One line of a tree: a mark, the elbow from its parent's mark, and the beginning of its words."""

    text: str
    mark: str
    x: int
    y: int
    line_x: int
    line_y: int  # where the parent's mark ends; equal to `y` for what has no parent
    line_end: int
    text_x: int
    text_y: int


@dataclass(frozen=True, slots=True)
class TreeDrawing:
    width: int
    height: int
    rows: tuple[TreeRow, ...]


_LINE, _STEP, _RADIUS, _LETTER = 30, 22, 7, 7


def indented_tree(rows: Sequence[tuple[int, str, str]], *, mirrored: bool = False) -> TreeDrawing:
    """A tree as lines under each other: depth, words and mark of each, parents before their children.

    Words are cut to what has room. ValueError for a line that is deeper than its parent could be.
    """
    placed: list[TreeRow] = []
    last_y: dict[int, int] = {}  # the newest mark of each depth
    for number, (depth, text, mark) in enumerate(rows):
        if depth and depth - 1 not in last_y:
            raise ValueError("a line of a tree has no parent")
        x, y = 10 + depth * _STEP, number * _LINE + _LINE // 2
        line_x = x - _STEP
        line_y = last_y[depth - 1] + _RADIUS if depth else y
        text_x = x + _RADIUS + 6
        shown = _cut_to(text, (WIDTH - text_x) // _LETTER)
        last_y = {level: at for level, at in last_y.items() if level < depth} | {depth: y}
        across = (x, line_x, x - _RADIUS, text_x)
        x, line_x, line_end, text_x = (WIDTH - value for value in across) if mirrored else across
        placed.append(TreeRow(shown, mark, x, y, line_x, line_y, line_end, text_x, y + 5))
    return TreeDrawing(WIDTH, len(rows) * _LINE, tuple(placed))


def _cut_to(text: str, letters: int) -> str:
    """As much of it as has room, wide signs counted twice."""
    used = 0
    for place, letter in enumerate(text):
        used += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if used > letters - (place < len(text) - 1):
            return text[:place].rstrip() + "…"
    return text
