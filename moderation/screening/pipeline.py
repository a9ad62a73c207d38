"""The steps, in order. A step that breaks holds the text (SG-11): failing is never a way through."""

import logging
from collections.abc import Callable, Iterable, Iterator

from moderation.contracts import Effect, Reason, ScreeningContext, Verdict
from moderation.screening import contact, identity
from moderation.screening.folding import Folded, fold
from moderation.screening.in_use import lexicon_in_use, version_in_use
from moderation.screening.lexicon import Lexicon

Step = Callable[[Folded, ScreeningContext], Iterable[Reason]]


# What a step finds, the whole text and its context decide; the lexicon, which changes, is looked at last.
STEPS: dict[str, Step] = {
    "contact": contact.look,
    "identity": identity.look,
}
LEXICON = "lexicon"
_FAILED = Reason("screening", "failed", Effect.HOLD)

logger = logging.getLogger(__name__)


def screen(text: str, context: ScreeningContext, *, lexicon: Lexicon | None = None) -> Verdict:
    """What the steps together ask for. Takes any string, never raises, and says why for every effect.

    `lexicon` is another one than the one in use, to try it out.
    """
    try:
        folded = fold(text)
    except Exception:
        logger.exception("Screening could not read a text")
        return Verdict().raised_by(_FAILED)
    reasons: list[Reason] = []
    for name, step in _steps(lexicon):
        try:
            reasons += step(folded, context)
        except Exception:
            logger.exception("Screening step %s failed", name)
            reasons.append(_FAILED)
    verdict = Verdict(lexicon=lexicon.version if lexicon else version_in_use())
    return verdict.raised_by(*dict.fromkeys(reasons)) if reasons else verdict


def _steps(lexicon: Lexicon | None) -> Iterator[tuple[str, Step]]:
    yield from STEPS.items()
    yield LEXICON, lambda folded, context: (lexicon or lexicon_in_use()).reasons_in(folded)
