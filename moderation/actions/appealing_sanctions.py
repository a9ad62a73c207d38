"""Somebody asks another person to look again at a step that was taken about them (SG-50; DSA article 20).

Why a sanction waits in the queue as a kind of its own: docs/decisions/0018."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moderation.actions.announcing import queue_changed
from moderation.actions.appealing import (
    ASKED,
    NOTHING_TO_UNDO,
    TOO_LATE,
    checked_words,
    raise_if_care,
    what_it_calls_for,
)
from moderation.actions.judges import call_if_nobody_can_judge, had_a_part_in_sanction, keep_out
from moderation.contracts import Effect
from moderation.events import CareNeeded
from moderation.evidence import evidence_from
from moderation.hardness import is_hard
from moderation.models import (
    UNDECIDED,
    Appeal,
    AppealOutcome,
    AppealSide,
    Cause,
    Lane,
    QueueItem,
    Sanction,
    Severity,
    State,
)
from moderation.policies import appeals as policies
from moderation.policies.sanctions import for_leads_alone, own_sanctions
from moderation.sanctions.kind import SANCTION, snapshot_of
from moderation.triage import due_at, place_of
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.audit.actions import record
from pop.core.errors import Absent, Conflict, Refused, SignInNeeded
from pop.core.events import emit


@transaction.atomic
def appeal_sanction(*, actor: Actor, sanction_id: UUID, words: str, now: datetime) -> Appeal:
    """Ask for another look at a step about oneself, while it lasts or after. It waits for somebody who had no part in
    it, and holds until they have looked.

    Nothing else is asked of the actor: whoever may not write may ask (SEC-10), and words that sound like need call
    somebody at once (SG-31). Raises SignInNeeded, Absent for everybody else's, Conflict when they have asked before or
    it was ended, Refused after the time for it, Invalid for the words.
    """
    if not actor.is_signed_in:
        raise SignInNeeded
    sanction = own_sanctions(actor).select_for_update(of=("self",)).filter(pk=sanction_id).first()
    if sanction is None or sanction.persona_id is None:
        raise Absent
    if sanction.appeals.exists():
        raise Conflict(ASKED)
    if sanction.lifted_at is not None:
        raise Conflict(NOTHING_TO_UNDO)
    if now > policies.sanction_open_until(sanction):
        raise Refused(TOO_LATE)
    words = checked_words(words)
    verdict = what_it_calls_for(words)
    item = _new_item(sanction, now)
    raise_if_care(item, verdict, now)
    item.save(force_insert=True)
    appeal = Appeal(sanction=sanction, item=item, appellant_id=sanction.persona_id, side=AppealSide.AUTHOR, words=words)
    appeal.created_at, appeal.decided_first_by_id = now, sanction.set_by_id
    appeal.save(force_insert=True)
    keep_out(appeal, had_a_part_in_sanction(sanction))
    # Without the actor, as for a decision: a login would join login and persona in a log that staff can read.
    facts = {"sanction": str(sanction.pk)}
    record(actor_id=None, verb="moderation.appeal", subject_kind="queue_item", subject_id=item.pk, now=now, facts=facts)
    queue_changed()
    notify(persona_id=sanction.persona_id, kind="moderation.appeal_received", facts=facts, now=now)
    call_if_nobody_can_judge(item, now)
    if verdict.effect == Effect.CARE:
        emit(CareNeeded(item.pk, item.kind, item.subject_id, sanction.persona_id, now))
    return appeal


def lock_appeals_about(sanction_ids: Collection[UUID]) -> None:
    """Called before these sanctions are locked: whoever judges locks in this order, and nobody waits in a circle."""
    about = QueueItem.objects.select_for_update().filter(kind=SANCTION, subject_id__in=sanction_ids)
    list(about.filter(state__in=UNDECIDED).order_by("pk").values_list("pk", flat=True))


def end_appeal_about(sanction: Sanction, now: datetime) -> None:
    """It was ended, and there is nothing left to judge. Called inside the transaction that ends it."""
    asked = Appeal.objects.filter(sanction=sanction, outcome="")
    items = list(asked.values_list("item", flat=True))
    if not items:
        return
    asked.update(outcome=AppealOutcome.WITHDRAWN, decided_at=now)
    QueueItem.objects.filter(pk__in=items, state__in=UNDECIDED).update(
        state=State.DECIDED, decided_at=now, holder=None, held_until=None
    )
    queue_changed()


def _new_item(sanction: Sanction, now: datetime) -> QueueItem:
    """What would be over before anybody had to look is urgent. What a lead alone may take is for leads alone to
    judge."""
    item = QueueItem(kind=SANCTION, subject_id=sanction.pk, author_id=sanction.persona_id, cause=Cause.APPEALED)
    ends_soon = sanction.until is not None and now < sanction.until <= due_at(Severity.NORMAL, now)
    item.severity = Severity.HIGH if ends_soon else Severity.NORMAL
    item.created_at, item.lane = now, Lane.CONDUCT
    item.place, item.due_at = place_of(item.severity, now), due_at(item.severity, now)
    item.evidence = [evidence_from(snapshot_of(sanction), now)]
    item.is_sensitive = sanction.item is not None and is_hard(sanction.item)
    if for_leads_alone(sanction):
        item.state, item.escalated_at = State.ESCALATED, now
    return item
