"""Grooming shows in what somebody does over time, not in one word (SECURITY, section 3). Signals are counted, in no
order: some who mean harm go fast. Nobody is stopped by it: a person looks (SEC-74).
"""

from collections.abc import Iterable

from moderation.contracts import Behaviour, Effect, Reason
from moderation.screening.folding import fold
from moderation.screening.lexicon import Hit
from moderation.screening.reading import Reading

STEP = "pattern"
HASTE = 2  # moderation.models.Severity.HIGH
KINDS_TO_NOTE = 2  # kinds of questions and lures within the last messages, one of them a lure
KINDS_TO_HOLD = 3
SCORE_TO_NOTE = 3
SCORE_TO_HOLD = 5


def look(reading: Reading) -> Iterable[Reason]:
    """Only where this very text asks, lures, or leads elsewhere: then what came before is worth reading."""
    here = _kinds(reading.hits)
    if not here and not reading.leads_elsewhere:
        return []
    found = []
    if here:
        earlier = (reading.lexicon.hits_in(fold(text)) for text in reading.context.recent_texts)
        kinds = here.union(*(_kinds(hits) for hits in earlier))
        if (effect := _effect_of_kinds(kinds)) > Effect.ALLOW:
            found.append(Reason(STEP, "asks", effect, HASTE))
    score = score_of(reading.context.behaviour)
    if score >= SCORE_TO_NOTE:
        effect = Effect.HOLD if score >= SCORE_TO_HOLD else Effect.NOTE
        found.append(Reason(STEP, "behaviour", effect, HASTE))
    return found


def score_of(behaviour: Behaviour) -> int:
    """How much of it was seen where children were groomed. Each signal alone is harmless and below SCORE_TO_NOTE."""
    return (
        min(behaviour.held_for_lures, 2)
        + min(behaviour.held_for_contact, 2)
        + min(behaviour.removed, 2)
        + min(behaviour.flagged_by, 2)
        + (behaviour.taken_back >= 5)
        + (behaviour.minors_written_to >= 5)
        + (behaviour.minors_written_to >= 10)
        + (behaviour.same_opener >= 3)
    )


def _kinds(hits: Iterable[Hit]) -> set[str]:
    """The kinds of questions and lures among them."""
    return {hit.term.category for hit in hits if hit.term.category.startswith(("ask.", "lure."))}


def _effect_of_kinds(kinds: set[str]) -> Effect:
    """Age, town and apps are small talk. With somebody who also lures they are more; and all of them together are."""
    if not any(kind.startswith("lure.") or kind == "ask.watched" for kind in kinds):
        return Effect.NOTE if "ask.app" in kinds and len(kinds) >= KINDS_TO_HOLD else Effect.ALLOW
    if len(kinds) >= KINDS_TO_HOLD:
        return Effect.HOLD
    return Effect.NOTE if len(kinds) >= KINDS_TO_NOTE else Effect.ALLOW
