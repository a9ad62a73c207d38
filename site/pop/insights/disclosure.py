"""Counts that give nobody away (SG-61): the small ones are not shown, nor others by which they could be worked out,
and what is shown is rounded. Arithmetic only; no rows, no words.

Several tables count the same things in different ways, so whoever reads them knows that each has the same sum. That,
and how this file works, is all an attacker is thought to know. It holds then that every small count that is not shown
could still be any number from none up to the threshold: docs/decisions/0014-numbers-that-give-nobody-away.md says
why these steps and no milder ones, tests/insights/test_disclosure.py tries every small case.

Method: A. Hundepool et al., Handbook on Statistical Disclosure Control (ESSnet, 2nd edition, 2024), chapters 4 and 5:
threshold rule, secondary suppression with an audit of the bounds, conventional rounding.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Table = Mapping[str, int]  # what is counted: how often
Shown = dict[str, int | None]  # the same, rounded; None is not shown


@dataclass(frozen=True, slots=True)
class Rounding:
    """To the nearest multiple of `least`, halves up; what is smaller than `least` is not shown."""

    least: int

    def shown(self, count: int) -> int | None:
        return None if count < self.least else (count + self.least // 2) // self.least * self.least

    def fewest(self, shown: int) -> int:
        """The smallest count that is shown so."""
        return max(self.least, shown - self.least // 2)

    def most(self, shown: int) -> int:
        """The largest count that is shown so."""
        return shown - self.least // 2 + self.least - 1


def protected(tables: Mapping[str, Table], *, least: int) -> dict[str, Shown]:
    """What may be shown of tables that count the same things.

    In a table with a small count something else is hidden too, however the numbers are; and more, until the rest leaves
    room enough for what is hidden. What goes first stands last: the order of a table must not depend on its numbers.
    ValueError for tables with different sums.
    """
    if len({sum(table.values()) for table in tables.values()}) > 1:
        raise ValueError("tables about the same things have the same sum")
    rounding = Rounding(least)
    rounded = {name: {code: rounding.shown(count) for code, count in table.items()} for name, table in tables.items()}
    whole = most_altogether(rounded.values(), least=least)
    return {name: _with_complements(table, whole, rounding) for name, table in rounded.items()}


def most_altogether(tables: Iterable[Mapping[str, int | None]], *, least: int) -> int | None:
    """The largest sum all tables allow, for who knows what is shown; None when each hides something."""
    rounding = Rounding(least)
    bounds = [
        sum(rounding.most(shown) for shown in table.values() if shown is not None)
        for table in tables
        if None not in table.values()
    ]
    return min(bounds, default=None)


def fewest_altogether(tables: Iterable[Mapping[str, int | None]], *, least: int) -> int:
    """The smallest sum all tables allow, for who knows what is shown."""
    return max((_fewest_shown(table.values(), Rounding(least)) for table in tables), default=0)


def _with_complements(table: Shown, whole: int | None, rounding: Rounding) -> Shown:
    hidden = [code for code, shown in table.items() if shown is None]
    gives_way = [code for code in reversed(list(table)) if code not in hidden]
    is_first = bool(hidden)
    while hidden and gives_way and (is_first or not _has_room(table, gives_way, whole, rounding)):
        hidden.append(gives_way.pop(0))
        is_first = False
    return {code: None if code in hidden else shown for code, shown in table.items()}


def _has_room(table: Shown, left: Sequence[str], whole: int | None, rounding: Rounding) -> bool:
    """Whether a small count that is hidden could be the largest small one, beside another that is not small."""
    fewest = _fewest_shown((table[code] for code in left), rounding)
    return whole is None or whole - fewest >= 2 * rounding.least - 1


def _fewest_shown(numbers: Iterable[int | None], rounding: Rounding) -> int:
    return sum(rounding.fewest(shown) for shown in numbers if shown is not None)
