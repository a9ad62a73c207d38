"""Who works on what: one job, one holder, for a time (SG-53). Nobody is asked why they pass something on (SEC-75)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.actions.announcing import queue_changed
from moderation.actions.looking import locked_for
from moderation.actions.shifts import begin_due_break, call_if_nobody_is_left, is_same_again, took, work_on
from moderation.hardness import HARD
from moderation.models import Choice, Decision, Lane, Opinion, PassedOn, QueueItem, Severity, Shift, State
from moderation.selectors.strain import ready_colleagues
from moderation.triage import time_for
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.audit.actions import Fact
from pop.core.errors import Absent, Conflict, Invalid

_NOT_YOURS = _("You do not have this any more.")


@transaction.atomic
def take_next(
    *, actor: Actor, lane: str = "", kind: str = "", besides: UUID | None = None, now: datetime
) -> QueueItem | None:
    """The most urgent and then oldest item that nobody is at, and that the actor may decide and has neither passed on
    nor kept waiting; it is theirs for POP_LEASE_MINUTES. Whoever has one in hand gets that one again, with new time:
    nobody collects jobs.

    On a break there is nothing; who opened POP_SHIFT_BUDGET hard things in this shift gets no further one; and after
    several of one lane another comes, unless a clock is running out (SEC-75). Why: `selectors.strain` says so.

    `besides` is the one item in hand that does not count: it may be decided already, and can still be taken back for
    some seconds (docs/decisions/0016). `lane` and `kind` ask for one sort of work. None when nothing waits for them.
    Two people never get the same item:
    PostgreSQL passes over rows others are taking, and on SQLite the transaction holds the write lock from its start.
    Raises Absent for who has no queue, Invalid for a lane that is none.
    """
    if not policies.may_see_queue(actor):
        raise Absent
    if lane and lane not in Lane.values:
        raise Invalid(fields={"lane": [_("There is no such filter.")]})
    shift = work_on(actor, now)
    in_hand = _in_hand(actor, now)
    item = (in_hand.exclude(pk=besides) if besides else in_hand).first()
    if item is None:
        item = _next_for(actor, lane, kind, shift, now)
        if item is None:
            return None
        took(shift, item.lane)
    free_or_theirs = _free(now) | Q(holder=actor.login_id)
    item.holder_id, item.held_until = actor.login_id, now + timedelta(minutes=settings.POP_LEASE_MINUTES)
    taken = QueueItem.objects.filter(free_or_theirs, pk=item.pk, decided_at__isnull=True)
    if not taken.update(holder=actor.login_id, held_until=item.held_until):
        raise Conflict
    _record(actor, item, "take", now)
    return item


@transaction.atomic
def release_item(*, actor: Actor, item_id: UUID, now: datetime) -> None:
    """Put an item in hand back where it stood. Raises Absent, and Conflict when it is not the actor's (any more)."""
    item = _theirs(actor, item_id)
    _let_go(item)
    _record(actor, item, "release", now)


@transaction.atomic
def skip_item(*, actor: Actor, item_id: UUID, now: datetime) -> None:
    """Leave an item in hand to others: it is not given to the actor again. Raises as `release_item`."""
    item = _theirs(actor, item_id)
    _let_go(item)
    _pass_on(actor, item, now)
    _record(actor, item, "skip", now)


@transaction.atomic
def hand_over(*, actor: Actor, item_id: UUID, to: UUID | None, now: datetime) -> None:
    """Give an item in hand to a colleague, who has POP_LEASE_MINUTES from now and is told. After that it is free for
    everybody but the actor: a hand-over leaves no gap.

    `to` is the persona of a moderator or safeguarding lead who may decide it. Raises Invalid for anybody else, and
    otherwise as `release_item`.
    """
    item = _theirs(actor, item_id)
    colleague = next((one for one in ready_colleagues(actor, item, now) if one.persona_id == to), None)
    if colleague is None:
        raise Invalid(fields={"to": [_("Please choose a colleague.")]})
    item.holder_id, item.held_until = colleague.login_id, now + timedelta(minutes=settings.POP_LEASE_MINUTES)
    item.save(update_fields=["holder", "held_until"])
    PassedOn.objects.filter(item=item, by=colleague.login_id).delete()
    _pass_on(actor, item, now)
    _record(actor, item, "hand_over", now, {"to": str(colleague.login_id)})
    notify(persona_id=colleague.persona_id, kind="moderation.handed_over", facts={"item": str(item.pk)}, now=now)


def _in_hand(actor: Actor, now: datetime) -> QuerySet[QueueItem]:
    items = policies.items_visible_to(actor).filter(decided_at__isnull=True).order_by("place", "pk")
    return items.filter(holder=actor.login_id, held_until__gt=now)


def _next_for(actor: Actor, lane: str, kind: str, shift: Shift, now: datetime) -> QueueItem | None:
    if begin_due_break(shift, now):
        call_if_nobody_is_left(actor, now)
        return None
    items = policies.items_listed_for(actor).filter(_free(now)).order_by("place", "pk")
    items = items.exclude(Exists(PassedOn.objects.filter(item=OuterRef("pk"), by=actor.login_id)))
    kept_waiting = Decision.objects.filter(item=OuterRef("pk"), decider=actor.login_id, decision=Choice.HOLD)
    items = items.exclude(Exists(kept_waiting))
    items = items.exclude(Exists(Opinion.objects.filter(item=OuterRef("pk"), person=actor.login_id)))
    if lane:
        items = items.filter(lane=lane)
    if kind:
        items = items.filter(kind=kind)
    if shift.exposures.count() >= settings.POP_SHIFT_BUDGET:
        items = items.exclude(HARD)
        call_if_nobody_is_left(actor, now)
    locked = items.select_for_update(skip_locked=True, of=("self",))
    item = locked.first()
    if item is not None and not lane and is_same_again(shift, item.lane) and _severe_can_wait(items, now):
        item = locked.exclude(lane=item.lane).first() or item
    return item


def _severe_can_wait(items: QuerySet[QueueItem], now: datetime) -> bool:
    """Whether other work may come in between: few severe things wait, and each has more than half of its time left."""
    few = settings.POP_SHIFT_IN_A_ROW
    severe = list(items.filter(severity=Severity.SEVERE).values_list("due_at", flat=True)[:few])
    return len(severe) < few and all(due_at >= now + time_for(Severity.SEVERE) / 2 for due_at in severe)


def _free(now: datetime) -> Q:
    return Q(holder__isnull=True) | Q(held_until__lte=now)


def _theirs(actor: Actor, item_id: UUID) -> QueueItem:
    item = locked_for(actor, item_id)
    if item.state == State.DECIDED or item.holder_id != actor.login_id:
        raise Conflict(_NOT_YOURS)
    return item


def _let_go(item: QueueItem) -> None:
    item.holder_id, item.held_until = None, None
    item.save(update_fields=["holder", "held_until"])


def _pass_on(actor: Actor, item: QueueItem, now: datetime) -> None:
    PassedOn.objects.get_or_create(item=item, by_id=actor.login_id, defaults={"created_at": now})


def _record(actor: Actor, item: QueueItem, verb: str, now: datetime, facts: dict[str, Fact] | None = None) -> None:
    record_deed(
        actor=actor, verb=f"moderation.{verb}", subject_kind="queue_item", subject_id=item.pk, now=now, facts=facts
    )
    queue_changed()
