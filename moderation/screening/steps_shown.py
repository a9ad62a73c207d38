"""One text through the pipeline, step by step, for those who tune it."""

from dataclasses import dataclass

from moderation.contracts import Reason, ScreeningContext, Verdict
from moderation.screening.folding import Folded
from moderation.screening.lexicon import Lexicon, Term
from moderation.screening.pipeline import STEPS, screen
from moderation.screening.reading import Reading


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
    reading = Reading(text, context, lexicon)
    steps = []
    for name, step in STEPS.items():
        found = tuple(dict.fromkeys(step(reading)))
        reading.found += found
        steps.append(StepShown(name, found))
    terms = list(dict.fromkeys(hit.term for hit in reading.hits))
    return Shown(reading.folded, steps, terms, screen(text, context, lexicon=lexicon))
