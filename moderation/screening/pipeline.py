"""The steps, in order. A step that breaks holds the text (SG-11): failing is never a way through."""

import logging
from collections.abc import Callable, Iterable

from moderation.contracts import Effect, Reason, ScreeningContext, Verdict
from moderation.screening import contact, identity, phrases
from moderation.screening.folding import Folded, fold

Step = Callable[[Folded, ScreeningContext], Iterable[Reason]]

STEPS: dict[str, Step] = {
    "contact": contact.look,
    "identity": identity.look,
    "care": phrases.look_for_care,
    "unkind": phrases.look_for_unkind,
}

logger = logging.getLogger(__name__)


def screen(text: str, context: ScreeningContext) -> Verdict:
    """What the steps together ask for. Takes any string, never raises, and says why for every effect."""
    try:
        folded = fold(text)
    except Exception:
        logger.exception("Screening could not read a text")
        return Verdict().raised_by(Reason("screening", "failed", Effect.HOLD))
    verdict = Verdict()
    for name, step in STEPS.items():
        try:
            found = tuple(dict.fromkeys(step(folded, context)))
        except Exception:
            logger.exception("Screening step %s failed", name)
            found = (Reason("screening", "failed", Effect.HOLD),)
        verdict = verdict.raised_by(*(reason for reason in found if reason not in verdict.reasons))
    return verdict
