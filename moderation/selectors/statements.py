"""What people are told about a decision, in their own language."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.contracts import (
    ChangeableKind,
    FoldedKind,
    LimitedKind,
    ModeratedKind,
    SaidAgainKind,
    kinds_of_the_same,
    registered_kinds,
)
from moderation.evidence import last_snapshot
from moderation.models import (
    RESTRICTING,
    UNDECIDED,
    Appeal,
    AppealOutcome,
    Choice,
    Decision,
    Flag,
    QueueItem,
    ReasonCode,
)
from moderation.policies import appeals as appeal_policies
from moderation.rules import rule_in_words
from moderation.screening import sentence_for
from moderation.selectors.still_shown import is_still_shown
from moderation.selectors.waiting import kind_label
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Message


@dataclass(frozen=True, slots=True)
class WayOn:
    """What whoever wrote it can do now."""

    words: Message
    url: str


@dataclass(frozen=True, slots=True)
class AppealTold:
    """What became of somebody's own appeal."""

    created_at: datetime
    words: str
    outcome: AppealOutcome | None  # None: it waits for a person
    answer: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What the author is told about a decision (SG-49)."""

    id: UUID
    decision: Choice
    row: Decision  # under the names of the European statement of reasons
    kind_label: str
    title: str
    rule: str
    explanation: str
    content_note: str
    limits: str
    facts: list[str]
    is_restricted: bool  # whether the decision restricts anything, and is in force
    is_shown_meanwhile: bool  # of somebody referred to help
    created_at: datetime
    way_on: WayOn | None
    appeal: AppealTold | None
    may_appeal: bool
    appeal_until: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What whoever flagged something is told: whether it stays, and nothing of its author."""

    id: UUID
    kind_label: str
    stays: bool  # False: it is not shown any more, by its author's own act
    said: list[str] = field(default_factory=list)  # what they told us
    appeal: AppealTold | None = None
    may_appeal: bool = False
    appeal_until: datetime | None = None


def statement_for(actor: Actor, decision_id: UUID, now: datetime) -> Statement:
    """The reasons for a decision, for the person it was about. Raises Absent for everybody else."""
    rows = policies.statements_visible_to(actor).select_related("item", "incompatible_content_ground")
    decision = rows.filter(pk=decision_id).first()
    if decision is None:
        raise Absent
    return _statement(actor, decision, now)


def outcome_for(actor: Actor, decision_id: UUID, now: datetime) -> Outcome:
    """That something the actor flagged stays as it is. Raises Absent for everybody else, its author above all."""
    open_to = appeal_policies.decisions_open_to(actor).select_related("item")
    decision = open_to.exclude(item__author=actor.persona_id).filter(pk=decision_id).first()
    if decision is None:
        raise Absent
    mine = Flag.objects.filter(item=decision.item, flagger=actor.persona_id)
    return Outcome(
        id=decision.pk,
        kind_label=kind_label(decision.item.kind),
        stays=is_still_shown(decision.item),
        said=[part for flag in mine for part in (str(flag.get_reason_display()), flag.note) if part],
        appeal=_own_appeal(actor, decision),
        may_appeal=appeal_policies.may_appeal(actor, decision, now),
        appeal_until=appeal_policies.open_until(decision),
    )


def require_appealable(actor: Actor, decision_id: UUID, now: datetime) -> Statement | Outcome:
    """What the actor is about to ask another look at. Raises Absent for what is nothing to them."""
    try:
        return statement_for(actor, decision_id, now)
    except Absent:
        return outcome_for(actor, decision_id, now)


def rule_said(rule: ReasonCode | None) -> str:
    return rule_in_words(rule.code, rule.title) if rule else ""


def _statement(actor: Actor, decision: Decision, now: datetime) -> Statement:
    item, choice = decision.item, Choice(decision.decision)
    kind = next((one for one in registered_kinds() if one.name == item.kind), None)
    in_force = decision.decision_visibility != "" and decision.end_date_visibility_restriction is None
    return Statement(
        id=decision.pk,
        decision=choice,
        row=decision,
        kind_label=kind_label(item.kind),
        title=last_snapshot(item.evidence, item.created_at).title,
        rule=rule_said(decision.incompatible_content_ground),
        explanation=decision.incompatible_content_explanation,
        content_note=_note_said(kind, decision.content_note),
        limits=str(kind.limits) if isinstance(kind, LimitedKind) and choice == Choice.RESTRICT else "",
        facts=[fact_in_words(code) for code in decision.decision_facts.split()],
        is_restricted=in_force,
        is_shown_meanwhile=decision.decision_visibility == "",
        created_at=decision.created_at,
        way_on=_way_on(kind, item, choice) if in_force else None,
        appeal=_own_appeal(actor, decision),
        may_appeal=appeal_policies.may_appeal(actor, decision, now),
        appeal_until=appeal_policies.open_until(decision),
    )


def _way_on(kind: ModeratedKind | None, item: QueueItem, choice: Choice) -> WayOn | None:
    """Nothing while a person reads it anew, and nothing where it is gone."""
    same = QueueItem.objects.filter(kind__in=kinds_of_the_same(item.kind), subject_id=item.subject_id)
    if same.filter(state__in=UNDECIDED, cause__in=["held", "submitted"]).exists():
        return None
    try:
        if isinstance(kind, ChangeableKind) and choice in RESTRICTING:
            return WayOn(_("Change it and send it in again"), kind.where_to_change(item.subject_id))
        if isinstance(kind, SaidAgainKind) and choice == Choice.REMOVE:
            return WayOn(_("Say it again in other words"), kind.where_to_say_again(item.subject_id))
    except Absent:
        pass
    return None


def _own_appeal(actor: Actor, decision: Decision) -> AppealTold | None:
    mine: Appeal | None = decision.appeals.filter(appellant=actor.persona_id).first()
    return told_of(mine) if mine is not None else None


def told_of(mine: Appeal) -> AppealTold:
    """To whoever asked, and nobody else."""
    outcome = AppealOutcome(mine.outcome) if mine.outcome else None
    return AppealTold(mine.created_at, mine.words, outcome, mine.answer, mine.decided_at)


_FACTS: dict[str, Any] = {
    "held": _("It waited for a person before anybody else could see it."),
    "submitted": _("You sent it in to be published."),
    "flagged": _("Somebody asked us to look at it."),
    "seen": _("Somebody of the staff saw it where it stands."),
    "appealed": _("Somebody asked us to look at it once more."),
}


def fact_in_words(code: str) -> str:
    if code in _FACTS:
        return str(_FACTS[code])
    step, _dot, reason = code.partition(".")
    return sentence_for(step, reason)


def _note_said(kind: ModeratedKind | None, code: str) -> str:
    notes: dict[str, Any] = dict(kind.content_notes()) if code and isinstance(kind, FoldedKind) else {}
    return str(notes.get(code, ""))
