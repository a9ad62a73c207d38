"""The terms of the lexicon. Those that ask for nothing alone are for the other steps (pattern.py)."""

from collections.abc import Iterable

from moderation.contracts import Effect, Reason
from moderation.screening.reading import Reading


def look(reading: Reading) -> Iterable[Reason]:
    return [hit.reason for hit in reading.hits if hit.reason.effect > Effect.ALLOW]
