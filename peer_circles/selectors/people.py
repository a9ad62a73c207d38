"""Reading the people of a circle: its members, who is invited, whose turn it is, and whom somebody hides."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from peer_circles import policies
from peer_circles.models import Circle, Invitation, Membership, Part, Turn
from pop.accounts.contracts import Actor
from pop.accounts.selectors import hidden_by
from pop.realtime.contracts import Seat, Viewer


def invitations_for(actor: Actor, now: datetime) -> list[Invitation]:
    """The actor's own that wait for an answer, oldest first. Nobody else ever sees them."""
    rows = policies.invitations_to(actor, now).select_related("circle")
    return list(rows.order_by("invited_at", "id"))


def members_of(circle: Circle) -> list[Membership]:
    """Who is in it as a member, by name. For staff with a seat."""
    rows = Membership.objects.filter(policies.ACTIVE, circle=circle, part=Part.MEMBER).select_related("persona")
    return list(rows.order_by("persona__name"))


def here_since(actor: Actor, circle_id: UUID) -> datetime | None:
    """When the actor first came into this circle; None: never."""
    rows = Membership.objects.filter(circle=circle_id, persona=actor.persona_id, persona__isnull=False)
    return rows.order_by("joined_at").values_list("joined_at", flat=True).first()


def turn_in(circle: Circle) -> Turn | None:
    """Whose turn it is; also one whose time has just run out."""
    return Turn.objects.filter(circle=circle).select_related("persona").first()


def hidden_from(actor: Actor, seat: Seat) -> dict[UUID, str]:
    """Whom somebody with this seat hides, and how."""
    if seat.is_staff or actor.persona_id is None:
        return {}
    return hidden_by([actor.persona_id]).get(actor.persona_id, {})


def unheard_by(viewers: Sequence[Viewer]) -> list[frozenset[UUID]]:
    """For each of these people the authors whose words never reach their device (SG-05); staff hear everybody. One
    query."""
    hidden = hidden_by([v.actor.persona_id for v in viewers if v.actor.persona_id and not v.seat.is_staff])
    blocked = {one: frozenset(other for other, how in row.items() if how == "block") for one, row in hidden.items()}
    return [
        frozenset() if v.seat.is_staff or v.actor.persona_id is None else blocked.get(v.actor.persona_id, frozenset())
        for v in viewers
    ]
