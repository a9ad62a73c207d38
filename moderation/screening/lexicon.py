"""All the terms of a lexicon, looked for at once: each text is read once, however many terms there are.

Terms of any language are compared with the letters of a text, with word edges: "skill" holds no "kill".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from ahocorasick_rs import AhoCorasick

from moderation.contracts import Effect, Reason
from moderation.screening.categories import CATEGORIES
from moderation.screening.folding import Folded, fold

# Arabic writes "and", "so" at the front of a word.
_ARABIC_FRONT = (" و", " ف")
# Scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
_UNPARTED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]")
_CHOICE = re.compile(r"\{([^{}]*)\}")
MOST_WAYS = 500  # of one term: what is looked for stays small enough to be made while somebody waits


@dataclass(frozen=True, slots=True)
class Term:
    text: str  # a word or phrase; "{a|b} c" is "a c" and "b c" (ways_to_say)
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


def ways_to_say(text: str) -> Iterator[str]:
    """Every phrase a term stands for: of "{a|b} c" two, and of "{|a} c" with and without. Raises ValueError for braces
    that do not belong together, and for more ways than MOST_WAYS."""
    parts = [part.split("|") if number % 2 else [part] for number, part in enumerate(_CHOICE.split(text))]
    if any("{" in plain or "}" in plain for (plain,) in parts[::2]):
        raise ValueError(f"braces that do not belong together: {text}")
    if prod(map(len, parts)) > MOST_WAYS:
        raise ValueError(f"more than {MOST_WAYS} ways: {text}")
    return (" ".join("".join(chosen).split()) for chosen in product(*parts))


def _spellings(term: Term) -> Iterator[str]:
    try:
        ways = ways_to_say(term.text)
    except ValueError:  # a row from before braces meant anything: one term must not take all others away
        ways = iter([term.text])
    for phrase in ways:
        yield from _spellings_of(phrase, term.language)


def _spellings_of(phrase: str, language: str) -> Iterator[str]:
    edged = fold(phrase).words
    if not edged.strip():  # nothing of it is left: it would be in every text
        return
    if _UNPARTED.search(edged):
        yield edged.strip()
        return
    yield edged
    if language == "ar":
        yield from (front + edged[1:] for front in _ARABIC_FRONT)
