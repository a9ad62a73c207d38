"""A person decides about what waits."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.actions import folding
from moderation.actions.agreeing import closes
from moderation.actions.announcing import queue_changed
from moderation.actions.asking import OF_APPEALS, Asked, checked
from moderation.actions.carrying_out import carry_out, how_it_stands
from moderation.actions.looking import is_as_it_was_seen, locked_for
from moderation.actions.settling import Settled, end_earlier_restrictions, settle_appeals
from moderation.actions.shifts import count_in_place
from moderation.actions.statements import state_reasons
from moderation.actions.telling import tell_author, tell_flaggers
from moderation.events import ItemDecided
from moderation.evidence import says_the_same
from moderation.models import RESTRICTING, Choice, Decision, Lane, Opinion, QueueItem, ReasonCode, Severity, State
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Conflict, DomainError
from pop.core.events import emit

_ALREADY_DECIDED = _("Somebody has decided about this already.")
_WITH_SOMEBODY = _("A colleague has this now. Your time for it was over, or they were first.")
_CHANGED = _("This was changed after you opened it. Please look at the new version before you decide.")


def decide_item(
    *,
    actor: Actor,
    item_id: UUID,
    decision: str,
    reason_code: str = "",
    explanation: str = "",
    note: str = "",
    content_note: str = "",
    stays: str = "",
    in_place: bool = False,
    now: datetime,
) -> Decision | None:
    """Approve (show it, or keep it shown), keep it waiting, ask to change it, limit it, remove it, refer its author to
    help, or escalate; of an appeal, uphold or overturn.

    `explanation` is read by the author, or by whoever appealed; `note` by colleagues only, and is needed to keep it
    waiting. `content_note` goes with a yes: one of the notes of this kind, behind which it is shown folded (SG-35).
    `stays` goes with help: "shown" or "held". `in_place` says that it is done where the thing stands and not from the
    queue. None where something severe is not closed by it: that takes a second person who finds the same (SEC-76,
    agreeing.py). Raises Absent for an item the actor may not see, Refused for an appeal against what they decided
    (SG-50), Conflict when it is decided already, a colleague has it by now (SG-53) or its content has changed since
    somebody last looked, Invalid with fields.
    """
    typed = Asked(decision, reason_code, explanation, note, content_note, stays)
    with transaction.atomic():
        item = locked_for(actor, item_id)
        _require_free(actor, item, in_place=in_place, now=now)
        asked, rule = checked(actor, item, typed)
        if in_place:
            count_in_place(actor, item, now)
        if not asked.leaves_it_open and not is_as_it_was_seen(item):
            raise Conflict(_CHANGED)
        agreed = _agreed(actor, item, asked, rule, in_place=in_place, now=now)
        if agreed is None:
            queue_changed()
            return None
        decided = _carried_out(actor, item, agreed, rule, now)
        emit(ItemDecided(item.pk, item.kind, item.subject_id, agreed.choice.value, now))
        if not agreed.keeps_waiting:
            _decide_the_same(actor, item, {**asdict(typed), "in_place": in_place}, now)
    return decided


def _require_free(actor: Actor, item: QueueItem, *, in_place: bool, now: datetime) -> None:
    """Raises Conflict where it is decided already, or in somebody else's hand and not decided in its own place."""
    if item.state == State.DECIDED:
        raise Conflict(_ALREADY_DECIDED)
    is_in_place = in_place and policies.may_decide_in_place(actor, item)
    if policies.is_with_somebody_else(actor, item, now) and not is_in_place:
        raise Conflict(_WITH_SOMEBODY)


def _agreed(
    actor: Actor, item: QueueItem, asked: Asked, rule: ReasonCode | None, *, in_place: bool, now: datetime
) -> Asked | None:
    """What is decided, once nobody else is needed for it; None where it waits for a second person (SEC-76)."""
    if asked.leaves_it_open or item.severity != Severity.SEVERE:
        return asked
    found = Opinion(item=item, person_id=actor.login_id, choice=asked.choice, rule=rule, created_at=now)
    found.explanation, found.note, found.content_note = asked.explanation, asked.note, asked.content_note
    if not closes(actor, item, found, in_place=in_place, now=now):
        return None
    return replace(asked, content_note=found.content_note)


