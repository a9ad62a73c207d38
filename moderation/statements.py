"""What people are told about a decision, in their own language."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.evidence import last_snapshot
from moderation.models import Choice, Decision, ReasonCode
from moderation.rules import rule_in_words
from moderation.screening import sentence_for
from moderation.waiting import kind_label
from pop.accounts.contracts import Actor
from pop.core.errors import Absent


@dataclass(frozen=True, slots=True)
class Statement:
    """What the author is told about a decision (SG-49)."""

    id: UUID
    kind_label: str
    title: str
    decision: Choice
    rule: str
    explanation: str
    facts: list[str]
    automated_detection: bool
    decided_by_a_person: bool
    redress: str
    content_date: datetime | None
    created_at: datetime


def statement_for(actor: Actor, decision_id: UUID) -> Statement:
    """The reasons for a decision, for the person it was about. Raises Absent for everybody else."""
    decision = (
        policies.statements_visible_to(actor)
        .select_related("item", "incompatible_content_ground")
        .filter(pk=decision_id)
        .first()
    )
    if decision is None:
        raise Absent
    return _statement(decision)


def rule_said(rule: ReasonCode | None) -> str:
    return rule_in_words(rule.code, rule.title) if rule else ""


def _statement(decision: Decision) -> Statement:
    seen = last_snapshot(decision.item.evidence, decision.item.created_at)
    return Statement(
        id=decision.pk,
        kind_label=kind_label(decision.item.kind),
        title=seen.title,
        decision=Choice(decision.decision),
        rule=rule_said(decision.incompatible_content_ground),
        explanation=decision.incompatible_content_explanation,
        facts=[fact_in_words(code) for code in decision.decision_facts.split()],
        automated_detection=decision.automated_detection == "Yes",
        decided_by_a_person=decision.automated_decision in {"", "AUTOMATED_DECISION_NOT_AUTOMATED"},
        redress=decision.redress,
        content_date=decision.content_date,
        created_at=decision.created_at,
    )


_FACTS = {
    "held": _("It waited for a person before anybody else could see it."),
    "submitted": _("You sent it in to be published."),
    "flagged": _("Somebody asked us to look at it."),
    "seen": _("Somebody of the staff saw it where it stands."),
}


def fact_in_words(code: str) -> str:
    if code in _FACTS:
        return str(_FACTS[code])
    step, _dot, reason = code.partition(".")
    return sentence_for(step, reason)
