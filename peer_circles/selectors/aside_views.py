"""Reading an aside for somebody. Absent and forbidden look alike (SEC-24)."""

from datetime import datetime
from uuid import UUID

from peer_circles import selectors
from peer_circles.models import Aside
from peer_circles.policies import asides as aside_policies
from peer_circles.selectors.asides import AsideNow, aside_named, aside_now, asides_going_on
from pop.accounts.contracts import Actor
from pop.audit.looks import note_look
from pop.core.errors import Absent
from pop.realtime.contracts import Seat


def aside_and_seat(actor: Actor, aside_id: UUID, now: datetime) -> tuple[AsideNow, Seat | None]:
    """With the seat in its room, None for who supervises or has none. Raises Absent for who may not know the circle."""
    here = aside_now(aside_named(aside_id), now)
    in_circle = selectors.circle_view_for(actor, here.aside.circle_id).seat
    seat = aside_policies.aside_seat(actor, here.aside, here.state, in_circle, now)
    _note_look(actor, here.aside, seat)
    return here, seat


def may_read(actor: Actor, aside: Aside, now: datetime) -> bool:
    in_circle = selectors.circle_view_for(actor, aside.circle_id).seat
    seat = aside_policies.aside_seat(actor, aside, aside_now(aside, now).state, in_circle, now)
    _note_look(actor, aside, seat)
    return seat is not None


def _note_look(actor: Actor, aside: Aside, seat: Seat | None) -> None:
    if seat is not None and seat.is_staff:
        note_look(actor, verb="circles.view_aside", subject_kind="circle_aside", subject_id=aside.pk)


def aside_for(actor: Actor, aside_id: UUID, now: datetime) -> Aside:
    """The aside, for the member and the staff it is about, also before it opened. Raises Absent for everybody else."""
    aside = aside_named(aside_id)
    if not (aside_policies.is_its_member(actor, aside) or aside_policies.is_its_staff(actor, aside)):
        raise Absent
    return aside


def asides_for(actor: Actor, circle_id: UUID, now: datetime) -> list[Aside]:
    """What goes on in a circle, for its staff: who asked for help first. Raises Absent for everybody else."""
    circle, seat = selectors.inside_for(actor, circle_id)
    if not seat.is_staff:
        raise Absent
    return [one.aside for one in asides_going_on(circle, now)]


def my_aside_in(actor: Actor, circle_id: UUID, now: datetime) -> Aside | None:
    """What goes on with this member. Raises Absent for who has no seat in the circle."""
    circle, _seat = selectors.inside_for(actor, circle_id)
    mine = (one for one in asides_going_on(circle, now) if aside_policies.is_its_member(actor, one.aside))
    return next((one.aside for one in mine), None)
