"""How long most took, worked out from what is published alone: so it says nothing that the numbers do not."""

from collections.abc import Mapping

from pop.insights.disclosure import Rounding, Shown, fewest_altogether, most_altogether


def reached_by(percent: int, times: Shown, tables: Mapping[str, Shown], *, least: int) -> str | None:
    """The first of these times, shortest first, within which that many percent were decided, whatever the rounded and
    hidden numbers really are. None when they leave it open. `tables`: all that count the same things."""
    rounding, codes = Rounding(least), list(times)
    whole = most_altogether(tables.values(), least=least)
    if whole is None:
        return None
    few = fewest_altogether(tables.values(), least=least)
    fewest = {code: rounding.fewest(shown) if shown is not None else 0 for code, shown in times.items()}
    unseen = whole - sum(fewest.values())  # of hidden ones there are so many at most
    most = {code: rounding.most(shown) if shown is not None else unseen for code, shown in times.items()}
    for place, code in enumerate(codes):
        surely = sum(fewest[one] for one in codes[: place + 1])
        before = sum(most[one] for one in codes[:place])
        if surely * 100 >= percent * whole:
            return code if before * 100 < percent * few else None
    return None
