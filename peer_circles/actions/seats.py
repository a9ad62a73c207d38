"""Who sits where, asked anew by every verb (SEC-28)."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from moderation.sanctions.places import Place
from moderation.sanctions.restrictions import refusal_of, restriction_of
from peer_circles import policies, selectors
from peer_circles.actions.at_once import moment
from peer_circles.models import Circle, Membership
from peer_circles.opening import Opening, opening_of, why_closed
from peer_circles.selectors.sessions import SessionNow, sessions_on
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Refused, SignInNeeded
from pop.realtime.contracts import Seat


def seated(actor: Actor, circle_id: UUID, now: datetime) -> tuple[Circle, Seat, Membership | None]:
    if not actor.is_signed_in:
        raise SignInNeeded
    circle, mine, on, opening = _as_things_stand(actor, circle_id, now)
    seat = selectors.seat_at(actor, circle, mine, on, opening)
    if seat is None:
        raise Absent
    return circle, seat, mine


def membership_in(actor: Actor, circle_id: UUID, now: datetime) -> Membership | None:
    """The actor's own that goes on, as a seat needs it."""
    mine = Membership.objects.filter(policies.ACTIVE, circle=circle_id, persona=actor.persona_id)
    return policies.with_restrictions(mine, now).first()


def read_only(circle: Circle, seat: Seat, mine: Membership | None, now: datetime) -> Refused:
    """Why this seat does not write: a sanction with the time that is left, or when the circle opens again."""
    if mine is not None and policies.is_restricted(mine):
        place = Place(policies.PLACE, circle.pk)
        if (sanction := restriction_of(mine.persona_id, place, now)) is not None:
            return refusal_of(sanction, now)
    if circle.is_open and not seat.is_staff:
        opening = opening_of(circle, now)
        if not opening.is_open:
            return Refused(why_closed(circle, opening), code="closed_now")
    return Refused(_("You can read here, but not write."), code="read_only")


def _as_things_stand(
    actor: Actor, circle_id: UUID, now: datetime
) -> tuple[Circle, Membership | None, SessionNow | None, Opening]:
    if (here := moment()) and (known := here.circle(circle_id)):
        mine = here.memberships.get((circle_id, actor.persona_id))
        return known, mine, here.on.get(circle_id), here.opened[circle_id]
    circle = Circle.objects.filter(pk=circle_id).first()
    if circle is None:
        raise Absent
    mine = membership_in(actor, circle_id, now)
    return circle, mine, sessions_on([circle], now).get(circle.pk), opening_of(circle, now)
