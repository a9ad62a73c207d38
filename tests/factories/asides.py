"""Talks of two, begun the way people begin them: an offer, and the member's own yes."""

from uuid import uuid4

from peer_circles.actions import asides
from peer_circles.models import Aside, AsideMessage, Circle
from peer_circles.rooms import AsideRooms
from pop.core import clock
from tests.people import Person


def offered(circle: Circle, staff: Person, member: Person, now=None) -> Aside:
    return asides.offer_aside(
        actor=staff.actor, circle_id=circle.pk, persona_id=member.persona.pk, now=now or clock.now()
    )


def accepted(aside: Aside, member: Person, now=None) -> Aside:
    return asides.accept_aside(actor=member.actor, aside_id=aside.pk, now=now or clock.now())


def opened(circle: Circle, staff: Person, member: Person, now=None) -> Aside:
    """Open, with the staff's line there."""
    aside = accepted(offered(circle, staff, member, now), member, now)
    there(aside, staff)
    return Aside.objects.get(pk=aside.pk)


def there(aside: Aside, *people: Person):
    """What every beat of the rooms asks about those who have a line in the talk."""
    asked = [(aside.room_id, getattr(somebody, "actor", somebody)) for somebody in people]
    return AsideRooms().seats(asked, [clock.now()] * len(asked))


def said(aside: Aside, somebody: Person, text="Hello", client_id=None, now=None) -> AsideMessage:
    return asides.post_aside_message(
        actor=somebody.actor,
        aside_id=aside.pk,
        client_id=client_id or uuid4(),
        text=text,
        now=now or clock.now(),
    )


def opened_from(aside: Aside, staff: Person, member: Person) -> Aside:
    """The same, from an offer that stands."""
    aside = accepted(aside, member)
    there(aside, staff)
    return Aside.objects.get(pk=aside.pk)
