"""Who may be inside a circle now, and as what: asked for one person, or for everybody who has a line."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import DateTimeField

from peer_circles import policies
from peer_circles.models import Circle, Membership
from peer_circles.opening import Opening
from peer_circles.selectors.sessions import SessionNow
from pop.accounts.contracts import Actor
from pop.audit.looks import note_look
from pop.core import clock
from pop.core.prepared import Among, Given, Prepared
from pop.realtime.contracts import Seat

_ACTIVE: Prepared[Membership] = Prepared(
    lambda: policies.with_restrictions(
        Membership.objects.filter(policies.ACTIVE, Among("circle", "circles"), Among("persona", "personas")).order_by(),
        Given("now", DateTimeField()),
    )
)


def seat_at(
    actor: Actor, circle: Circle, membership: Membership | None, on: SessionNow | None, opening: Opening
) -> Seat | None:
    """`policies.seat_in`, with the session that is on."""
    is_in = on is not None and actor.persona_id in on.people
    return policies.seat_in(actor, circle, membership, on.state if on else None, is_in, opening=opening)


def seats_for(
    asked: Sequence[tuple[UUID, Actor]],
    circles: dict[UUID, Circle],
    on: Mapping[UUID, SessionNow],
    opened: Mapping[UUID, Opening],
) -> list[Seat | None]:
    """The seat of each actor in the circle of each room, in one query more. `circles` by room, the others by circle."""
    mine = memberships_of([actor for _room, actor in asked], list(circles.values()))
    seats: list[Seat | None] = []
    for room_id, actor in asked:
        circle = circles.get(room_id)
        if circle is None:
            seats.append(None)
            continue
        session = on.get(circle.pk)
        membership = mine.get((circle.pk, actor.persona_id))
        seats.append(seat_at(actor, circle, membership, session, opened[circle.pk]))
    return seats


def waits_for_a_person(actor: Actor, circle: Circle, seat: Seat) -> bool:
    """Whether what somebody with this seat says next is read first."""
    mine = memberships_of([actor], [circle]).get((circle.pk, actor.persona_id))
    return policies.waits_for_a_person(circle, seat, mine)


def note_look_inside(actor: Actor, circle: Circle, seat: Seat) -> None:
    if seat.is_staff:
        note_look(actor, verb="circles.view", subject_kind="circle", subject_id=circle.pk)


def memberships_of(actors: Sequence[Actor], circles: Sequence[Circle]) -> dict[tuple[UUID, UUID | None], Membership]:
    personas = {actor.persona_id for actor in actors if actor.persona_id}
    if not personas or not circles:
        return {}
    rows = _ACTIVE(circles=[circle.pk for circle in circles], personas=personas, now=clock.now())
    return {(row.circle_id, row.persona_id): row for row in rows}
