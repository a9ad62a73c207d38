"""A person looks at what waits, and decides."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.actions import folding
from moderation.contracts import FoldedKind, ModeratedKind, WaitingKind, kind_named
from moderation.events import ItemDecided
from moderation.evidence import evidence_from, says_the_same, snapshot_from
from moderation.models import Cause, Choice, Decision, Flag, Lane, QueueItem, ReasonCode, State
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.audit.actions import record
from pop.core.errors import Absent, Conflict, DomainError, Invalid, Message
from pop.core.events import emit
from pop.core.text import clean_block

LONGEST_EXPLANATION = LONGEST_NOTE = 2_000  # characters
OPEN_AFTERWARDS = (Choice.HOLD, Choice.ESCALATE)  # somebody still has to decide

_ALREADY_DECIDED = _("Somebody has decided about this already.")
_WITH_SOMEBODY = _("A colleague has this now. Your time for it was over, or they were first.")
_CHANGED = _("This was changed after you opened it. Please look at the new version before you decide.")


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
) -> Decision:
    """Approve (show it, or keep it shown), keep it waiting, remove (hide it, with reasons for the author), or escalate.

    `explanation` is read by the author; `note` by colleagues only, and is needed to keep it waiting. `content_note`
    goes with a yes: one of the notes of this kind, behind which it is shown folded (SG-35). `in_place` says that it is
    done where the thing stands and not from the queue. Raises Absent for an item the actor may not see, Conflict when
    it is decided already, a colleague has it by now (SG-53) or its content has changed since somebody last looked,
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
        choice, rule = _checked(actor, item, decision, reason_code, explanation)
        note = _checked_notes(item, choice, note, content_note)
        if choice not in OPEN_AFTERWARDS and not _is_as_it_was_seen(item):
            raise Conflict(_CHANGED)

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
            _state_reasons(decided, item, rule, clean_block(explanation))
        item.save(update_fields=["state", "lane", "escalated_at", "decided_at", "holder", "held_until"])
        decided.save(force_insert=True)
        gone = _carry_out(actor, item, choice, content_note, now)

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
        # Nobody is told that others see what its author took back, nor twice that it takes longer.
        if not (gone and choice != Choice.REMOVE) and not is_told:
            _tell_author(item, decided, now)
        if choice not in OPEN_AFTERWARDS:
            _tell_flaggers(item, choice, now)
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


def locked_for(actor: Actor, item_id: UUID) -> QueueItem:
    """The item, which nobody else can change until the transaction ends. Raises Absent."""
    if not policies.may_see_queue(actor):
        raise Absent
    item = QueueItem.objects.select_for_update().filter(pk=item_id).first()
    if item is None or not policies.may_see_item(actor, item):
        raise Absent
    return item


def _checked(
    actor: Actor, item: QueueItem, decision: str, reason_code: str, explanation: str
) -> tuple[Choice, ReasonCode | None]:
    if decision not in policies.choices_open_to(actor, item):
        raise Invalid(fields={"decision": [_("Please choose what should happen.")]})
    choice, rule, wrong = Choice(decision), None, dict[str, list[Message]]()
    if choice == Choice.REMOVE:
        rule = ReasonCode.objects.filter(code=reason_code, is_active=True).first()
        if rule is None:
            wrong["reason_code"] = [_("Please choose the rule this breaks.")]
        if not clean_block(explanation):
            wrong["explanation"] = [_("Please tell the author in your own words what was wrong.")]
    if len(explanation) > LONGEST_EXPLANATION:
        wrong["explanation"] = [_("Please make this shorter: 2,000 characters at most.")]
    if wrong:
        raise Invalid(fields=wrong)
    return choice, rule


