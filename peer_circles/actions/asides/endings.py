"""How an aside ends, and how long it is kept."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from peer_circles.actions.asides.moves import locked_aside, move_aside
from peer_circles.models import Aside, AsideMessage
from peer_circles.policies import asides as aside_policies
from peer_circles.states.asides import GOING_ON, TALKING_ALONE, AsideState
from pop.accounts.contracts import SYSTEM, Actor
from pop.core.errors import Absent, Conflict
from pop.core.leaps import refuse_after_a_leap
from pop.realtime.actions import forget_rooms


def end_aside(*, actor: Actor, aside_id: UUID, now: datetime) -> Aside:
    """Stop talking alone: either of the two, at any time; harmless when it is over. Raises Absent, and Conflict for one
    that has not begun."""
    with transaction.atomic():
        aside = locked_aside(aside_id, now)
        if not (aside_policies.is_its_member(actor, aside) or aside_policies.is_its_staff(actor, aside)):
            raise Absent
        if aside.opened_at is None:
            raise Conflict(code="other_state")
        if aside.state in TALKING_ALONE:
            move_aside(actor, aside, AsideState.ENDED, now)
    return aside


def leave_asides(*, circle_id: UUID, persona_id: UUID, now: datetime) -> None:
    """For who leaves a circle or is shown out: inside its transaction."""
    for aside_id in Aside.objects.filter(circle=circle_id, member=persona_id, state__in=GOING_ON).values_list("pk"):
        _stop(aside_id[0], now)


def forget_asides(*, persona_id: UUID, now: datetime) -> None:
    """For whoever deletes their account, inside its transaction. What a member asked for and said is deleted, and what
    was said to them; what a member of the staff said stays until its term, without their name."""
    for aside_id in list(Aside.objects.filter(staff=persona_id, state__in=GOING_ON).values_list("pk", flat=True)):
        _stop(aside_id, now)
    _delete(Q(member=persona_id))
    AsideMessage.objects.filter(author=persona_id).update(author=None)
    Aside.objects.filter(staff=persona_id).update(staff=None)


def discard_asides(*, now: datetime) -> int:
    """Delete what was over more than POP_ASIDE_DAYS ago, with every word of it (SG-42); how many. Raises ClockLeapt."""
    refuse_after_a_leap()
    for aside_id in list(Aside.objects.filter(state__in=GOING_ON).values_list("pk", flat=True)):
        with transaction.atomic():
            locked_aside(aside_id, now)  # what the clock has ended meanwhile is over since then
    return _delete(Q(over_at__lt=now - timedelta(days=settings.POP_ASIDE_DAYS)))


def _stop(aside_id: UUID, now: datetime) -> None:
    aside = locked_aside(aside_id, now)
    if aside.state in TALKING_ALONE:
        move_aside(SYSTEM, aside, AsideState.ENDED, now)
    elif aside.state in GOING_ON:
        move_aside(SYSTEM, aside, AsideState.LAPSED, now)


def _delete(which: Q) -> int:
    with transaction.atomic():
        rooms = list(Aside.objects.filter(which, room__isnull=False).values_list("room_id", flat=True))
        number = Aside.objects.filter(which).count()
        Aside.objects.filter(which).delete()
        forget_rooms(room_ids=rooms)
    return number
