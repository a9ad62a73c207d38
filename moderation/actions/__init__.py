"""The only writers of the queue, of flags and of decisions."""

from moderation.actions.deciding import decide_item, open_for_review
from moderation.actions.discarding import discard_old_evidence
from moderation.actions.queueing import flag_content, open_item

__all__ = ["decide_item", "discard_old_evidence", "flag_content", "open_for_review", "open_item"]
