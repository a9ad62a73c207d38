"""Floods and repeats: what fills a room so that nobody else is heard (SEC-73)."""

import re
from collections import Counter
from collections.abc import Iterable

from moderation.contracts import Effect, Reason
from moderation.screening.folding import Folded, fold
from moderation.screening.reading import Reading

STEP = "spam"
SAME_WORD = 15  # times
SHARE_OF_SAME_WORD = 0.6
LONG = 40  # words; only a long text can be a flood
REPEATS = 2  # times before
RUN = 60  # times the same sign
_SAME_SIGN = re.compile(rf"(\S)\1{{{RUN - 1}}}")


def look(reading: Reading) -> Iterable[Reason]:
    folded = reading.folded
    is_flood = _is_flood(folded)
    found = [Reason(STEP, "flood", Effect.NOTE)] if is_flood else []
    if (is_flood or reading.leads_elsewhere or _sells(reading)) and _repeats(reading) >= REPEATS:
        found.append(Reason(STEP, "repeat", Effect.HOLD))
    return found


def _is_flood(folded: Folded) -> bool:
    # Repeated letters and signs are gone from `words`: only a text that lost many needs a closer look.
    if len(folded.plain) - len(folded.words) >= RUN // 2 and _SAME_SIGN.search(folded.plain):
        return True
    words = folded.words.split()
    if len(words) < LONG:
        return False
    times = Counter(words).most_common(1)[0][1]
    return times >= SAME_WORD and times >= SHARE_OF_SAME_WORD * len(words)


def _sells(reading: Reading) -> bool:
    return any(hit.term.category == "spam.words" for hit in reading.hits)


def _repeats(reading: Reading) -> int:
    """How often the author said the same here just before, in whatever disguise."""
    return sum(fold(text).words == reading.folded.words for text in reading.context.recent_texts)
