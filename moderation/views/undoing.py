"""A decision can be taken back for some seconds, by not sending it yet (docs/decisions/0016). What the browser must
know for that stands here; what is right is for the action to say, when it is sent.
"""

import json

from moderation.models import RESTRICTING, Choice, QueueItem, Severity

# What the form must hold for a choice, so that nobody hears of a missing word seconds later.
NEEDS: dict[Choice, tuple[str, ...]] = {
    Choice.HOLD: ("note",),
    **dict.fromkeys(RESTRICTING, ("reason_code", "explanation")),
    Choice.REFER: ("stays",),
    Choice.UPHOLD: ("explanation",),
    Choice.OVERTURN: ("explanation",),
}


def needs_as_data() -> str:
    return json.dumps({choice.value: fields for choice, fields in NEEDS.items()})


def at_once(item: QueueItem) -> list[str]:
    """What is never delayed: taking a severe thing out of sight, and bringing it to a lead."""
    return [Choice.REMOVE.value, Choice.CHANGE.value, Choice.ESCALATE.value] if item.severity == Severity.SEVERE else []
