"""Reading an item, its flags and decisions. What one may not see is absent (SEC-24)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from moderation import policies
from moderation.contracts import Effect, FlagReason, FoldedKind, Snapshot, kind_named, kinds_of_the_same
from moderation.evidence import last_snapshot, snapshot_from
from moderation.hardness import HARD
from moderation.models import (
    OPEN_AFTERWARDS,
    UNDECIDED,
    AppealSide,
    Choice,
    Decision,
    Flag,
    QueueItem,
    ReasonCode,
    State,
)
from moderation.policies.appeals import appeals_open_at
from moderation.selectors.sanctions import SanctionShown, without_words
from moderation.selectors.sanctions import shown as shown_sanction
from moderation.selectors.statements import rule_said
from moderation.selectors.strain import ready_colleagues
from moderation.selectors.waiting import QueueRow, row_of
from moderation.summaries import Summary, summary_of
from pop.accounts.colleagues import Colleague
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

MOST_BEFORE = 5  # items shown beside one


@dataclass(frozen=True, slots=True)
class FlagShown:
    """Somebody's flag, without them (SG-51)."""

    reason: str
    note: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class DecisionShown:
    choice: Choice
    by_me: bool
    rule: str
    explanation: str
    note: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class AppealShown:
    """Somebody asks for another look, and at which decision or step. Never who flagged it."""

    side: AppealSide
    words: str
    created_at: datetime
    decision: DecisionShown | None
    sanction: SanctionShown | None


@dataclass(frozen=True, slots=True)
class Before:
    """The same thing, as somebody decided about it before."""

    evidence: Snapshot
    decisions: list[DecisionShown]
    asked_to_change: bool


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An item as the person sees it who decides: evidence, surroundings, why it is here, what was decided before.

    Without `has_words` it is summed up: no words of anybody who wrote or flagged it, and no pictures (SEC-75)."""

    item: QueueItem
    row: QueueRow
    has_words: bool
    has_had_enough: bool  # the reader asked for the words, and may leave it to others
    summary: Summary
    evidence: Snapshot | None
    earlier: list[Snapshot]
    flags: list[FlagShown]
    decisions: list[DecisionShown]
    opinions: list[DecisionShown]  # what each of two found about something severe
    choices: list[Choice]  # none while a colleague has it; nothing final before the words were read
    with_colleague: bool
    in_hand: bool  # the reader took it
    colleagues: list[Colleague]  # to whom they can hand it over
    content_notes: list[tuple[str, Any]]  # behind which it can be shown folded
    appeals: list[AppealShown]  # that wait for an answer
    history: list[Before]  # newest first


@dataclass(frozen=True, slots=True)
class Waiting:
    """How an undecided thing stands, for the content area's own staff."""

    is_escalated: bool
    notes: list[str]  # why it was kept waiting, oldest first; and what one person found, where it takes two


def open_item_for(kind: str, subject_id: UUID) -> QueueItem | None:
    """The undecided item about this, for the content area itself: it asks in nobody's name."""
    return QueueItem.objects.filter(kind=kind, subject_id=subject_id, state__in=UNDECIDED).first()


def subjects_still_needed(kind: str) -> QuerySet[QueueItem, UUID]:
    """The ids of everything of this kind about which a person still has to decide: what is kept for a term is not
    deleted before they have (SG-42). For the content area itself; a query, not yet run."""
    return QueueItem.objects.filter(kind=kind, state__in=UNDECIDED).values_list("subject_id", flat=True)


def called_for_care(kinds: Collection[str], subject_ids: Collection[UUID], since: datetime) -> set[UUID]:
    """Of these, what screening heard a need in (SG-31): while it waits, and what came since then. For the content area
    itself, so that its author sees help. A person's flag never counts: nobody learns from it that somebody worries."""
    there = QueueItem.objects.filter(kind__in=kinds, subject_id__in=subject_ids)
    items = there.filter(Q(state__in=UNDECIDED) | Q(created_at__gte=since))
    return {item.subject_id for item in items if any(why["effect"] == Effect.CARE for why in item.reasons)}


def hard_to_read(kind: str, subject_ids: Collection[UUID]) -> set[UUID]:
    """Of these, what is summed up before anybody of the staff reads it (SEC-75). For the content area itself, where it
    lists words for its staff. One query."""
    items = QueueItem.objects.filter(HARD, kind=kind, subject_id__in=subject_ids)
    return set(items.values_list("subject_id", flat=True))


def waiting_on(kind: str, subject_ids: Iterable[UUID] | None = None) -> dict[UUID, Waiting]:
    """By thing: those undecided that were kept waiting or escalated; all there are of the kind, or of these. Asked in
    nobody's name, by the content area itself: the notes are for staff alone, and what is escalated for leads. Two
    queries, one where there is nothing of that."""
    items = QueueItem.objects.filter(kind=kind, state__in=UNDECIDED)
    if subject_ids is not None:
        items = items.filter(subject_id__in=subject_ids)
    kept = Q(decisions__decision=Choice.HOLD) | Q(state=State.ESCALATED) | Q(half_decided_at__isnull=False)
    found = {item.pk: item for item in items.filter(kept).distinct().only("subject_id", "state", "half_decided_at")}
    if not found:
        return {}
    notes: dict[UUID, list[str]] = {item_id: [] for item_id in found}
    for decision in Decision.objects.filter(item__in=notes, decision=Choice.HOLD).only("item_id", "note"):
        notes[decision.item_id].append(decision.note)
    for pk, item in found.items():
        if item.half_decided_at is not None:
            notes[pk].append(gettext("It is severe: one person has looked, and somebody else is needed."))
    return {item.subject_id: Waiting(item.state == State.ESCALATED, notes[pk]) for pk, item in found.items()}


