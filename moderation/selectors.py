"""Reading the queue for somebody. What they may not see is absent (SEC-24)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.contracts import Effect, FlagReason, FoldedKind, Snapshot, kind_named, registered_kinds
from moderation.evidence import last_snapshot, snapshot_from
from moderation.models import UNDECIDED, Cause, Choice, Decision, Flag, QueueItem, ReasonCode, Severity, State
from moderation.rules import rule_in_words
from moderation.screening import sentence_for
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Invalid

PAGE = 25


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What of the queue somebody wants to see; "" is everything, and for `state` everything undecided."""

    kind: str = ""
    cause: str = ""
    severity: str = ""  # normal, high, severe
    state: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    id: UUID
    kind: str
    kind_label: str
    cause: Cause
    severity: Severity
    state: State
    title: str
    author_name: str
    reasons: list[str]
    flags: int
    created_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class QueuePage:
    rows: list[QueueRow]
    next_after: UUID | None


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
class ItemShown:
    """An item as the person sees it who decides: evidence, surroundings, why it is here, what was decided before."""

    item: QueueItem
    row: QueueRow
    evidence: Snapshot
    earlier: list[Snapshot]
    flags: list[FlagShown]
    decisions: list[DecisionShown]
    choices: list[Choice]
    content_notes: list[tuple[str, Any]]  # behind which it can be shown folded


@dataclass(frozen=True, slots=True)
class Waiting:
    """How an undecided thing stands, for the content area's own staff."""

    is_escalated: bool
    notes: list[str]  # why it was kept waiting, oldest first


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


def open_item_for(kind: str, subject_id: UUID) -> QueueItem | None:
    """The undecided item about this, for the content area itself: it asks in nobody's name."""
    return QueueItem.objects.filter(kind=kind, subject_id=subject_id, state__in=UNDECIDED).first()


def called_for_care(kinds: Collection[str], subject_ids: Collection[UUID], since: datetime) -> set[UUID]:
    """Of these, what screening heard a need in (SG-31): while it waits, and what came since then. For the content area
    itself, so that its author sees help. A person's flag never counts: nobody learns from it that somebody worries."""
    there = QueueItem.objects.filter(kind__in=kinds, subject_id__in=subject_ids)
    items = there.filter(Q(state__in=UNDECIDED) | Q(created_at__gte=since))
    return {item.subject_id for item in items if any(why["effect"] == Effect.CARE for why in item.reasons)}


def waiting_on(kind: str, subject_ids: Iterable[UUID] | None = None) -> dict[UUID, Waiting]:
    """By thing: those undecided that were kept waiting or escalated; all there are of the kind, or of these. Asked in
    nobody's name, by the content area itself: the notes are for staff alone, and what is escalated for leads. Two
    queries, one where there is nothing of that."""
    items = QueueItem.objects.filter(kind=kind, state__in=UNDECIDED)
    if subject_ids is not None:
        items = items.filter(subject_id__in=subject_ids)
    kept = Q(decisions__decision=Choice.HOLD) | Q(state=State.ESCALATED)
    found = {item.pk: item for item in items.filter(kept).distinct().only("subject_id", "state")}
    if not found:
        return {}
    notes: dict[UUID, list[str]] = {item_id: [] for item_id in found}
    for decision in Decision.objects.filter(item__in=notes, decision=Choice.HOLD).only("item_id", "note"):
        notes[decision.item_id].append(decision.note)
    return {item.subject_id: Waiting(item.state == State.ESCALATED, notes[pk]) for pk, item in found.items()}


def queue_for(actor: Actor, filters: QueueFilters | None = None) -> QuerySet[QueueItem]:
    """What the actor may see of the queue. Raises Absent for whoever has no queue, Invalid for an unknown filter."""
    if not policies.may_see_queue(actor):
        raise Absent
    wanted = filters or QueueFilters()
    _check(wanted)
    items = policies.items_visible_to(actor).select_related("author").annotate(flag_count=Count("flags"))
    items = items.filter(state=wanted.state) if wanted.state else items.filter(state__in=UNDECIDED)
    if wanted.kind:
        items = items.filter(kind=wanted.kind)
    if wanted.cause:
        items = items.filter(cause=wanted.cause)
    if wanted.severity:
        items = items.filter(severity=Severity[wanted.severity.upper()])
    return items


def page_of_queue(
    actor: Actor, filters: QueueFilters | None = None, *, after: UUID | None = None, first: int = PAGE
) -> QueuePage:
    """`first` lines after the item `after`, severe first, then oldest; always the same number of queries.

    Raises Absent and Invalid as `queue_for`; an `after` that is no item of theirs reads from the start.
    """
    items = queue_for(actor, filters)
    place = policies.items_visible_to(actor).filter(pk=after).values_list("place", flat=True).first() if after else None
    if place is not None:
        items = items.filter(place__gte=place).exclude(place=place, pk__lte=after)
    found = list(items.order_by("place", "pk")[: first + 1])
    rows = [row_of(item) for item in found[:first]]
    return QueuePage(rows, rows[-1].id if len(found) > first else None)


