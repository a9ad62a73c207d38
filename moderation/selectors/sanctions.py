"""Reading sanctions: what one can be set for, somebody's own, and what staff see of a person."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from moderation.contracts import Effect, FlagReason, Snapshot, kind_named
from moderation.models import STOPS_WRITING, Lane, QueueItem, ReasonCode, Sanction, Step
from moderation.policies import sanctions as policies
from moderation.policies.appeals import decisions_open_to, may_appeal, may_appeal_sanction, sanction_open_until
from moderation.rules import differently_in_words, rule_in_words
from moderation.sanctions.places import Place, SharedKind, title_of
from moderation.sanctions.steps import suggested
from moderation.screening import sentence_for
from moderation.selectors.statements import AppealTold, fact_in_words, told_of
from moderation.selectors.waiting import kind_label
from moderation.summaries import Summary, summary_of
from pop.accounts.colleagues import Somebody, somebody_here
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

MOST = 100  # of one person, the newest


@dataclass(frozen=True, slots=True)
class Grounds:
    """Something somebody wrote, for which they may be sanctioned."""

    kind: str
    subject_id: UUID
    snapshot: Snapshot
    author: Somebody
    place: Place | None
    item: QueueItem | None  # the newest about it, if anybody was asked to look


@dataclass(frozen=True, slots=True)
class SanctionShown:
    """One sanction, in the reader's language, for the person it is about and for staff."""

    id: UUID
    step: Step
    place: str  # its title; "" for everywhere
    words: str  # their own, as they stood; "" once they were discarded after their term
    kind: str
    subject_id: UUID
    kind_label: str
    rule: str
    explanation: str
    differently: str
    facts: list[str]
    automated_detection: bool
    since: datetime
    until: datetime | None
    review_at: datetime | None
    lifted_at: datetime | None
    lifted_words: str
    content_date: datetime
    in_force: bool
    still_counts: bool
    stops_writing: bool
    persona_id: UUID | None
    has_words: bool = True  # for staff they come when they are asked for, where they are hard to read (SEC-75)
    was_undone: bool = False  # an appeal undid it: it should not have been
    place_is_lost: bool = False  # and their place could not be given back
    # For the person it is about alone:
    may_appeal: bool = False
    appeal_until: datetime | None = None
    appeal: AppealTold | None = None


@dataclass(frozen=True, slots=True)
class ToSet:
    """What a person of the staff sees before they choose a step."""

    grounds: Grounds
    kind_label: str
    place_title: str
    steps: list[Step]
    suggestion: Step | None  # None: it is time for somebody with more to say, or for nobody
    earlier: list[SanctionShown]
    reasons: list[str]  # why somebody was asked to look at it
    summary: Summary
    may_need_help: bool  # our checks heard a need in it, or it waits among what is about care


def grounds_of(kind_name: str, subject_id: UUID) -> Grounds:
    """What somebody wrote for others to read, and who; asked in nobody's name. Raises Absent for what is unknown, has
    no author any more, or is nothing that others read."""
    try:
        kind = kind_named(kind_name)
    except KeyError as error:
        raise Absent from error
    snapshot = kind.snapshot(subject_id)
    author = somebody_here(snapshot.author_id)
    if author is None or not isinstance(kind, SharedKind):
        raise Absent
    return Grounds(
        kind=kind_name,
        subject_id=subject_id,
        snapshot=snapshot,
        author=author,
        place=kind.place_of(subject_id),
        item=QueueItem.objects.filter(kind=kind_name, subject_id=subject_id).order_by("-created_at").first(),
    )


def to_set(actor: Actor, kind_name: str, subject_id: UUID, now: datetime) -> ToSet:
    """Raises Absent as `grounds_of`, for what is not the actor's to decide, and where no step is open to them."""
    grounds = grounds_of(kind_name, subject_id)
    if not policies.may_sanction_for(actor, kind_name, subject_id, grounds.author.persona_id):
        raise Absent
    steps = policies.steps_open_to(actor, grounds.place, grounds.author.roles)
    if not steps:
        raise Absent
    visible = policies.sanctions_visible_to(actor).filter(persona=grounds.author.persona_id)
    # What somebody with less to say may not see counts for the suggestion all the same.
    counting = still_counting(grounds.author.persona_id, now)
    return ToSet(
        grounds=grounds,
        kind_label=kind_label(kind_name),
        place_title=title_of(grounds.place.kind, grounds.place.id) if grounds.place else "",
        steps=steps,
        suggestion=suggested(counting, steps),
        earlier=_for_staff(visible, now),
        reasons=_why_somebody_looked(grounds.item),
        summary=summary_of(grounds.snapshot, earlier=0),
        may_need_help=_may_need_help(grounds.item),
    )


@dataclass(frozen=True, slots=True)
class Beside:
    """Beside an item in the queue: what was decided about its author, and whether the reader may take a step."""

    persona_id: UUID
    rows: list[SanctionShown]
    may_set: bool


def beside(actor: Actor, item: QueueItem, now: datetime) -> Beside | None:
    """None without an author; ask for what the actor may see (`open_for_review`, which keeps the record)."""
    if item.author_id is None:
        return None
    may_set = policies.may_sanction_for(actor, item.kind, item.subject_id, item.author_id)
    return Beside(item.author_id, history_of(actor, item.author_id, now), may_set)


def _why_somebody_looked(item: QueueItem | None) -> list[str]:
    """What our checks noticed, and what people told us, without them (SG-51)."""
    if item is None:
        return []
    told = dict.fromkeys(item.flags.values_list("reason", flat=True))
    noticed = [sentence_for(why["step"], why["code"]) for why in item.reasons]
    return [*noticed, *(str(FlagReason(reason).label) for reason in told)]


