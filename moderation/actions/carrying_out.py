"""What was decided becomes true where the thing stands: the content area shows, folds, limits, hides or restores it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from moderation.actions.asking import HELD, Asked
from moderation.actions.holding_back import show_again
from moderation.contracts import (
    ChangeableKind,
    FoldedKind,
    LimitedKind,
    ModeratedKind,
    Standing,
    WaitingKind,
    kind_named,
)
from moderation.models import Cause, Choice, Decision, QueueItem
from pop.accounts.contracts import Actor
from pop.core.errors import Absent


def carry_out(actor: Actor, item: QueueItem, asked: Asked, now: datetime) -> bool:
    """Whether the thing itself is gone by now."""
    kind = kind_named(item.kind)
    given: dict[str, Any] = {"actor": actor, "subject_id": item.subject_id, "now": now}
    try:
        if asked.choice in _SHOWING and not asked.keeps_waiting:
            show_again(item, now)
        match asked.choice:
            case Choice.REMOVE:
                kind.hide(**given)
            case Choice.CHANGE if isinstance(kind, ChangeableKind):
                kind.ask_to_change(**given)
            case Choice.RESTRICT if isinstance(kind, LimitedKind):
                _show(kind, actor, item, now)
                kind.limit(**given)
            case Choice.APPROVE if asked.content_note and isinstance(kind, FoldedKind):
                kind.publish_folded(**given, content_note=asked.content_note)
            case Choice.REFER if asked.stays == HELD and item.cause not in _NOT_SHOWN:
                kind.hide(**given)
                item.cause = Cause.HELD  # whoever says yes to it later has to show it again
                item.held_back_ended_at = now if item.is_held_back else item.held_back_ended_at
                item.save(update_fields=["cause", "held_back_ended_at"])
            case Choice.HOLD | Choice.REFER if asked.keeps_waiting:
                if isinstance(kind, WaitingKind):
                    kind.keep_waiting(**given)
            case Choice.APPROVE | Choice.REFER:
                _show(kind, actor, item, now)
    except Absent:
        return True
    return False


def undo(actor: Actor, decision: Decision, now: datetime) -> bool:
    """Put back how it stood before this decision, shown at all events; whether the thing itself is gone by now."""
    try:
        _put_back(actor, decision, now)
    except Absent:
        return True
    return False


def how_it_stands(item: QueueItem) -> dict[str, object] | None:
    """As it is kept with a decision. None: it is gone."""
    try:
        return asdict(kind_named(item.kind).standing(item.subject_id))
    except Absent:
        return None


_NOT_SHOWN = (Cause.HELD, Cause.SUBMITTED)
_SHOWING = (Choice.APPROVE, Choice.RESTRICT, Choice.REFER, Choice.UPHOLD, Choice.OVERTURN)


def _show(kind: ModeratedKind, actor: Actor, item: QueueItem, now: datetime) -> None:
    """What others could not see; what they could stays as it is. What was taken off while it waited goes back to where
    it stood."""
    if item.cause not in _NOT_SHOWN:
        return
    taken_off = item.decisions.filter(decision=Choice.REFER, stood_before__is_shown=True).first()
    if taken_off is not None:
        _put_back(actor, taken_off, now)
    else:
        kind.publish(actor=actor, subject_id=item.subject_id, now=now)


def _put_back(actor: Actor, decision: Decision, now: datetime) -> None:
    item = decision.item
    standing = Standing(**{**(decision.stood_before or {}), "is_shown": True})
    kind_named(item.kind).restore(actor=actor, subject_id=item.subject_id, standing=standing, now=now)
