"""Reading in moderation. What is asked about an item is named here, for content areas too; all else by its file."""

from moderation.selectors.items import (
    AppealShown,
    DecisionShown,
    ItemShown,
    Waiting,
    called_for_care,
    hard_to_read,
    has_flagged,
    open_item_for,
    require_flaggable,
    rules_to_choose_from,
    shown_to,
    subjects_still_needed,
    waiting_on,
)

__all__ = [
    "AppealShown",
    "DecisionShown",
    "ItemShown",
    "Waiting",
    "called_for_care",
    "hard_to_read",
    "has_flagged",
    "open_item_for",
    "require_flaggable",
    "rules_to_choose_from",
    "shown_to",
    "subjects_still_needed",
    "waiting_on",
]
