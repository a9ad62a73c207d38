"""Reading circles for somebody. Where there is no seat there is no circle's inside: absent and forbidden look alike."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from peer_circles import policies
from peer_circles.models import Circle, Membership, Part
from peer_circles.opening import Opening, opening_of, openings
from peer_circles.selectors.seats import memberships_of, note_look_inside, seat_at
from peer_circles.selectors.sessions import SessionNow, sessions_on
from pop.accounts.contracts import Actor
from pop.core import clock
from pop.core.errors import Absent
from pop.realtime.contracts import Seat


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle as one person sees it from outside."""

    circle: Circle
    seat: Seat | None
    may_join: bool
    places_left: int
    must_agree_again: bool
    on: SessionNow | None  # the session that is on
    opening: Opening


def circles_for(actor: Actor) -> QuerySet[Circle]:
    return policies.circles_visible_to(actor)


def circle_views_for(actor: Actor) -> list[CircleView]:
    """Every circle the actor may know of, their own first, then those they may join. Seven queries at most."""
    circles = list(_with_members(policies.circles_visible_to(actor)))
    mine = memberships_of([actor], circles)
    inside = [circle for circle in circles if (circle.pk, actor.persona_id) in mine]
    on = sessions_on(inside, clock.now())
    opened = openings(circles, clock.now())
    views = [
        _view(actor, circle, mine.get((circle.pk, actor.persona_id)), on.get(circle.pk), opened[circle.pk])
        for circle in circles
    ]
    return sorted(views, key=lambda view: (view.seat is None, not view.may_join, view.circle.name))


def circle_view_for(actor: Actor, circle_id: UUID) -> CircleView:
    """Raises Absent for a circle the actor may not know of."""
    circle = _with_members(policies.circles_visible_to(actor)).filter(pk=circle_id).first()
    if circle is None:
        raise Absent
    on = sessions_on([circle], clock.now()).get(circle.pk)
    mine = memberships_of([actor], [circle]).get((circle.pk, actor.persona_id))
    return _view(actor, circle, mine, on, opening_of(circle, clock.now()))


def inside_for(actor: Actor, circle_id: UUID) -> tuple[Circle, Seat]:
    """Raises Absent for whoever has no seat, and for an unknown circle."""
    view = circle_view_for(actor, circle_id)
    if view.seat is None:
        raise Absent
    note_look_inside(actor, view.circle, view.seat)
    return view.circle, view.seat


def circle_to_set(actor: Actor, circle_id: UUID) -> tuple[Circle, frozenset[str]]:
    """An open circle, and what the actor may change about it. Raises Absent where that is nothing."""
    circle = policies.circles_visible_to(actor).filter(pk=circle_id).first()
    open_to = policies.settings_open_to(actor, circle) if circle is not None and circle.is_open else frozenset()
    if circle is None or not open_to:
        raise Absent
    return circle, open_to


def _with_members(circles: QuerySet[Circle]) -> QuerySet[Circle]:
    active = Q(memberships__part=Part.MEMBER, memberships__left_at=None, memberships__removed_at=None)
    return circles.annotate(members=Count("memberships", filter=active))


def _view(
    actor: Actor, circle: Circle, membership: Membership | None, on: SessionNow | None, opening: Opening
) -> CircleView:
    seat = seat_at(actor, circle, membership, on, opening)
    left = max(0, circle.capacity - circle.members)  # type: ignore[attr-defined]  # annotated above
    may_join = membership is None and policies.may_join(actor, circle)
    outdated = (
        membership is not None
        and membership.part == Part.MEMBER
        and membership.agreed_version != circle.agreement_version
        and policies.may_join(actor, circle)
    )
    return CircleView(circle, seat, may_join, left, outdated, on, opening)
