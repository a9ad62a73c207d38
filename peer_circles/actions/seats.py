"""Who sits where, asked anew by every verb (SEC-28)."""

from datetime import datetime
from uuid import UUID

from peer_circles import policies, selectors
from peer_circles.actions.at_once import moment
from peer_circles.models import Circle, Membership
from peer_circles.opening import Opening, opening_of
from peer_circles.sessions import SessionNow, sessions_on
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, SignInNeeded
from pop.realtime.contracts import Seat


def seated(actor: Actor, circle_id: UUID, now: datetime) -> tuple[Circle, Seat, Membership | None]:
    if not actor.is_signed_in:
        raise SignInNeeded
    circle, mine, on, opening = _as_things_stand(actor, circle_id, now)
    seat = selectors.seat_at(actor, circle, mine, on, opening)
    if seat is None:
        raise Absent
    return circle, seat, mine


def _as_things_stand(
    actor: Actor, circle_id: UUID, now: datetime
) -> tuple[Circle, Membership | None, SessionNow | None, Opening]:
    if (here := moment()) and (known := here.circle(circle_id)):
        mine = here.memberships.get((circle_id, actor.persona_id))
        return known, mine, here.on.get(circle_id), here.opened[circle_id]
    circle = Circle.objects.filter(pk=circle_id).first()
    if circle is None:
        raise Absent
    mine = Membership.objects.filter(policies.ACTIVE, circle=circle, persona=actor.persona_id).first()
    return circle, mine, sessions_on([circle], now).get(circle.pk), opening_of(circle, now)
