"""The queue as a list, for somebody: what they may not see is absent (SEC-24)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery, TextChoices
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.contracts import kind_named, registered_kinds
from moderation.hardness import is_hard
from moderation.models import Cause, Flag, Lane, QueueItem, Severity, State
from moderation.screening import sentence_for
from moderation.triage import first_place
from pop.accounts.contracts import Actor
from pop.audit.looks import note_look
from pop.core.errors import Absent, Invalid

PAGE = 25


@dataclass(frozen=True, slots=True)
class QueueFilters:
    """What of the queue somebody wants to see; "" is everything, and for `state` everything undecided."""

    kind: str = ""
    lane: str = ""
    cause: str = ""
    severity: str = ""  # normal, high, severe
    state: str = ""
    only: str = ""  # one of Only


class Only(TextChoices):
    """What one can ask for besides the sort of work."""

    MINE = "mine", _("What I have in hand")
    LATE = "late", _("What has waited too long")


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One line of the queue."""

    id: UUID
    kind: str
    kind_label: str
    cause: Cause
    severity: Severity
    state: State
    lane: Lane
    is_held_back: bool  # it was shown, and is out of sight until somebody decides
    needs_second: bool  # severe: one person has said what they would do, another one is needed
    with_somebody: bool  # somebody took it, and has time left
    is_mine: bool  # the reader took it last
    title: str  # "" for what is hard to read: its words come when they are asked for (SEC-75)
    author_name: str
    reasons: list[str]
    flags: int
    same_words: int  # how many more say the same, and are decided with it
    created_at: datetime
    due_at: datetime


@dataclass(frozen=True, slots=True)
class QueuePage:
    rows: list[QueueRow]
    next_after: UUID | None


def queue_for(actor: Actor, filters: QueueFilters | None = None, *, now: datetime) -> QuerySet[QueueItem]:
    """What the actor may see of the queue. Raises Absent for whoever has no queue, Invalid for an unknown filter."""
    if not policies.may_see_queue(actor):
        raise Absent
    wanted = filters or QueueFilters()
    check_filters(wanted)
    note_look(actor, verb="moderation.view_queue", subject_kind="queue", subject_id=wanted.kind or "all")
    decided = wanted.state == State.DECIDED
    items = policies.items_visible_to(actor) if decided else policies.items_listed_for(actor)
    items = items.select_related("author").annotate(flag_count=_flags_of_each(), folded_count=_folded_into_each())
    if wanted.state:
        items = items.filter(state=wanted.state)
    if wanted.lane:
        items = items.filter(lane=wanted.lane)
    if wanted.kind:
        items = items.filter(kind=wanted.kind)
    if wanted.cause:
        items = items.filter(cause=wanted.cause)
    if wanted.severity:
        severity = Severity[wanted.severity.upper()]
        # Their places are one stretch of the index; asking for the severity alone would read past all others.
        items = items.filter(severity=severity, place__gte=first_place(severity), place__lt=first_place(severity - 1))
    if wanted.only == Only.MINE:
        items = items.filter(holder=actor.login_id, held_until__gt=now)
    elif wanted.only == Only.LATE:
        items = items.filter(due_at__lt=now)
    return items


def page_of_queue(
    actor: Actor, filters: QueueFilters | None = None, *, now: datetime, after: UUID | None = None, first: int = PAGE
) -> QueuePage:
    """`first` lines after the item `after`, severe first, then oldest; always the same number of queries.

    Raises Absent and Invalid as `queue_for`; an `after` that is no item of theirs reads from the start.
    """
    items = queue_for(actor, filters, now=now)
    place = policies.items_visible_to(actor).filter(pk=after).values_list("place", flat=True).first() if after else None
    if place is not None:
        items = items.filter(place__gte=place).exclude(place=place, pk__lte=after)
    found = list(items.order_by("place", "pk")[: first + 1])
    rows = [row_of(item, actor, now) for item in found[:first]]
    return QueuePage(rows, rows[-1].id if len(found) > first else None)


def kinds_to_choose_from() -> list[tuple[str, str]]:
    return [(kind.name, str(kind.label)) for kind in registered_kinds()]


def row_of(item: QueueItem, actor: Actor, now: datetime) -> QueueRow:
    """An item as a line of the queue. Give it with its author, `flag_count` and `folded_count`, as `queue_for` does."""
    return QueueRow(
        id=item.pk,
        kind=item.kind,
        kind_label=kind_label(item.kind),
        cause=Cause(item.cause),
        severity=Severity(item.severity),
        state=State(item.state),
        lane=Lane(item.lane),
        is_held_back=item.is_held_back,
        needs_second=item.half_decided_at is not None and item.decided_at is None,
        with_somebody=item.held_until is not None and item.holder_id is not None and item.held_until > now,
        is_mine=item.holder_id == actor.login_id,
        title=item.evidence[-1]["title"] if item.evidence and not is_hard(item) else "",
        author_name=str(item.author or ""),
        reasons=[sentence_for(reason["step"], reason["code"]) for reason in item.reasons],
        flags=getattr(item, "flag_count", 0),
        same_words=getattr(item, "folded_count", 0),
        created_at=item.created_at,
        due_at=item.due_at,
    )


def kind_label(name: str) -> str:
    try:
        return str(kind_named(name).label)
    except KeyError:
        return name


def _flags_of_each() -> Coalesce:
    """How many flags each has: asked for the rows of a page alone, and not for all that wait."""
    flags = Flag.objects.filter(item=OuterRef("pk")).order_by().values("item").annotate(number=Count("pk"))
    return Coalesce(Subquery(flags.values("number")), 0)


def _folded_into_each() -> Coalesce:
    folded = QueueItem.objects.filter(folded_into=OuterRef("pk"), decided_at__isnull=True)
    return Coalesce(Subquery(folded.order_by().values("folded_into").annotate(n=Count("pk")).values("n")), 0)


def check_filters(filters: QueueFilters) -> None:
    """Raises Invalid with a message at each filter that is none."""
    known = {
        "kind": {name for name, _label in kinds_to_choose_from()},
        "lane": set(Lane.values),
        "cause": set(Cause.values),
        "severity": {severity.name.lower() for severity in Severity},
        "state": set(State.values),
        "only": set(Only.values),
    }
    wrong = {name: [_("There is no such filter.")] for name, values in known.items()
             if getattr(filters, name) and getattr(filters, name) not in values}  # fmt: skip
    if wrong:
        raise Invalid(fields=wrong)