def _may_need_help(item: QueueItem | None) -> bool:
    if item is None:
        return False
    return item.lane == Lane.CARE or any(why["effect"] == Effect.CARE for why in item.reasons)


def appeal_open_to(actor: Actor, shown_one: SanctionShown, now: datetime) -> UUID | None:
    """The decision about the same thing at which the actor can ask another person to look again; when that is undone,
    what was decided about them because of it is, too."""
    decisions = decisions_open_to(actor).filter(item__kind=shown_one.kind, item__subject_id=shown_one.subject_id)
    return next((one.pk for one in decisions if may_appeal(actor, one, now)), None)


def still_counting(persona_id: UUID, now: datetime) -> list[Step]:
    """The steps that make a higher one the next: not lifted, and not long ago."""
    rows = Sanction.objects.filter(persona=persona_id, lifted_at__isnull=True, counts_until__gt=now)
    open_ended = Sanction.objects.filter(persona=persona_id, lifted_at__isnull=True, until__isnull=True)
    return [Step(step) for step in (rows | open_ended).values_list("step", flat=True)]


def own_sanctions(actor: Actor, now: datetime) -> list[SanctionShown]:
    """What was decided about the actor, newest first, and what became of their asking for another look."""
    rows = policies.own_sanctions(actor).select_related("incompatible_content_ground").prefetch_related("appeals")
    return [_shown_to_them(actor, one, now) for one in rows.order_by("-since", "pk")[:MOST]]


def own_sanction(actor: Actor, sanction_id: UUID, now: datetime) -> SanctionShown:
    """Raises Absent for everybody else's."""
    rows = policies.own_sanctions(actor).select_related("incompatible_content_ground")
    found = rows.filter(pk=sanction_id).first()
    if found is None:
        raise Absent
    return _shown_to_them(actor, found, now)


def history_of(
    actor: Actor, persona_id: UUID, now: datetime, *, words_of: Collection[UUID] = ()
) -> list[SanctionShown]:
    """What was decided about somebody, as far as the actor may see it; the words of those in `words_of`, as the action
    `open_history` said, which keeps the record that somebody looked."""
    return _for_staff(policies.sanctions_visible_to(actor).filter(persona=persona_id), now, words_of)


def liftable_by(actor: Actor, person: Somebody, now: datetime) -> set[UUID]:
    """Of somebody's: those the actor may end early."""
    rows = policies.sanctions_visible_to(actor).filter(persona=person.persona_id, lifted_at__isnull=True)
    return {one.pk for one in rows if is_in_force(one, now) and policies.may_lift(actor, one, person.roles)}


def persona_of(actor: Actor, sanction_id: UUID) -> UUID:
    """Whom one is about that the actor may see. Raises Absent."""
    found = policies.sanctions_visible_to(actor).filter(pk=sanction_id).values_list("persona", flat=True).first()
    if found is None:
        raise Absent
    return found


def shown(sanction: Sanction, now: datetime) -> SanctionShown:
    rule: ReasonCode = sanction.incompatible_content_ground
    return SanctionShown(
        id=sanction.pk,
        step=Step(sanction.step),
        place=title_of(sanction.place_kind, sanction.place_id),
        words=sanction.evidence.get("text", ""),
        kind=sanction.kind,
        subject_id=sanction.subject_id,
        kind_label=kind_label(sanction.kind),
        rule=rule_in_words(rule.code, rule.title),
        explanation=sanction.incompatible_content_explanation,
        differently=sanction.differently or differently_in_words(rule.code, rule.differently),
        facts=[fact_in_words(code) for code in sanction.decision_facts.split()],
        automated_detection=sanction.automated_detection == "Yes",
        since=sanction.since,
        until=sanction.until,
        review_at=sanction.review_at,
        lifted_at=sanction.lifted_at,
        lifted_words=sanction.lifted_words,
        content_date=sanction.content_date,
        in_force=is_in_force(sanction, now),
        still_counts=sanction.lifted_at is None and (sanction.until is None or sanction.counts_until > now),
        stops_writing=Step(sanction.step) in STOPS_WRITING,
        persona_id=sanction.persona_id,
        was_undone=sanction.was_undone,
        place_is_lost=sanction.place_is_lost,
    )


def _shown_to_them(actor: Actor, sanction: Sanction, now: datetime) -> SanctionShown:
    asked = list(sanction.appeals.all())
    return replace(
        shown(sanction, now),
        may_appeal=not asked and may_appeal_sanction(actor, sanction, now),
        appeal_until=sanction_open_until(sanction),
        appeal=told_of(asked[0]) if asked else None,
    )


def is_in_force(sanction: Sanction, now: datetime) -> bool:
    return sanction.lifted_at is None and (sanction.until is None or sanction.until > now)


def removal_keeps_out(persona_id: UUID | None, place: Place, now: datetime) -> bool | None:
    """Whether somebody who was shown out of a place must stay out; None where no sanction says anything about it."""
    rows = Sanction.objects.filter(persona=persona_id, step=Step.REMOVAL, place_kind=place.kind, place_id=place.id)
    found = list(rows)
    return any(is_in_force(one, now) for one in found) if found else None


def _for_staff(rows: Any, now: datetime, words_of: Collection[UUID] = ()) -> list[SanctionShown]:
    newest = rows.select_related("incompatible_content_ground").order_by("-since", "pk")[:MOST]
    found = (shown(one, now) for one in newest)
    return [one if one.id in words_of else without_words(one) for one in found]


def without_words(one: SanctionShown) -> SanctionShown:
    return replace(one, words="", has_words=False)
