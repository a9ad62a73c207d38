"""The lexicon POP starts with: data/*.tsv. General words only; no ways, no places (SG-30).

Files that end in .rot13.tsv are turned by thirteen letters: this repository is open, young people read it, and nobody
should meet such words by looking around. It hides nothing from anybody who wants to know.
"""

import codecs
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from moderation.screening.categories import CATEGORIES
from moderation.screening.lexicon import Lexicon, Term, ways_to_say


@lru_cache
def starter_lexicon() -> Lexicon:
    return Lexicon(starter_terms())


def starter_terms() -> list[Term]:
    terms: list[Term] = []
    for file in sorted(files("moderation.screening").joinpath("data").iterdir(), key=lambda one: one.name):
        if file.name.endswith(".tsv"):
            text = file.read_text(encoding="utf-8")
            terms += read_terms(codecs.decode(text, "rot13") if file.name.endswith(".rot13.tsv") else text)
    return terms


def read_terms(text: str) -> Iterator[Term]:
    """Lines of language, category and phrase (`lexicon.ways_to_say`), parted by tabs; those that begin with # are for
    people. Raises ValueError for a line that is none, KeyError for a category nobody knows.
    """
    for line in text.splitlines():
        if line and not line.startswith("#"):
            language, category, phrase = line.split("\t")
            ways_to_say(phrase)  # or it says here and now that they cannot be read
            yield Term(text=phrase, language=language, category=category, effect=CATEGORIES[category].effect)
