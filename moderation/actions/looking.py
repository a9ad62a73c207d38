"""A person looks at what waits, and nobody decides about words they have not seen."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from moderation import policies
from moderation.contracts import ModeratedKind, kind_named
from moderation.evidence import evidence_from, says_the_same
from moderation.models import QueueItem, State
from pop.accounts.contracts import Actor
from pop.audit.actions import record
from pop.core.errors import Absent


@transaction.atomic
def open_for_review(*, actor: Actor, item_id: UUID, now: datetime) -> QueueItem:
    """Look at an item. Every view is on record (SG-59), and evidence that has changed since is added.

    Raises Absent for an item the actor may not see.
    """
    item = locked_for(actor, item_id)
    if item.state != State.DECIDED:
        _add_changed_evidence(item, now)
    record(
        actor_id=actor.login_id,
        acting_as=actor.roles,
        verb="moderation.view",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
    )
    return item


def locked_for(actor: Actor, item_id: UUID) -> QueueItem:
    """The item, which nobody else can change until the transaction ends. Raises Absent."""
    if not policies.may_see_queue(actor):
        raise Absent
    item = QueueItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None or not policies.may_see_item(actor, item):
        raise Absent
    return item


def is_as_it_was_seen(item: QueueItem) -> bool:
    """Nobody approves words they have not seen: what stands there now is the last evidence, or it is gone."""
    kind: ModeratedKind = kind_named(item.kind)
    try:
        seen = evidence_from(kind.snapshot(item.subject_id), item.created_at)
    except Absent:
        return True
    return bool(item.evidence) and says_the_same(item.evidence[-1], seen)


def _add_changed_evidence(item: QueueItem, now: datetime) -> None:
    try:
        seen = evidence_from(kind_named(item.kind).snapshot(item.subject_id), now)
    except Absent:
        return
    if not item.evidence or not says_the_same(item.evidence[-1], seen):
        item.evidence.append(seen)
        item.save(update_fields=["evidence"])
