"""A person looks at what waits: a summary first where it is hard to read, its words when they ask for them (SEC-75).
Each look is on record (SG-59), and nobody decides about words that have changed since."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.actions.shifts import count_exposure, work_on
from moderation.contracts import ModeratedKind, kind_named
from moderation.evidence import evidence_from, says_the_same
from moderation.hardness import is_hard
from moderation.models import QueueItem, State
from moderation.selectors.strain import wants_summary_always
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Refused

_FOR_SOMEBODY_ELSE = _("You decided about this before. Somebody else looks at the appeal.")


@dataclass(frozen=True, slots=True)
class Opened:
    """An item as somebody opened it."""

    item: QueueItem
    has_words: bool  # they see its words, not only a summary
    has_had_enough: bool = False  # they asked for the words, and were told to leave it to others


@transaction.atomic
def open_for_review(*, actor: Actor, item_id: UUID, words: bool = False, beyond: bool = False, now: datetime) -> Opened:
    """Look at an item; evidence that has changed since is added.

    Of something hard its words come only when they are asked for, which counts as exposure; of the rest at once, unless
    the actor wants summaries always. Who has had enough, or is on a break, gets them only with `beyond`, their own yes
    in spite of that. Raises Absent for an item the actor may not see, Refused for an appeal against a decision of
    theirs.
    """
    item = locked_for(actor, item_id)
    if item.state != State.DECIDED:
        add_changed_evidence(item, now)
    work_on(actor, now)
    asked = words or not (is_hard(item) or wants_summary_always(actor))
    shows = asked and may_read_words(actor, item, beyond=beyond, now=now)
    record_deed(
        actor=actor,
        verb="moderation.view",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
        facts={"words": shows, **({"beyond": True} if shows and beyond else {})},
    )
    return Opened(item, shows, has_had_enough=asked and not shows)


def may_read_words(actor: Actor, item: QueueItem | None, *, beyond: bool, now: datetime) -> bool:
    """Whether somebody who asks for the words gets them; of what is hard that is counted, wherever they stand. None:
    nobody was asked to look at it."""
    if item is None or not is_hard(item):
        return True
    return count_exposure(actor, item, work_on(actor, now), beyond=beyond, now=now)


def locked_for(actor: Actor, item_id: UUID) -> QueueItem:
    """The item, which nobody else can change until the transaction ends. Raises Absent, and Refused for an appeal
    against what the actor decided (SG-50): they know of it, and that somebody else judges it is all they learn."""
    if not policies.may_see_queue(actor):
        raise Absent
    item = QueueItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None:
        raise Absent
    if not policies.may_see_item(actor, item):
        raise Refused(_FOR_SOMEBODY_ELSE, code="decided_before") if policies.may_know_of_item(actor, item) else Absent
    return item


def is_as_it_was_seen(item: QueueItem) -> bool:
    """Nobody approves words they have not seen: what stands there now is the last evidence, or it is gone."""
    kind: ModeratedKind = kind_named(item.kind)
    try:
        seen = evidence_from(kind.snapshot(item.subject_id), item.created_at)
    except Absent:
        return True
    return bool(item.evidence) and says_the_same(item.evidence[-1], seen)


def add_changed_evidence(item: QueueItem, now: datetime) -> None:
    """Keep how it is now, where it is not as it was seen last."""
    try:
        seen = evidence_from(kind_named(item.kind).snapshot(item.subject_id), now)
    except Absent:
        return
    if not item.evidence or not says_the_same(item.evidence[-1], seen):
        item.evidence.append(seen)
        item.save(update_fields=["evidence"])
