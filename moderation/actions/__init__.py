"""The only writers of the queue, of flags, of decisions and of the lexicon."""

from moderation.actions.announcing import open_queue
from moderation.actions.appealing import appeal_decision
from moderation.actions.appealing_sanctions import appeal_sanction
from moderation.actions.claiming import hand_over, release_item, skip_item, take_next
from moderation.actions.deciding import decide_item
from moderation.actions.discarding import discard_old_evidence
from moderation.actions.escalating import escalate_overdue, look_at_clocks
from moderation.actions.histories import open_grounds, open_history
from moderation.actions.lexicon import (
    import_terms,
    keep_term,
    propose_removal,
    propose_term,
    publish_lexicon,
    run_backtest,
)
from moderation.actions.lifting import lift_sanction
from moderation.actions.looking import open_for_review
from moderation.actions.queueing import flag_content, open_item
from moderation.actions.reviewing import call_for_reviews, keep_sanction
from moderation.actions.sanctioning import set_sanction
from moderation.actions.saved_views import remove_view, save_view, start_with_view
from moderation.actions.shifts import choose_summaries, discard_old_shifts, take_break

__all__ = [
    "appeal_decision",
    "appeal_sanction",
    "call_for_reviews",
    "choose_summaries",
    "decide_item",
    "discard_old_evidence",
    "discard_old_shifts",
    "escalate_overdue",
    "flag_content",
    "hand_over",
    "import_terms",
    "keep_sanction",
    "keep_term",
    "lift_sanction",
    "look_at_clocks",
    "open_for_review",
    "open_grounds",
    "open_history",
    "open_item",
    "open_queue",
    "propose_removal",
    "propose_term",
    "publish_lexicon",
    "release_item",
    "remove_view",
    "run_backtest",
    "save_view",
    "set_sanction",
    "skip_item",
    "start_with_view",
    "take_break",
    "take_next",
]
