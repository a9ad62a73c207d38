"""What the next lexicon would have made of the last 30 days, before it goes live."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from moderation.contracts import Effect, ReadBackKind, ScreeningContext, registered_kinds
from moderation.screening import screen
from moderation.screening.lexicon import Lexicon
from moderation.selectors.lexicon import kept_lexicon, newest_version, next_lexicon

DAYS = 30
MOST_TEXTS = 20_000  # of each kind, the newest: what is read while somebody waits
MOST_SHOWN = 20


@dataclass(slots=True)
class Backtest:
    """How many texts were read, how many would get a higher or a lower effect, and some of each."""

    read: int = 0
    higher: int = 0
    lower: int = 0
    some_higher: list[tuple[str, Effect, Effect]] = field(default_factory=list)  # text, before, after
    some_lower: list[tuple[str, Effect, Effect]] = field(default_factory=list)
    was_cut: bool = False  # there was more than MOST_TEXTS of a kind


def backtest(now: datetime) -> Backtest:
    return compare(kept_lexicon(newest_version()), next_lexicon(), now)


def compare(before: Lexicon, after: Lexicon, now: datetime) -> Backtest:
    """Texts are read without their context: what earlier messages add is the same with both."""
    found = Backtest()
    for kind, texts in _texts(now):
        count = 0
        for text in texts:
            count += 1
            _compare_one(found, text, ScreeningContext(kind=kind), before, after)
        found.read += count
        found.was_cut |= count >= MOST_TEXTS
    return found


def _texts(now: datetime) -> Iterator[tuple[str, Iterator[str]]]:
    for kind in registered_kinds():
        if isinstance(kind, ReadBackKind):
            yield kind.name, iter(kind.texts_since(now - timedelta(days=DAYS), MOST_TEXTS))


def _compare_one(found: Backtest, text: str, context: ScreeningContext, before: Lexicon, after: Lexicon) -> None:
    was, would_be = (screen(text, context, lexicon=one).effect for one in (before, after))
    if would_be > was:
        found.higher += 1
        shown = found.some_higher
    elif would_be < was:
        found.lower += 1
        shown = found.some_lower
    else:
        return
    if len(shown) < MOST_SHOWN:
        shown.append((text, was, would_be))
