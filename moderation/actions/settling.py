"""What a decision means for the appeals that waited for it, and for what they were about (SG-50)."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from moderation.actions.asking import Asked
from moderation.actions.carrying_out import undo
from moderation.actions.judges import judged_by
from moderation.actions.lifting import lift_because_of, undo_sanction
from moderation.contracts import kinds_of_the_same
from moderation.models import (
    RESTRICTING,
    Appeal,
    AppealOutcome,
    AppealSide,
    Cause,
    Choice,
    Decision,
    Flag,
    QueueItem,
    Sanction,
)
from moderation.policies.appeals import appeals_open_at
from pop.accounts.actions import notify
from pop.accounts.colleagues import colleagues_holding
from pop.accounts.contracts import Actor, Role

_STAYS_AS_IT_IS = (Choice.APPROVE, Choice.REFER, Choice.UPHOLD, Choice.OVERTURN)


@dataclass(slots=True)
class Settled:
    """The appeals a decision closed, and whether what it would have put back is gone by now."""

    appeals: list[Appeal] = field(default_factory=list)
    gone: bool = False


def settle_appeals(actor: Actor, item: QueueItem, asked: Asked, now: datetime) -> Settled:
    """Close every appeal this decides, put back what it undoes, and tell whoever asked.

    Of an author only UPHOLD and OVERTURN speak, and a further restriction; of a flagger every decision, which restricts
    what they flagged or leaves it as it is.
    """
    settled = Settled()
    asked_for = appeals_open_at(item).select_related("decision__item", "sanction")
    for appeal in asked_for.select_for_update(of=("self",)):
        appeal.outcome, appeal.decided_at, appeal.decided_by_id = _outcome(appeal, asked), now, actor.login_id
        appeal.answer = asked.explanation
        appeal.save(update_fields=["outcome", "decided_at", "decided_by", "answer"])
        judged_by(appeal, actor)
        gone = appeal.outcome == AppealOutcome.OVERTURNED and _make_it_true(actor, appeal, now)
        _tell_appellant(appeal, now, gone=gone)
        settled.appeals.append(appeal)
        settled.gone = settled.gone or gone
    return settled


def end_earlier_restrictions(item: QueueItem, decided: Decision, now: datetime) -> None:
    """What was decided before about the same thing and is over with this: it waits no more; it is shown again; another
    decision takes its place."""
    before = Decision.objects.filter(
        item__kind__in=kinds_of_the_same(item.kind),
        item__subject_id=item.subject_id,
        end_date_visibility_restriction=None,
    )
    before = before.exclude(decision_visibility="").exclude(pk=decided.pk)
    over = Q(item=item)
    if decided.decision in RESTRICTING:
        over |= Q(item__kind=item.kind)
    if decided.decision in (Choice.APPROVE, Choice.REFER) and item.cause in (Cause.HELD, Cause.SUBMITTED):
        over |= Q(item__isnull=False)
    before.filter(over).update(end_date_visibility_restriction=now)


def _outcome(appeal: Appeal, asked: Asked) -> AppealOutcome:
    if appeal.side == AppealSide.AUTHOR:
        return AppealOutcome.OVERTURNED if asked.choice == Choice.OVERTURN else AppealOutcome.UPHELD
    stays = asked.choice in _STAYS_AS_IT_IS and not asked.content_note
    return AppealOutcome.UPHELD if stays else AppealOutcome.OVERTURNED


def _make_it_true(actor: Actor, appeal: Appeal, now: datetime) -> bool:
    """Whether what was to be put back is gone by now."""
    if appeal.decision is not None:
        gone = appeal.side == AppealSide.AUTHOR and _undo_decision(actor, appeal, appeal.decision, now)
        _tell_first_decider(appeal.decision.decider_id, appeal.item.kind, now)
        return gone
    if appeal.sanction is None:  # the database sees to it that there is one or the other
        return False
    sanction = Sanction.objects.select_for_update().get(pk=appeal.sanction.pk)
    undo_sanction(actor=actor, sanction=sanction, words=appeal.answer, now=now)
    _tell_first_decider(sanction.set_by_id, appeal.item.kind, now)
    return sanction.place_is_lost


def _undo_decision(actor: Actor, appeal: Appeal, decision: Decision, now: datetime) -> bool:
    decision.end_date_visibility_restriction = now  # and so its statement says
    decision.save(update_fields=["end_date_visibility_restriction"])
    gone = undo(actor, decision, now)
    lift_because_of(actor=actor, item=decision.item, words=appeal.answer, now=now)
    if not gone:
        _tell_flaggers_again(decision, now)
    return gone


def _tell_appellant(appeal: Appeal, now: datetime, *, gone: bool) -> None:
    if appeal.appellant_id is None:
        return
    about = {"decision": str(appeal.decision_id)} if appeal.decision_id else {"sanction": str(appeal.sanction_id)}
    facts = {**about, "side": appeal.side, "gone": gone}
    notify(persona_id=appeal.appellant_id, kind=f"moderation.appeal_{appeal.outcome}", facts=facts, now=now)


def _tell_flaggers_again(decision: Decision, now: datetime) -> None:
    """They heard that it was taken down; now it is back."""
    flaggers = Flag.objects.filter(item=decision.item, flagger__isnull=False).values_list("flagger", flat=True)
    for flagger in flaggers:
        if flagger is not None:
            notify(persona_id=flagger, kind="moderation.flag_outcome", facts={"outcome": "restored"}, now=now)


def _tell_first_decider(login_id: UUID | None, kind: str, now: datetime) -> None:
    """Whoever decided first learns how a colleague saw it."""
    staff = colleagues_holding(Role.FACILITATOR, Role.MODERATOR, Role.SAFEGUARDING_LEAD)
    for one in staff:
        if one.login_id == login_id:
            notify(persona_id=one.persona_id, kind="moderation.decided_otherwise", facts={"kind": kind}, now=now)
