"""What is hard to read: it is summed up before its words are shown, and counted once they were (SEC-75)."""

from django.db.models import Q

from moderation.contracts import FlagReason, Verdict
from moderation.models import Lane, QueueItem, Severity

_STEPS = frozenset({"care", "lure", "asked"})
_REASONS = frozenset({("unkind", "threat"), ("unkind", "hate")})
_FLAGS = frozenset({FlagReason.UNSAFE, FlagReason.WORRIED, FlagReason.SEXUAL})

# The same as `is_hard`, for a list.
HARD = Q(severity=Severity.SEVERE) | Q(lane=Lane.CARE) | Q(is_sensitive=True)


def is_hard(item: QueueItem) -> bool:
    return item.severity == Severity.SEVERE or item.lane == Lane.CARE or item.is_sensitive


def is_sensitive(verdict: Verdict, flag: FlagReason | None = None) -> bool:
    """Whether screening or a flag points at harm, how soon ever somebody must look."""
    points_at_harm = any(why.step in _STEPS or (why.step, why.code) in _REASONS for why in verdict.reasons)
    return points_at_harm or flag in _FLAGS
