"""The statement of reasons that is saved with a decision, or the decision is not (SG-49)."""

from collections.abc import Iterable

from moderation.actions.asking import Asked
from moderation.actions.origins import origin_of
from moderation.contracts import ChangeableKind, LimitedKind, SaidAgainKind, kind_named
from moderation.evidence import snapshot_from
from moderation.models import RESTRICTING, Cause, Choice, Decision, QueueItem, ReasonCode

# Rules nobody chooses: why something waits, and why it stands behind a content note.
READ_FIRST, NOTED = "read-first", "content-note"


def state_reasons(decision: Decision, item: QueueItem, asked: Asked, rule: ReasonCode | None) -> None:
    """Fill in, in the words of the DSA's database, why something is restricted; nothing where it is not."""
    visibility = _visibility(item, asked)
    if not visibility:
        return
    rule = rule or ReasonCode.objects.get(pk=NOTED if asked.content_note else READ_FIRST)
    seen = snapshot_from(item.evidence[-1])
    origin = origin_of(item)
    decision.decision_visibility = visibility
    decision.decision_ground = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    decision.incompatible_content_ground = rule
    decision.decision_facts = origin.decision_facts
    decision.source_type = origin.source_type
    decision.automated_detection = origin.automated_detection
    decision.automated_decision = _automated(item, asked)
    decision.category, decision.category_specification = rule.category, rule.category_specification
    decision.content_type = "CONTENT_TYPE_TEXT CONTENT_TYPE_IMAGE" if seen.images else "CONTENT_TYPE_TEXT"
    decision.content_date = seen.created_at
    decision.redress = " ".join(_redress(item, asked))


def _visibility(item: QueueItem, asked: Asked) -> str:
    kind = kind_named(item.kind)
    if asked.choice == Choice.REMOVE:
        return "DECISION_VISIBILITY_CONTENT_REMOVED"
    if asked.choice == Choice.RESTRICT and isinstance(kind, LimitedKind):
        return " ".join(kind.visibility_limited)
    if asked.content_note:
        return "DECISION_VISIBILITY_CONTENT_LABELLED"
    is_not_shown = asked.stays != "" or item.is_held_back or item.cause in (Cause.HELD, Cause.SUBMITTED)
    if asked.choice == Choice.CHANGE or (asked.keeps_waiting and is_not_shown):
        return "DECISION_VISIBILITY_CONTENT_DISABLED"
    return ""


def _automated(item: QueueItem, asked: Asked) -> str:
    """People decide. Only that something waits is often a program's doing, which a person lets stand."""
    if asked.keeps_waiting and item.cause == Cause.HELD and item.reasons:
        return "AUTOMATED_DECISION_PARTIALLY"
    return "AUTOMATED_DECISION_NOT_AUTOMATED"


def _redress(item: QueueItem, asked: Asked) -> Iterable[str]:
    if asked.keeps_waiting:
        yield "wait"
        return
    kind = kind_named(item.kind)
    if asked.choice in RESTRICTING and isinstance(kind, ChangeableKind):
        yield "change_and_send_again"
    elif asked.choice == Choice.REMOVE and isinstance(kind, SaidAgainKind):
        yield "say_again"
    yield "appeal"
