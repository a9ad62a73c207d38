"""What screening hears in words somebody gave in a circle. What it could not read is for a person (SG-11)."""

import logging
from collections.abc import Callable
from typing import cast

from django.utils.functional import SimpleLazyObject

from moderation import screening
from moderation.contracts import Behaviour, Effect, Reason, ScreeningContext, Verdict
from peer_circles.models import Circle
from pop.accounts.contracts import AgeBand

logger = logging.getLogger(__name__)


def verdict_on(
    words: str,
    circle: Circle,
    *,
    kind: str,
    recent: Callable[[], tuple[str, ...]] = tuple,
    behaviour: Callable[[], Behaviour] = Behaviour,
) -> Verdict:
    """Never raises. `recent`: what the same person said there just before, oldest first; `behaviour`: how they behaved
    lately. Both are asked for only where the words give a reason to."""
    try:
        context = ScreeningContext(
            kind=kind,
            language=circle.language,
            author_is_minor=AgeBand(circle.age_band).is_minor,
            recent_texts=cast("tuple[str, ...]", SimpleLazyObject(recent)),
            behaviour=cast("Behaviour", SimpleLazyObject(behaviour)),
        )
        return screening.screen(words, context)
    except Exception:
        logger.exception("Screening failed; a person looks at it")
        return Verdict().raised_by(Reason("screening", "failed", Effect.HOLD))


def as_data(verdict: Verdict) -> dict[str, object]:
    """As a message keeps it."""
    return {"effect": int(verdict.effect), "reasons": verdict.reasons_as_data()}