def _checked_notes(item: QueueItem, choice: Choice, note: str, content_note: str) -> str:
    """The note for colleagues, as it is kept. What is kept waiting needs one: whoever comes next must know why."""
    wrong, note = dict[str, list[Message]](), clean_block(note)
    if choice == Choice.HOLD and not note:
        wrong["note"] = [_("Please note for your colleagues why it waits.")]
    if len(note) > LONGEST_NOTE:
        wrong["note"] = [_("Please make this shorter: 2,000 characters at most.")]
    if content_note:
        kind = kind_named(item.kind)
        known = {code for code, _words in kind.content_notes()} if isinstance(kind, FoldedKind) else set()
        if choice != Choice.APPROVE or content_note not in known:
            wrong["content_note"] = [_("Please choose one of the content notes.")]
    if wrong:
        raise Invalid(fields=wrong)
    return note


def _state_reasons(decision: Decision, item: QueueItem, rule: ReasonCode, explanation: str) -> None:
    """The statement of reasons (SG-49), in the words of the DSA's database."""
    was_flagged = Flag.objects.filter(item=item).exists()
    decision.decision_visibility = "DECISION_VISIBILITY_CONTENT_REMOVED"
    decision.decision_ground = "DECISION_GROUND_INCOMPATIBLE_CONTENT"
    decision.incompatible_content_ground = rule
    decision.incompatible_content_explanation = explanation
    decision.decision_facts = " ".join(_facts(item, was_flagged))
    decision.source_type = "SOURCE_TYPE_OTHER_NOTIFICATION" if was_flagged else "SOURCE_VOLUNTARY"
    decision.automated_detection = "Yes" if item.reasons else "No"
    decision.automated_decision = "AUTOMATED_DECISION_NOT_AUTOMATED"
    decision.category = rule.category
    decision.content_date = snapshot_from(item.evidence[-1]).created_at
    decision.redress = "change_and_send_again"


def _facts(item: QueueItem, was_flagged: bool) -> Iterable[str]:
    yield item.cause
    if was_flagged and item.cause != Cause.FLAGGED:
        yield Cause.FLAGGED.value
    for reason in item.reasons:
        yield f"{reason['step']}.{reason['code']}"


def _carry_out(actor: Actor, item: QueueItem, choice: Choice, content_note: str, now: datetime) -> bool:
    """Let the content area show, fold or hide it; whether the thing itself is gone by now."""
    kind = kind_named(item.kind)
    try:
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


def _add_changed_evidence(item: QueueItem, now: datetime) -> None:
    try:
        seen = evidence_from(kind_named(item.kind).snapshot(item.subject_id), now)
    except Absent:
        return
    if not item.evidence or not says_the_same(item.evidence[-1], seen):
        item.evidence.append(seen)
        item.save(update_fields=["evidence"])


def _is_as_it_was_seen(item: QueueItem) -> bool:
    """Nobody approves words they have not seen: what stands there now is the last evidence, or it is gone."""
    kind: ModeratedKind = kind_named(item.kind)
    try:
        seen = evidence_from(kind.snapshot(item.subject_id), item.created_at)
    except Absent:
        return True
    return bool(item.evidence) and says_the_same(item.evidence[-1], seen)


_NOTICES = {
    Choice.APPROVE: "moderation.shown",
    Choice.HOLD: "moderation.waits",
    Choice.REMOVE: "moderation.removed",
}


def _tell_author(item: QueueItem, decision: Decision, now: datetime) -> None:
    """What happened, in a notice without content; the reasons are on a page only the author can open (SG-12)."""
    if item.author_id is None or decision.decision == Choice.ESCALATE:
        return
    if decision.decision != Choice.REMOVE and item.cause == Cause.FLAGGED:
        return  # it is shown, and was never anything else to them
    notify(
        persona_id=item.author_id,
        kind=_NOTICES[Choice(decision.decision)],
        facts={"kind": item.kind, "decision": str(decision.pk), "held": item.cause != Cause.FLAGGED},
        now=now,
    )


def _tell_flaggers(item: QueueItem, choice: Choice, now: datetime) -> None:
    outcome = "removed" if choice == Choice.REMOVE else "kept"
    flaggers = Flag.objects.filter(item=item, flagger__isnull=False).values_list("flagger", flat=True)
    for flagger in flaggers:
        if flagger is not None:
            notify(persona_id=flagger, kind="moderation.flag_outcome", facts={"outcome": outcome}, now=now)
