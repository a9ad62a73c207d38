"""What screening hears in words somebody gave in a circle. What it could not read is for a person (SG-11)."""

import logging
from collections.abc import Sequence

from moderation import screening
from moderation.contracts import Effect, Reason, ScreeningContext, Verdict
from peer_circles.models import Circle
from pop.accounts.contracts import AgeBand

logger = logging.getLogger(__name__)


def verdict_on(words: str, circle: Circle, *, kind: str, recent: Sequence[str] = ()) -> Verdict:
    """Never raises. `recent`: what the same person said there just before, oldest first."""
    try:
        context = ScreeningContext(
            kind=kind,
            language=circle.language,
            author_is_minor=AgeBand(circle.age_band).is_minor,
            recent_texts=tuple(recent),
        )
        return screening.screen(words, context)
    except Exception:
        logger.exception("Screening failed; a person looks at it")
        return Verdict().raised_by(Reason("screening", "failed", Effect.HOLD))


def as_data(verdict: Verdict) -> dict[str, object]:
    """As a message keeps it."""
    reasons = [{"step": why.step, "code": why.code, "effect": int(why.effect)} for why in verdict.reasons]
    return {"effect": int(verdict.effect), "reasons": reasons}
