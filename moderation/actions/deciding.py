"""A person decides about what waits."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.actions import folding
from moderation.actions.agreeing import closes
from moderation.actions.announcing import queue_changed
from moderation.actions.asking import checked_choice, checked_notes
from moderation.actions.carrying_out import carry_out
from moderation.actions.looking import is_as_it_was_seen, locked_for
from moderation.actions.statements import state_reasons
from moderation.actions.telling import tell_author, tell_flaggers
from moderation.events import ItemDecided
from moderation.evidence import says_the_same
from moderation.models import OPEN_AFTERWARDS, Choice, Decision, Lane, Opinion, QueueItem, Severity, State
from pop.accounts.contracts import Actor
from pop.audit.actions import record
from pop.core.errors import Conflict, DomainError
from pop.core.events import emit
from pop.core.text import clean_block

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
    in_place: bool = False,
    now: datetime,
) -> Decision | None:
    """Approve (show it, or keep it shown), keep it waiting, remove (hide it, with reasons for the author), or escalate.

    `explanation` is read by the author; `note` by colleagues only, and is needed to keep it waiting. `content_note`
    goes with a yes: one of the notes of this kind, behind which it is shown folded (SG-35). `in_place` says that it is
    done where the thing stands and not from the queue. None where something severe is not closed by it: that takes
    a second person who finds the same (SEC-76, agreeing.py). Raises Absent for an item the actor may not see, Conflict
    when it is decided already, a colleague has it by now (SG-53) or its content has changed since somebody last looked,
    Invalid with fields.
    """
    with transaction.atomic():
        item = locked_for(actor, item_id)
        if item.state == State.DECIDED:
            raise Conflict(_ALREADY_DECIDED)
        if policies.is_with_somebody_else(actor, item, now) and not (
            in_place and policies.may_decide_in_place(actor, item)
        ):
            raise Conflict(_WITH_SOMEBODY)
        choice, rule = checked_choice(actor, item, decision, reason_code, explanation)
        note = checked_notes(item, choice, note, content_note)
        if choice not in OPEN_AFTERWARDS and not is_as_it_was_seen(item):
            raise Conflict(_CHANGED)
        if choice not in OPEN_AFTERWARDS and item.severity == Severity.SEVERE:
            said = {"explanation": clean_block(explanation), "note": note, "content_note": content_note}
            found = Opinion(item=item, person_id=actor.login_id, choice=choice, rule=rule, created_at=now, **said)
            if not closes(actor, item, found, in_place=in_place, now=now):
                queue_changed()
                return None
            content_note = found.content_note

        is_told = choice == Choice.HOLD and item.decisions.filter(decision=Choice.HOLD).exists()
        decided = Decision(item=item, decision=choice, decider_id=actor.login_id, note=note, created_at=now)
        if choice == Choice.ESCALATE:
            item.state, item.escalated_at = State.ESCALATED, now
            item.lane = Lane.CARE
        elif choice != Choice.HOLD:
            item.state, item.decided_at = State.DECIDED, now
        if choice != Choice.HOLD or item.holder_id == actor.login_id:
            item.holder_id, item.held_until = None, None
        if rule is not None:
            state_reasons(decided, item, rule, clean_block(explanation))
        item.save(update_fields=["state", "lane", "escalated_at", "decided_at", "holder", "held_until"])
        decided.save(force_insert=True)
        gone = carry_out(actor, item, choice, content_note, now)

        record(
            actor_id=actor.login_id,
            acting_as=actor.roles,
            verb=f"moderation.{choice.value}",
            subject_kind="queue_item",
            subject_id=item.pk,
            now=now,
            facts={
                "kind": item.kind,
                "subject": str(item.subject_id),
                "reason": rule.code if rule else "",
                "gone": gone,
                **({"content_note": content_note} if content_note else {}),
            },
        )
        queue_changed()
        # Nobody is told that others see what its author took back, nor twice that it takes longer.
        if not (gone and choice != Choice.REMOVE) and not is_told:
            tell_author(item, decided, now)
        if choice not in OPEN_AFTERWARDS:
            tell_flaggers(item, choice, now)
        emit(ItemDecided(item.pk, item.kind, item.subject_id, choice.value, now))
        if choice != Choice.HOLD:
            alike = {"decision": decision, "reason_code": reason_code, "explanation": explanation, "note": note}
            _decide_the_same(actor, item, {**alike, "content_note": content_note, "in_place": in_place}, now)
    return decided


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
