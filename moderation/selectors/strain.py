"""How much somebody has on their shoulders in this shift. Asked for that very person, for safeguarding leads and for
giving out work; for nobody else (SEC-75)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery

from moderation import policies
from moderation.hardness import is_hard
from moderation.models import PassedOn, QueueItem, Shift, SummaryAlways
from pop.accounts.colleagues import Colleague, colleagues_holding
from pop.accounts.contracts import Actor, Role
from pop.core.errors import Absent

AT_WORK = timedelta(minutes=30)  # whoever did nothing for so long is not there to take anything


@dataclass(frozen=True, slots=True)
class Strain:
    """One shift in numbers. `unbroken` is how long they have worked without a break."""

    began_at: datetime | None = None  # None: no shift is going on
    last_at: datetime | None = None
    hard: int = 0  # things of which they opened the words
    budget: int = 0
    beyond: int = 0  # of those: how many they opened although they had had enough
    left: int = 0  # left to others, without a reason
    breaks: int = 0
    unbroken: timedelta = timedelta()
    resting_until: datetime | None = None  # a break going on now

    @property
    def is_spent(self) -> bool:
        return self.hard >= self.budget

    @property
    def is_resting(self) -> bool:
        return self.resting_until is not None

    @property
    def needs_break(self) -> bool:
        return not self.is_resting and self.unbroken >= _minutes("work")

    @property
    def may_take_hard_things(self) -> bool:
        return not (self.is_spent or self.is_resting or self.needs_break)

    @property
    def unbroken_minutes(self) -> int:
        return int(self.unbroken.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class MemberOfTeam:
    name: str
    is_me: bool
    strain: Strain


def strain_of(login_id: UUID | None, now: datetime) -> Strain:
    """The shift somebody is in. One query; two while one goes on."""
    shift = current_shift(login_id, now)
    return _strains([shift], now)[shift.person_id] if shift else Strain(budget=settings.POP_SHIFT_BUDGET)


def current_shift(login_id: UUID | None, now: datetime) -> Shift | None:
    """None where the last one ended by a long pause."""
    going_on = Shift.objects.filter(person=login_id, last_at__gt=now - _minutes("pause"))
    return going_on.order_by("-last_at").first() if login_id else None


def own_shift(actor: Actor, now: datetime) -> Strain:
    """Raises Absent for who has no queue."""
    if not policies.may_see_queue(actor):
        raise Absent
    return strain_of(actor.login_id, now)


def wants_summary_always(actor: Actor) -> bool:
    return SummaryAlways.objects.filter(person=actor.login_id).exists()


def team_for(actor: Actor, now: datetime) -> list[MemberOfTeam]:
    """Everybody who works with the queue, by name and never by number, with the shift going on. For safeguarding leads;
    raises Absent for everybody else. The same number of queries for any team."""
    if not policies.may_see_team(actor):
        raise Absent
    people = colleagues_holding(Role.FACILITATOR, Role.MODERATOR, Role.SAFEGUARDING_LEAD)
    strains = _strains_of_all(people, now)
    none = Strain(budget=settings.POP_SHIFT_BUDGET)
    return [MemberOfTeam(p.name, p.login_id == actor.login_id, strains.get(p.login_id, none)) for p in people]


def ready_colleagues(actor: Actor, item: QueueItem, now: datetime) -> list[Colleague]:
    """Whom the actor can hand an item to: nobody gets something hard who has had enough or is on a break."""
    people = policies.colleagues_for(actor, item)
    if not is_hard(item):
        return people
    strains = _strains_of_all(people, now)
    return [one for one in people if one.login_id not in strains or strains[one.login_id].may_take_hard_things]


def could_take_hard_things(people: Iterable[Colleague], now: datetime) -> bool:
    """Whether anybody of these is at work and has not had enough."""
    strains = _strains_of_all(people, now)
    return any(
        strain.may_take_hard_things and strain.last_at is not None and strain.last_at > now - AT_WORK
        for strain in strains.values()
    )


def _strains_of_all(people: Iterable[Colleague], now: datetime) -> dict[UUID, Strain]:
    newest = Shift.objects.filter(person=OuterRef("person")).order_by("-last_at", "pk").values("pk")[:1]
    shifts = Shift.objects.filter(
        person__in=[one.login_id for one in people], last_at__gt=now - _minutes("pause"), pk=Subquery(newest)
    )
    return _strains(list(shifts), now)


def _strains(shifts: Collection[Shift], now: datetime) -> dict[UUID, Strain]:
    """By person."""
    counted = Shift.objects.filter(pk__in=[shift.pk for shift in shifts]).order_by().annotate(
        hard=Count("exposures"), beyond=Count("exposures", filter=Q(exposures__beyond=True)),
        left=Subquery(
            PassedOn.objects.filter(by=OuterRef("person"), created_at__gte=OuterRef("began_at"))
            .order_by().values("by").annotate(n=Count("pk")).values("n")
        ),
    )  # fmt: skip
    numbers = {
        pk: (hard, beyond, left or 0) for pk, hard, beyond, left in counted.values_list("pk", "hard", "beyond", "left")
    }
    return {shift.person_id: _strain(shift, numbers[shift.pk], now) for shift in shifts}


def _strain(shift: Shift, numbers: tuple[int, int, int], now: datetime) -> Strain:
    hard, beyond, left = numbers
    rested = breaks_ended(shift, now)
    resting_until = shift.resting_until if shift.resting_until and shift.resting_until > now else None
    return Strain(
        began_at=shift.began_at,
        last_at=shift.last_at,
        hard=hard,
        budget=settings.POP_SHIFT_BUDGET,
        beyond=beyond,
        left=left,
        breaks=shift.breaks + rested,
        unbroken=timedelta() if rested or resting_until else now - shift.unbroken_since,
        resting_until=resting_until,
    )


def breaks_ended(shift: Shift, now: datetime) -> int:
    """1 where a break is over that nobody has counted yet: one that was begun, or a pause that was long enough."""
    if shift.resting_until is not None:
        return int(shift.resting_until <= now)
    return int(now - shift.last_at >= _minutes("break"))


def _minutes(what: str) -> timedelta:
    minutes: dict[str, int] = settings.POP_SHIFT_MINUTES
    return timedelta(minutes=minutes[what])
