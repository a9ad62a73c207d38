"""Optional: other programs that read texts too, a model on this machine or a service. None is set up, none is needed.

They only raise, as every step does, and never answer for a person. One that fails, says what nobody knows, or takes
longer than POP_CLASSIFIER_SECONDS, holds the text (SG-11). A service gets what children wrote: whoever sets one up
answers for that.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from moderation.contracts import Effect, Reason
from moderation.screening.categories import CATEGORIES
from moderation.screening.reading import Reading

AT_ONCE = 8  # texts with the classifiers; more wait their turn, and are held when it does not come in time


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a classifier thinks a text is about (a name in CATEGORIES), and what that asks for."""

    category: str
    effect: Effect


class Classifier(Protocol):
    """Made once for each process; asked from several threads at once."""

    def opinions(self, text: str, language: str) -> Iterable[Opinion]:
        """About a text in this language (a BCP 47 code). No opinion is an answer. It may raise anything."""


class _InUse:
    classifiers: Sequence[Classifier] = ()
    seconds: float = 0.0
    threads: ThreadPoolExecutor | None = None


def use_classifiers(classifiers: Sequence[Classifier], *, seconds: float) -> None:
    """From the next text on; each text waits for all of them, this long at most. None of them: nothing is asked."""
    if _InUse.threads is not None:
        _InUse.threads.shutdown(wait=False, cancel_futures=True)
    _InUse.classifiers, _InUse.seconds = tuple(classifiers), seconds
    _InUse.threads = ThreadPoolExecutor(AT_ONCE, "classifier") if classifiers else None


def look(reading: Reading) -> Iterable[Reason]:
    """Raises whatever a classifier raised, KeyError for an unknown category, TimeoutError: the pipeline holds."""
    if _InUse.threads is None:
        return []
    text, language = reading.folded.plain, reading.context.language
    asked = _InUse.threads.submit(_ask_all, _InUse.classifiers, text, language)
    return [_reason(opinion) for opinion in asked.result(_InUse.seconds) if opinion.effect > Effect.ALLOW]


def _ask_all(classifiers: Sequence[Classifier], text: str, language: str) -> list[Opinion]:
    return [opinion for classifier in classifiers for opinion in classifier.opinions(text, language)]


def _reason(opinion: Opinion) -> Reason:
    category = CATEGORIES[opinion.category]
    return Reason(category.step, category.code, opinion.effect)
