"""The steps, in order. A step that breaks holds the text (SG-11): failing is never a way through."""

import logging
from collections.abc import Callable, Iterable

from moderation.contracts import Effect, Reason, ScreeningContext, Verdict
from moderation.screening import classifiers, contact, identity, pattern, spam, terms
from moderation.screening.in_use import lexicon_in_use
from moderation.screening.lexicon import Lexicon
from moderation.screening.reading import Reading

Step = Callable[[Reading], Iterable[Reason]]

STEPS: dict[str, Step] = {
    "contact": contact.look,
    "identity": identity.look,
    "terms": terms.look,
    "pattern": pattern.look,
    "spam": spam.look,
    "classifiers": classifiers.look,
}
_FAILED = Reason("screening", "failed", Effect.HOLD)
_NO_TERMS = Lexicon(())

logger = logging.getLogger(__name__)


def screen(text: str, context: ScreeningContext, *, lexicon: Lexicon | None = None) -> Verdict:
    """What the steps together ask for. Takes any string, never raises, and says why for every effect.

    `lexicon` is another one than the one in use, to try it out.
    """
    has_lexicon = True
    try:
        lexicon = lexicon or lexicon_in_use()
    except Exception:
        logger.exception("There is no lexicon to read with")
        lexicon = _NO_TERMS
        has_lexicon = False
    try:
        reading = Reading(text, context, lexicon)
    except Exception:
        logger.exception("Screening could not read a text")
        return Verdict().raised_by(_FAILED)
    for name, step in STEPS.items():
        try:
            reading.found += step(reading)
        except Exception:
            logger.exception("Screening step %s failed", name)
            reading.found.append(_FAILED)
    if not has_lexicon:
        reading.found.append(_FAILED)
    verdict = Verdict(lexicon=lexicon.version)
    return verdict.raised_by(*dict.fromkeys(reading.found)) if reading.found else verdict
