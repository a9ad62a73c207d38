"""Phrases that say somebody may need help, or that are unkind. The lists are data (data/*.tsv).

A starter list, written with care and without detail. All phrases, of any language, are looked for at once, on the
letters of the text, with word edges: "skill" holds no "kill".
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from ahocorasick_rs import AhoCorasick

from moderation.contracts import Effect, Reason, ScreeningContext
from moderation.screening.folding import Folded, fold

_EFFECTS = {"threat": Effect.HOLD, "hate": Effect.HOLD, "insult": Effect.HOLD}
# Arabic writes "and", "so" at the front of a word.
_ARABIC_FRONT = (" و", " ف")


@dataclass(frozen=True)
class PhraseList:
    codes: tuple[str, ...]
    automaton: AhoCorasick

    def codes_in(self, words: str) -> Iterator[str]:
        for index, _start, _end in self.automaton.find_matches_as_indexes(words, overlapping=True):
            yield self.codes[index]


def look_for_care(folded: Folded, context: ScreeningContext) -> Iterable[Reason]:
    """Somebody may be in danger, from themselves or from others (SG-31)."""
    for code in _codes("care", folded):
        yield Reason("care", code, Effect.CARE)


def look_for_unkind(folded: Folded, context: ScreeningContext) -> Iterable[Reason]:
    for code in _codes("unkind", folded):
        yield Reason("unkind", code, _EFFECTS[code])


def _codes(name: str, folded: Folded) -> set[str]:
    phrases = phrase_list(name)
    found = set(phrases.codes_in(folded.words))
    if folded.leet != folded.words:
        found |= set(phrases.codes_in(folded.leet))
    return found


@lru_cache
def phrase_list(name: str) -> PhraseList:
    """The list data/<name>.tsv, folded as texts are."""
    phrases: dict[str, str] = {}
    source = files("moderation.screening").joinpath(f"data/{name}.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line and not line.startswith("#"):
            language, code, phrase = line.split("\t")
            edged = fold(phrase).words
            phrases[edged] = code
            if language == "ar":
                phrases |= {front + edged[1:]: code for front in _ARABIC_FRONT}
    return PhraseList(tuple(phrases.values()), AhoCorasick(list(phrases)))
