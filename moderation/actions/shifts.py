"""How much one person takes on: shifts, breaks, and who hears of it when nobody is left (SEC-75)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from moderation import policies
from moderation.hardness import is_hard
from moderation.models import Exposure, Lane, QueueItem, Severity, Shift, SummaryAlways
from moderation.selectors.strain import breaks_ended, could_take_hard_things, current_shift, strain_of
from pop.accounts.actions import notify
from pop.accounts.colleagues import colleagues_holding
from pop.accounts.contracts import Actor, Role
from pop.accounts.deeds import record_deed
from pop.audit.actions import record
from pop.core.errors import Absent, TooFast
from pop.core.leaps import refuse_after_a_leap
from pop.core.limits import Limit, count

NOBODY_LEFT = Limit("moderation.nobody_left", times=1, seconds=3600)


def work_on(actor: Actor, now: datetime) -> Shift:
    """The shift the actor is in, from now on at the latest; breaks that are over are counted. Called by every action in
    which somebody works with the queue."""
    if actor.login_id is None:
        raise Absent
    shift = current_shift(actor.login_id, now)
    if shift is None:
        return Shift.objects.create(person_id=actor.login_id, began_at=now, last_at=now, unbroken_since=now)
    if breaks_ended(shift, now):
        shift.breaks, shift.unbroken_since, shift.resting_until = shift.breaks + 1, now, None
    shift.last_at = now
    shift.save(update_fields=["last_at", "breaks", "unbroken_since", "resting_until"])
    return shift


def begin_due_break(shift: Shift, now: datetime) -> bool:
    """Whether they are on a break now; after POP_SHIFT_MINUTES of work without one it begins by itself."""
    if shift.resting_until is None and now - shift.unbroken_since >= _minutes("work"):
        _rest(shift, now)
    return shift.resting_until is not None


@transaction.atomic
def take_break(*, actor: Actor, now: datetime) -> Shift:
    """Begin a break now, for as long as POP_SHIFT_MINUTES says. What the actor has in hand is free again: nothing waits
    for who rests. Raises Absent for who has no queue."""
    if not policies.may_see_queue(actor):
        raise Absent
    shift = work_on(actor, now)
    if shift.resting_until is None:
        QueueItem.objects.filter(holder=actor.login_id, decided_at__isnull=True).update(holder=None, held_until=None)
        _rest(shift, now)
        _record(actor, "break", shift, now)
    return shift


@transaction.atomic
def choose_summaries(*, actor: Actor, always: bool, now: datetime) -> None:
    """Whether the actor gets a summary before everything, or before hard things alone. Raises Absent for who has no
    queue."""
    if not policies.may_see_queue(actor):
        raise Absent
    if always:
        SummaryAlways.objects.get_or_create(person_id=actor.login_id)
    else:
        SummaryAlways.objects.filter(person=actor.login_id).delete()


def count_exposure(actor: Actor, item: QueueItem, shift: Shift, *, beyond: bool, now: datetime) -> bool:
    """Whether the actor may read the words of something hard now: then it is counted, once in a shift.

    Not when they have had enough, and not on a break unless it is in their hand already. `beyond` is their own yes in
    spite of that: a call for help is never out of reach, and it is on record that they chose to.
    """
    if Exposure.objects.filter(shift=shift, item=item).exists():
        return True
    in_hand = item.holder_id == actor.login_id and item.held_until is not None and item.held_until > now
    is_resting = not in_hand and begin_due_break(shift, now)
    has_had_enough = strain_of(actor.login_id, now).is_spent or is_resting
    if has_had_enough and not beyond:
        return False
    Exposure.objects.create(shift=shift, item=item, opened_at=now, beyond=has_had_enough)
    return True


def count_in_place(actor: Actor, item: QueueItem, now: datetime) -> None:
    """Whoever decides where a thing stands has read it there: something hard is counted as anywhere, once in a shift,
    for them and for safeguarding leads alone.

    Never in the way: a room does not wait for a desk, and nobody chose to read on, so it is never `beyond`. What they
    read there makes the queue give them lighter work. Leads hear, without a name, when it was enough for one shift.
    """
    if not is_hard(item):
        return
    shift = work_on(actor, now)
    _row, is_new = Exposure.objects.get_or_create(shift=shift, item=item, defaults={"opened_at": now})
    if is_new and shift.exposures.count() == settings.POP_SHIFT_BUDGET:
        for lead in colleagues_holding(Role.SAFEGUARDING_LEAD):
            if lead.login_id != actor.login_id:
                notify(persona_id=lead.persona_id, kind="moderation.enough_in_a_room", facts={}, now=now)


def is_same_again(shift: Shift, lane: str) -> bool:
    """Whether they had so many of this lane one after the other that something else does them good. Somebody may need
    help: that is what is hard in a row."""
    return lane == Lane.CARE and shift.lane == lane and shift.in_a_row >= settings.POP_SHIFT_IN_A_ROW


def took(shift: Shift, lane: str) -> None:
    shift.in_a_row = shift.in_a_row + 1 if shift.lane == lane else 1
    shift.lane = lane
    shift.save(update_fields=["lane", "in_a_row"])


def call_if_nobody_is_left(actor: Actor, now: datetime) -> None:
    """Safeguarding leads hear, once an hour at most, when something severe waits, the actor is not given it, and nobody
    else at work can be given it either. They may take it knowingly; the clock (SG-55) calls besides."""
    waiting = QueueItem.objects.filter(severity=Severity.SEVERE, decided_at__isnull=True)
    number = waiting.exclude(holder__isnull=False, held_until__gt=now).count()
    if not number:
        return
    people = colleagues_holding(Role.MODERATOR, Role.SAFEGUARDING_LEAD)
    if could_take_hard_things((one for one in people if one.login_id != actor.login_id), now):
        return
    try:
        count(NOBODY_LEFT, "")
    except TooFast:
        return
    for one in people:
        if Role.SAFEGUARDING_LEAD in one.roles:
            notify(persona_id=one.persona_id, kind="moderation.nobody_left", facts={"number": number}, now=now)
    record(
        actor_id=None, verb="moderation.nobody_left", subject_kind="queue", subject_id="", now=now,
        facts={"items": number},
    )  # fmt: skip


@transaction.atomic
def discard_old_shifts(*, now: datetime) -> int:
    """Delete the numbers of shifts that ended more than POP_SHIFT_DAYS ago; how many shifts. Raises ClockLeapt."""
    refuse_after_a_leap()
    old = Shift.objects.filter(last_at__lt=now - timedelta(days=settings.POP_SHIFT_DAYS))
    number = old.count()
    old.delete()
    if number:
        record(
            actor_id=None, verb="moderation.discard_shifts", subject_kind="shift", subject_id="", now=now,
            facts={"shifts": number},
        )  # fmt: skip
    return number


def _rest(shift: Shift, now: datetime) -> None:
    shift.resting_until = now + _minutes("break")
    shift.save(update_fields=["resting_until"])


def _minutes(what: str) -> timedelta:
    minutes: dict[str, int] = settings.POP_SHIFT_MINUTES
    return timedelta(minutes=minutes[what])


def _record(actor: Actor, verb: str, shift: Shift, now: datetime) -> None:
    record_deed(actor=actor, verb=f"moderation.{verb}", subject_kind="shift", subject_id=shift.pk, now=now)
