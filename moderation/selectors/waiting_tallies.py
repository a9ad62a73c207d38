"""What waits for somebody, counted by everything one can filter by. One query, whatever the length of the queue and
however many views want a number from it."""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Max, Q

from moderation import policies
from moderation.models import Severity, State
from moderation.selectors.waiting import Only, QueueFilters
from pop.accounts.contracts import Actor


@dataclass(frozen=True, slots=True)
class Tally:
    """How much there is of one sort; what is folded into something else is only in `number`, `late` and `soon`."""

    lane: str
    severity: int
    kind: str
    cause: str
    state: str
    number: int
    late: int  # past its clock
    soon: int  # not late, and more than half of its time has gone
    listed: int  # as lines of the list
    listed_late: int
    mine: int  # in the reader's hand
    in_hand: int  # in anybody's
    newest: datetime | None  # the latest clock: it moves when something comes
    last_taken: datetime | None  # the latest end of a lease: it moves when something is taken


_COUNTED = {"": "listed", Only.MINE.value: "mine", Only.LATE.value: "listed_late"}


def tallies_for(actor: Actor, now: datetime) -> list[Tally]:
    """Everything undecided the actor may see, in a fixed order; nothing for who has no queue."""
    taken = Q(holder__isnull=False, held_until__gt=now)
    listed = Q() if policies.sees_folded_one_by_one(actor) else Q(folded_into__isnull=True)
    rows = (
        policies.items_visible_to(actor)
        .filter(decided_at__isnull=True)
        .order_by("lane", "severity", "kind", "cause", "state")
        .values_list("lane", "severity", "kind", "cause", "state")
        .annotate(
            number=Count("*"),
            late=Count("due_at", filter=Q(due_at__lt=now)),
            soon=Count("due_at", filter=_soon(now)),
            listed=Count("due_at", filter=listed),
            listed_late=Count("due_at", filter=listed & Q(due_at__lt=now)),
            mine=Count("due_at", filter=taken & Q(holder=actor.login_id)),
            in_hand=Count("due_at", filter=taken),
            newest=Max("due_at"),
            last_taken=Max("held_until", filter=taken),
        )
    )
    return [Tally(*row) for row in rows]


def mark_of(tallies: Sequence[Tally]) -> str:
    """A word that is another one whenever what somebody sees of the queue is another. It says nothing else."""
    return sha256(repr([astuple(tally) for tally in tallies]).encode()).hexdigest()[:16]


def number_in(tallies: Iterable[Tally], filters: QueueFilters) -> int | None:
    """How many lines the list has with these filters; None for what is decided, which nobody counts."""
    if filters.state == State.DECIDED:
        return None
    counted = _COUNTED[filters.only]
    wanted = {"lane": filters.lane, "kind": filters.kind, "cause": filters.cause, "state": filters.state}
    severity = Severity[filters.severity.upper()].value if filters.severity else 0
    return sum(
        getattr(tally, counted)
        for tally in tallies
        if all(not value or getattr(tally, name) == value for name, value in wanted.items())
        and severity in {0, tally.severity}
    )


def minutes_of(severity: Severity) -> int:
    minutes: dict[str, int] = settings.POP_MODERATION_MINUTES
    return minutes[severity.name.lower()]


def _soon(now: datetime) -> Q:
    soon = Q(pk__in=[])
    for severity in Severity:
        half = timedelta(minutes=minutes_of(severity) / 2)
        soon |= Q(severity=severity, due_at__gte=now, due_at__lt=now + half)
    return soon
