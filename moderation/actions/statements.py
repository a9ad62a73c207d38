"""The statement of reasons that is saved with a decision, or the decision is not (SG-49)."""

from collections.abc import Iterable

from moderation.evidence import snapshot_from
from moderation.models import Cause, Decision, Flag, QueueItem, ReasonCode


def state_reasons(decision: Decision, item: QueueItem, rule: ReasonCode, explanation: str) -> None:
    """The statement of reasons (SG-49), in the words of the DSA's database."""
    was_flagged = Flag.objects.filter(item=item).exists()
    decision.decision_visibility = "DECISION_VISIBILITY_CONTENT_REMOVED"
    decision.decision_ground = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    decision.incompatible_content_ground = rule
    decision.incompatible_content_explanation = explanation
    decision.decision_facts = " ".join(_facts(item, was_flagged))
    decision.source_type = "SOURCE_TYPE_OTHER_NOTIFICATION" if was_flagged else "SOURCE_VOLUNTARY"
    decision.automated_detection = "Yes" if item.reasons else "No"
    decision.automated_decision = "AUTOMATED_DECISION_NOT_AUTOMATED"
    decision.category = rule.category
    decision.content_date = snapshot_from(item.evidence[-1]).created_at
    decision.redress = "change_and_send_again"


def _facts(item: QueueItem, was_flagged: bool) -> Iterable[str]:
    yield item.cause
    if was_flagged and item.cause != Cause.FLAGGED:
        yield Cause.FLAGGED.value
    for reason in item.reasons:
        yield f"{reason['step']}.{reason['code']}"
