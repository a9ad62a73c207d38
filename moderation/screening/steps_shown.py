"""One text through the pipeline, step by step, for those who tune it."""

from dataclasses import dataclass

from moderation.contracts import Reason, ScreeningContext, Verdict
from moderation.screening.folding import Folded, fold
from moderation.screening.lexicon import Lexicon, Term
from moderation.screening.pipeline import LEXICON, STEPS, screen


@dataclass(frozen=True, slots=True)
class StepShown:
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """How a text was read, what each step found in it, which terms, and what they ask for together."""

    folded: Folded
    steps: list[StepShown]
    terms: list[Term]
    verdict: Verdict


def every_step(text: str, context: ScreeningContext, lexicon: Lexicon) -> Shown:
    folded = fold(text)
    hits = lexicon.hits_in(folded)
    steps = [StepShown(name, tuple(dict.fromkeys(step(folded, context)))) for name, step in STEPS.items()]
    steps.append(StepShown(LEXICON, tuple(dict.fromkeys(hit.reason for hit in hits))))
    terms = list(dict.fromkeys(hit.term for hit in hits))
    return Shown(folded, steps, terms, screen(text, context, lexicon=lexicon))
