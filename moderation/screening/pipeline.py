"""The steps, in order. A step that breaks holds the text (SG-11): failing is never a way through."""

import logging
from collections.abc import Callable, Iterable

from moderation.contracts import Effect, Reason, ScreeningContext, Verdict
from moderation.screening import contact, identity
from moderation.screening.folding import Folded, fold
from moderation.screening.in_use import lexicon_in_use

Step = Callable[[Folded, ScreeningContext], Iterable[Reason]]


def _look_in_lexicon(folded: Folded, context: ScreeningContext) -> Iterable[Reason]:
    return lexicon_in_use().reasons_in(folded)


STEPS: dict[str, Step] = {
    "contact": contact.look,
    "identity": identity.look,
    "lexicon": _look_in_lexicon,
}
_NOTHING = Verdict()
_FAILED = Reason("screening", "failed", Effect.HOLD)

logger = logging.getLogger(__name__)


def screen(text: str, context: ScreeningContext) -> Verdict:
    """What the steps together ask for. Takes any string, never raises, and says why for every effect."""
    try:
        folded = fold(text)
    except Exception:
        logger.exception("Screening could not read a text")
        return _NOTHING.raised_by(_FAILED)
    reasons: list[Reason] = []
    for name, step in STEPS.items():
        try:
            reasons += step(folded, context)
        except Exception:
            logger.exception("Screening step %s failed", name)
            reasons.append(_FAILED)
    return _NOTHING.raised_by(*dict.fromkeys(reasons)) if reasons else _NOTHING