def counts_for(actor: Actor, now: datetime) -> dict[str, int]:
    """How many undecided items wait for the actor, by severity, and how many of them too long."""
    waiting = policies.items_visible_to(actor).filter(state__in=UNDECIDED)
    by_severity = {s.name.lower(): Count("pk", filter=Q(severity=s)) for s in Severity}
    return waiting.aggregate(all=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)), **by_severity)


def item_for(actor: Actor, item_id: UUID) -> QueueItem:
    """Raises Absent. For pages that show an item to a person, the action `open_for_review` keeps the record."""
    item = policies.items_visible_to(actor).filter(pk=item_id).first()
    if item is None:
        raise Absent
    return item


def shown_to(actor: Actor, item: QueueItem) -> ItemShown:
    """An item that `open_for_review` gave to the actor, with everything about it."""
    snapshots = [snapshot_from(evidence) for evidence in item.evidence]
    flags = list(item.flags.all())
    item.flag_count = len(flags)  # type: ignore[attr-defined]
    decisions = item.decisions.select_related("incompatible_content_ground")
    return ItemShown(
        item=item,
        row=row_of(item),
        evidence=last_snapshot(item.evidence, item.created_at),
        earlier=snapshots[:-1],
        flags=[FlagShown(str(FlagReason(flag.reason).label), flag.note, flag.created_at) for flag in flags],
        decisions=[
            DecisionShown(
                choice=Choice(decision.decision),
                by_me=decision.decider_id == actor.login_id,
                rule=_rule(decision.incompatible_content_ground),
                explanation=decision.incompatible_content_explanation,
                note=decision.note,
                created_at=decision.created_at,
            )
            for decision in decisions
        ],
        choices=policies.choices_open_to(actor, item),
        content_notes=_content_notes(item.kind),
    )


def rules_to_choose_from() -> list[tuple[str, str]]:
    """Code and words of each rule a removal can name."""
    return [(rule.code, _rule(rule)) for rule in ReasonCode.objects.filter(is_active=True)]


def require_flaggable(actor: Actor, kind_name: str, subject_id: UUID) -> str:
    """What the actor is about to flag, in a word. Raises Absent for what they cannot see."""
    if not policies.may_flag(actor, kind_name, subject_id):
        raise Absent
    return str(kind_named(kind_name).label)


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


def has_flagged(actor: Actor) -> bool:
    """Whether the actor flagged anything, ever."""
    return actor.persona_id is not None and Flag.objects.filter(flagger=actor.persona_id).exists()


def kinds_to_choose_from() -> list[tuple[str, str]]:
    return [(kind.name, str(kind.label)) for kind in registered_kinds()]


def row_of(item: QueueItem) -> QueueRow:
    """An item as a line of the queue. Give it with its author and `flag_count`, as `queue_for` does."""
    return QueueRow(
        id=item.pk,
        kind=item.kind,
        kind_label=_kind_label(item.kind),
        cause=Cause(item.cause),
        severity=Severity(item.severity),
        state=State(item.state),
        title=item.evidence[-1]["title"] if item.evidence else "",
        author_name=str(item.author or ""),
        reasons=[sentence_for(reason["step"], reason["code"]) for reason in item.reasons],
        flags=getattr(item, "flag_count", 0),
        created_at=item.created_at,
        due_at=item.due_at,
    )


def _statement(decision: Decision) -> Statement:
    seen = last_snapshot(decision.item.evidence, decision.item.created_at)
    return Statement(
        id=decision.pk,
        kind_label=_kind_label(decision.item.kind),
        title=seen.title,
        decision=Choice(decision.decision),
        rule=_rule(decision.incompatible_content_ground),
        explanation=decision.incompatible_content_explanation,
        facts=[_fact(code) for code in decision.decision_facts.split()],
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
}


def _fact(code: str) -> str:
    if code in _FACTS:
        return str(_FACTS[code])
    step, _dot, reason = code.partition(".")
    return sentence_for(step, reason)


def _rule(rule: ReasonCode | None) -> str:
    return rule_in_words(rule.code, rule.title) if rule else ""


def _content_notes(name: str) -> list[tuple[str, Any]]:
    try:
        kind = kind_named(name)
    except KeyError:
        return []
    return list(kind.content_notes()) if isinstance(kind, FoldedKind) else []


def _kind_label(name: str) -> str:
    try:
        return str(kind_named(name).label)
    except KeyError:
        return name


def _check(filters: QueueFilters) -> None:
    known = {
        "kind": {name for name, _label in kinds_to_choose_from()},
        "cause": set(Cause.values),
        "severity": {severity.name.lower() for severity in Severity},
        "state": set(State.values),
    }
    wrong = {name: [_("There is no such filter.")] for name, values in known.items()
             if getattr(filters, name) and getattr(filters, name) not in values}  # fmt: skip
    if wrong:
        raise Invalid(fields=wrong)
