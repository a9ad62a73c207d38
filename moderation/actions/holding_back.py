"""Something shown waits for a person and is seen by nobody else meanwhile; it comes back exactly as it was (SG-56)."""

from datetime import datetime

from moderation.contracts import HeldBackKind, kind_named
from moderation.models import QueueItem
from pop.accounts.actions import notify
from pop.audit.actions import record
from pop.core.errors import Absent


def hold_back(item: QueueItem, now: datetime) -> bool:
    """Off every surface until somebody decides, in memory and where it stands; its author is told kindly. False, and
    nothing happens, for what is not shown, and for a kind of which nothing is held back."""
    kind = kind_named(item.kind)
    if item.held_back_at is not None or not isinstance(kind, HeldBackKind):
        return False
    try:
        if not kind.hold_back(subject_id=item.subject_id, now=now):
            return False
    except Absent:
        return False
    item.held_back_at = now
    item.save(update_fields=["held_back_at"])
    _record(item, "hold_back", now)
    if item.author_id is not None:
        notify(persona_id=item.author_id, kind="moderation.held_back", facts={"kind": item.kind}, now=now)
    return True


def show_again(item: QueueItem, now: datetime) -> None:
    """As it was before it was held back, and its author hears so; nothing for what was not held back. Raises Absent
    where its author has taken it back meanwhile."""
    kind = kind_named(item.kind)
    if item.held_back_at is None or not isinstance(kind, HeldBackKind):
        return
    item.held_back_at = None
    item.save(update_fields=["held_back_at"])
    kind.show_again(subject_id=item.subject_id, now=now)
    _record(item, "show_again", now)
    if item.author_id is not None:
        notify(persona_id=item.author_id, kind="moderation.shown", facts={"kind": item.kind}, now=now)


def _record(item: QueueItem, verb: str, now: datetime) -> None:
    record(
        actor_id=None,
        verb=f"moderation.{verb}",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
        facts={"kind": item.kind, "subject": str(item.subject_id)},
    )
