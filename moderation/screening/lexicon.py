"""All the terms of a lexicon, looked for at once: each text is read once, however many terms there are.

Terms of any language are compared with the letters of a text, with word edges: "skill" holds no "kill".
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from moderation.contracts import Effect, Reason
from moderation.screening.folding import Folded, fold

# Arabic writes "and", "so" at the front of a word.
_ARABIC_FRONT = (" و", " ف")


@dataclass(frozen=True, slots=True)
class Term:
    text: str
    language: str
    category: str
    code: str
    effect: Effect


class Lexicon:
    """Made once and never changed, so that any thread may read it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        reasons = {spelling: Reason(t.category, t.code, t.effect) for t in self.terms for spelling in _spellings(t)}
        self._reasons = tuple(reasons.values())
        self._automaton = AhoCorasick(list(reasons))

    def reasons_in(self, folded: Folded) -> list[Reason]:
        found = self._in(folded.words)
        if folded.leet != folded.words:
            found |= self._in(folded.leet)
        return [self._reasons[index] for index in sorted(found)]

    def _in(self, words: str) -> set[int]:
        return {hit[0] for hit in self._automaton.find_matches_as_indexes(words, overlapping=True)}


def _spellings(term: Term) -> Iterable[str]:
    edged = fold(term.text).words
    yield edged
    if term.language == "ar":
        yield from (front + edged[1:] for front in _ARABIC_FRONT)
