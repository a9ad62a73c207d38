"""The lexicon POP starts with: data/*.tsv. General words only; no ways, no places (SG-30)."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from moderation.contracts import Effect
from moderation.screening.lexicon import Lexicon, Term

_EFFECTS = {"care": Effect.CARE, "unkind": Effect.HOLD}


@lru_cache
def starter_lexicon() -> Lexicon:
    return Lexicon(term for category in _EFFECTS for term in _terms(category))


def _terms(category: str) -> Iterator[Term]:
    source = files("moderation.screening").joinpath(f"data/{category}.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if line and not line.startswith("#"):
            language, code, text = line.split("\t")
            yield Term(text=text, language=language, category=category, code=code, effect=_EFFECTS[category])