def _carried_out(actor: Actor, item: QueueItem, asked: Asked, rule: ReasonCode | None, now: datetime) -> Decision:
    """The decision, with its reasons, what it does where the thing stands, its entry in the record, and its notices."""
    is_told = asked.choice == Choice.HOLD and item.decisions.filter(decision=Choice.HOLD).exists()
    decided = _with_reasons(actor, item, asked, rule, now)
    _move_on(actor, item, asked, now)
    decided.save(force_insert=True)
    gone = carry_out(actor, item, asked, now)
    settled = Settled()
    if not asked.leaves_it_open:
        end_earlier_restrictions(item, decided, now)
        settled = settle_appeals(actor, item, asked, now)
    _put_on_record(actor, item, asked, rule, gone=gone or settled.gone, now=now)
    queue_changed()
    # Nobody is told that others see what its author took back, nor twice that it takes longer.
    if not (gone and asked.choice not in (Choice.REMOVE, Choice.REFER)) and not is_told:
        tell_author(item, decided, now)
    if not asked.leaves_it_open:
        tell_flaggers(item, decided, settled.appeals, now)
    return decided


def _with_reasons(actor: Actor, item: QueueItem, asked: Asked, rule: ReasonCode | None, now: datetime) -> Decision:
    """As it is saved, and with how the thing stood before: an appeal may put it back."""
    decided = Decision(item=item, decision=asked.choice, decider_id=actor.login_id, note=asked.note, created_at=now)
    decided.content_note = asked.content_note
    if asked.choice in (*RESTRICTING, *OF_APPEALS, Choice.REFER):
        decided.incompatible_content_explanation = asked.explanation
    state_reasons(decided, item, asked, rule)
    decided.stood_before = how_it_stands(item) if decided.decision_visibility else None
    return decided


def _put_on_record(
    actor: Actor, item: QueueItem, asked: Asked, rule: ReasonCode | None, *, gone: bool, now: datetime
) -> None:
    record_deed(
        actor=actor,
        verb=f"moderation.{asked.choice.value}",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
        facts={
            "kind": item.kind,
            "subject": str(item.subject_id),
            "reason": rule.code if rule else "",
            "gone": gone,
            **({"content_note": asked.content_note} if asked.content_note else {}),
            **({"stays": asked.stays} if asked.stays else {}),
        },
    )


def _move_on(actor: Actor, item: QueueItem, asked: Asked, now: datetime) -> None:
    """Where the item stands once this is decided."""
    if asked.choice == Choice.ESCALATE:
        item.state, item.escalated_at = State.ESCALATED, now
        item.lane = Lane.CARE
    elif not asked.leaves_it_open:
        item.state, item.decided_at = State.DECIDED, now
    if not asked.keeps_waiting or item.holder_id == actor.login_id:
        item.holder_id, item.held_until = None, None
    item.save(update_fields=["state", "lane", "escalated_at", "decided_at", "holder", "held_until"])


def _decide_the_same(actor: Actor, head: QueueItem, alike: dict[str, Any], now: datetime) -> None:
    """The same decision about everything folded into it (SEC-73), each with its own reasons and notices. Not about what
    the actor may not decide, what says something else by now, or where it is for a lead to look: those wait on."""
    left = []
    for item in folding.the_same(head):
        says_it = head.evidence and item.evidence and says_the_same(head.evidence[-1], item.evidence[-1])
        try:
            if alike["decision"] == Choice.ESCALATE or not says_it:
                raise Conflict
            decide_item(actor=actor, item_id=item.pk, now=now, **alike)
        except DomainError:
            left.append(item.pk)
    folding.step_out(left)
