"""Somebody who wants to know a number that is not shown. They have everything that is published, know that tables about
the same things have the same sum, and know the software."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

from pop.insights.disclosure import Rounding, Shown, Table, protected

Tables = dict[str, dict[str, int]]
Method = Callable[[Mapping[str, Table]], Mapping[str, Shown]]


def tables_of(shape: Sequence[int], most: int) -> Iterator[Tables]:
    """Every set of tables with so many numbers each, whose sum is `most` at most."""
    for whole in range(most + 1):
        for filled in product(*(list(_parts(whole, size)) for size in shape)):
            yield {
                f"table {place}": {f"{place}.{number}": count for number, count in enumerate(counts)}
                for place, counts in enumerate(filled)
            }


def _parts(whole: int, size: int) -> Iterator[tuple[int, ...]]:
    if size == 1:
        yield (whole,)
        return
    for first in range(whole + 1):
        for rest in _parts(whole - first, size - 1):
            yield (first, *rest)


def found_out(method: Method, shape: Sequence[int], *, least: int, most: int) -> list[tuple[str, set[int]]]:
    """The hidden numbers whose smallness says more than "from 0 to below `least`", with what they can be: by trying
    every input there is, and putting together what comes out the same. `most` bounds the inputs; what comes out for
    sums near it is left out, since larger inputs might come out so too."""
    same: dict[tuple, list[Tables]] = defaultdict(list)
    for tables in tables_of(shape, most):
        shown = method(tables)
        same[tuple(tuple(table.values()) for table in shown.values())].append(tables)
    found = []
    for together in same.values():
        if max(sum(tables["table 0"].values()) for tables in together) > most - 2 * least:
            continue
        shown = method(together[0])
        for name, table in shown.items():
            for code in (code for code, number in table.items() if number is None):
                small = {tables[name][code] for tables in together if tables[name][code] < least}
                if small and small != set(range(least)):
                    found.append((code, small))
    return found


def solved(shown: Mapping[str, Shown]) -> set[str]:
    """The hidden numbers that equations alone determine, if what is shown were exact: Gauss, in fractions."""
    unknown = [code for table in shown.values() for code, number in table.items() if number is None]
    columns = {code: place for place, code in enumerate(unknown)} | {"sum": len(unknown)}
    rows = []
    for table in shown.values():
        row = [Fraction(0)] * len(columns)
        for code in (code for code, number in table.items() if number is None):
            row[columns[code]] = Fraction(1)
        row[columns["sum"]] = Fraction(-1)
        rows.append(row)
    reduced = _reduced(rows)
    alone = [row for row in reduced if sum(value != 0 for value in row) == 1]
    return {code for code in unknown if any(row[columns[code]] for row in alone)}


def _reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    rows, done = [list(row) for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((place for place in range(done, len(rows)) if rows[place][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [value / lead for value in rows[done]]
        for place, row in enumerate(rows):
            if place != done and row[column]:
                factor = row[column]
                rows[place] = [value - factor * of for value, of in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def another_world(tables: Tables, name: str, code: str, count: int, *, least: int) -> Tables | None:
    """Other inputs that come out the same, in which this hidden number is `count`: then nobody can tell. None when this
    search finds none."""
    shown = protected(tables, least=least)
    hidden = [one for one, number in shown[name].items() if number is None and one != code]
    for more in sorted(range(-2 * least, 2 * least + 1), key=abs):
        for evens_out in [*hidden, None]:
            tried = {other: dict(table) for other, table in tables.items()}
            tried[name][code] = count
            if not _fit(tried[name], shown[name], sum(tables[name].values()) + more, evens_out, {code}, least):
                continue
            others = [other for other in tables if other != name]
            if all(_fit(tried[o], shown[o], sum(tables[o].values()) + more, None, set(), least) for o in others) and (
                protected(tried, least=least) == shown
            ):
                return tried
    return None


def _fit(table: dict[str, int], shown: Shown, whole: int, evens_out: str | None, fixed: set[str], least: int) -> bool:
    """Make the table's sum `whole`: by one hidden number if named, then by the others as far as they stay as shown."""
    rounding = Rounding(least)
    order = [*([evens_out] if evens_out else []), *(code for code in table if code not in fixed and code != evens_out)]
    for code in order:
        missing = whole - sum(table.values())
        number = shown[code]
        if number is not None:
            lowest, highest = rounding.fewest(number), rounding.most(number)
        elif table[code] < least and code != evens_out:
            lowest, highest = 0, least - 1
        else:
            lowest, highest = (0 if code == evens_out else least), 10**9
        table[code] = min(max(table[code] + missing, lowest), highest)
    return sum(table.values()) == whole
