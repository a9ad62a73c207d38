"""Whether others can see what an item is about at this moment. Whoever flagged it is told so, and no more."""

from moderation.contracts import kind_named
from moderation.models import QueueItem
from pop.core.errors import Absent


def is_still_shown(item: QueueItem) -> bool:
    """False also for what its author has taken away or back."""
    try:
        return kind_named(item.kind).standing(item.subject_id).is_shown
    except (Absent, KeyError):
        return False