def shown_to(
    actor: Actor, item: QueueItem, now: datetime, *, has_words: bool, has_had_enough: bool = False
) -> ItemShown:
    """An item that `open_for_review` gave to the actor, with everything about it; `has_words` as it said."""
    snapshots = [snapshot_from(evidence) for evidence in item.evidence]
    evidence = last_snapshot(item.evidence, item.created_at)
    choices = policies.choices_open_to(actor, item)
    flags = list(item.flags.all())
    item.flag_count = len(flags)  # type: ignore[attr-defined]
    item.folded_count = item.folded.filter(decided_at__isnull=True).count()  # type: ignore[attr-defined]
    decisions = item.decisions.select_related("incompatible_content_ground")
    with_colleague = policies.is_with_somebody_else(actor, item, now)
    return ItemShown(
        item=item,
        row=row_of(item, actor, now),
        has_words=has_words,
        has_had_enough=has_had_enough,
        summary=summary_of(evidence, earlier=len(snapshots[:-1])),
        evidence=evidence if has_words else None,
        earlier=snapshots[:-1] if has_words else [],
        flags=[
            FlagShown(str(FlagReason(flag.reason).label), flag.note if has_words else "", flag.created_at)
            for flag in flags
        ],
        decisions=[_decision_shown(decision, actor) for decision in decisions],
        opinions=[
            DecisionShown(
                choice=Choice(opinion.choice),
                by_me=opinion.person_id == actor.login_id,
                rule=rule_said(opinion.rule),
                explanation=opinion.explanation,
                note=opinion.note,
                created_at=opinion.created_at,
            )
            for opinion in item.opinions.select_related("rule")
        ],
        choices=[] if with_colleague else [one for one in choices if has_words or one in OPEN_AFTERWARDS],
        with_colleague=with_colleague,
        in_hand=item.holder_id == actor.login_id,
        colleagues=ready_colleagues(actor, item, now) if item.holder_id == actor.login_id else [],
        content_notes=_content_notes(item.kind),
        appeals=_appeals(item, actor, now, has_words=has_words),
        history=_history(item, actor) if has_words else [],
    )


def rules_to_choose_from() -> list[tuple[str, str]]:
    """Code and words of each rule a removal can name."""
    return [(rule.code, rule_said(rule)) for rule in ReasonCode.objects.filter(is_active=True)]


def require_flaggable(actor: Actor, kind_name: str, subject_id: UUID) -> str:
    """What the actor is about to flag, in a word. Raises Absent for what they cannot see."""
    if not policies.may_flag(actor, kind_name, subject_id):
        raise Absent
    return str(kind_named(kind_name).label)


def has_flagged(actor: Actor) -> bool:
    """Whether the actor flagged anything, ever."""
    return actor.persona_id is not None and Flag.objects.filter(flagger=actor.persona_id).exists()


def _decision_shown(decision: Decision, actor: Actor) -> DecisionShown:
    return DecisionShown(
        choice=Choice(decision.decision),
        by_me=decision.decider_id == actor.login_id,
        rule=rule_said(decision.incompatible_content_ground),
        explanation=decision.incompatible_content_explanation,
        note=decision.note,
        created_at=decision.created_at,
    )


def _appeals(item: QueueItem, actor: Actor, now: datetime, *, has_words: bool) -> list[AppealShown]:
    rows = appeals_open_at(item).select_related(
        "decision__incompatible_content_ground", "sanction__incompatible_content_ground"
    )
    return [
        AppealShown(
            side=AppealSide(row.side),
            words=row.words if has_words else "",
            created_at=row.created_at,
            decision=_decision_shown(row.decision, actor) if row.decision else None,
            sanction=without_words(shown_sanction(row.sanction, now)) if row.sanction else None,
        )
        for row in rows
    ]


def _history(item: QueueItem, actor: Actor) -> list[Before]:
    """What was decided before about the same thing, as far as the actor may see it. Two queries."""
    same = policies.items_visible_to(actor).filter(kind__in=kinds_of_the_same(item.kind), subject_id=item.subject_id)
    same = same.filter(decided_at__isnull=False, created_at__lte=item.created_at).exclude(pk=item.pk)
    rows = same.order_by("-decided_at", "pk").prefetch_related("decisions__incompatible_content_ground")
    return [
        Before(
            evidence=last_snapshot(row.evidence, row.created_at),
            decisions=[_decision_shown(decision, actor) for decision in row.decisions.all()],
            asked_to_change=any(decision.decision == Choice.CHANGE for decision in row.decisions.all()),
        )
        for row in rows[:MOST_BEFORE]
    ]


def _content_notes(name: str) -> list[tuple[str, Any]]:
    try:
        kind = kind_named(name)
    except KeyError:
        return []
    return list(kind.content_notes()) if isinstance(kind, FoldedKind) else []
