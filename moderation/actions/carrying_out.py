"""What was decided becomes true where the thing stands: the content area shows, folds or hides it."""

from datetime import datetime

from moderation.actions.holding_back import show_again
from moderation.contracts import FoldedKind, WaitingKind, kind_named
from moderation.models import Cause, Choice, QueueItem
from pop.accounts.contracts import Actor
from pop.core.errors import Absent


def carry_out(actor: Actor, item: QueueItem, choice: Choice, content_note: str, now: datetime) -> bool:
    """Let the content area show, fold or hide it; whether the thing itself is gone by now."""
    kind = kind_named(item.kind)
    try:
        if choice == Choice.APPROVE:
            show_again(item, now)
        if choice == Choice.REMOVE:
            kind.hide(actor=actor, subject_id=item.subject_id, now=now)
        elif choice == Choice.HOLD and isinstance(kind, WaitingKind):
            kind.keep_waiting(actor=actor, subject_id=item.subject_id, now=now)
        elif content_note and isinstance(kind, FoldedKind):
            kind.publish_folded(actor=actor, subject_id=item.subject_id, content_note=content_note, now=now)
        elif choice == Choice.APPROVE and item.cause != Cause.FLAGGED:
            kind.publish(actor=actor, subject_id=item.subject_id, now=now)
    except Absent:
        return True
    return False
