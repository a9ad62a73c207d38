"""All the terms of a lexicon, looked for at once: each text is read once, however many terms there are.

Terms of any language are compared with the letters of a text, with word edges: "skill" holds no "kill".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from moderation.contracts import Effect, Reason
from moderation.screening.categories import CATEGORIES
from moderation.screening.folding import Folded, fold

# Arabic writes "and", "so" at the front of a word.
_ARABIC_FRONT = (" و", " ف")
# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    language: str
    category: str  # a name in categories.CATEGORIES
    effect: Effect
    severity: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    term: Term
    reason: Reason


class Lexicon:
    """Made once and never changed, so that any thread may read it. `version` 0 is the one POP starts with."""

    def __init__(self, terms: Iterable[Term], version: int = 0) -> None:
        self.version = version
        self.terms = tuple(terms)
        hits = {spelling: Hit(term, _reason(term)) for term in self.terms for spelling in _spellings(term)}
        self._hits = tuple(hits.values())
        self._automaton = AhoCorasick(list(hits))

    def hits_in(self, folded: Folded) -> list[Hit]:
        found = self._in(folded.words)
        if folded.leet != folded.words:
            found |= self._in(folded.leet)
        return [self._hits[index] for index in sorted(found)]

    def _in(self, words: str) -> set[int]:
        return {hit[0] for hit in self._automaton.find_matches_as_indexes(words, overlapping=True)}


def _reason(term: Term) -> Reason:
    category = CATEGORIES[term.category]
    return Reason(category.step, category.code, term.effect, term.severity)


def _spellings(term: Term) -> Iterator[str]:
    edged = fold(term.text).words
    if not edged.strip():  # nothing of it is left: it would be in every text
        return
    if _UNPARTED.search(edged):
        yield edged.strip()
        return
    yield edged
    if term.language == "ar":
        yield from (front + edged[1:] for front in _ARABIC_FRONT)
