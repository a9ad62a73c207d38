"""What somebody does not want to see, in the rooms they are in."""

from uuid import UUID

from django.db import transaction

from peer_circles import policies
from peer_circles.models import Circle, Membership
from pop.accounts.actions import hide_person
from pop.accounts.contracts import Actor
from pop.core.errors import Absent
from pop.realtime.actions import touch_room


def hide_author(*, actor: Actor, message_id: UUID, how: str) -> None:
    """Hide whoever said this. Raises Absent for a message that is not shown to the actor, and for one without a name:
    whoever could hide its author would learn who that is (SG-05). Otherwise raises as `hide_person`."""
    message = policies.messages_with_a_name().filter(pk=message_id).first()
    if message is None or message.author_id is None:
        raise Absent
    mine = Membership.objects.filter(policies.ACTIVE, circle=message.circle_id, persona=actor.persona_id)
    if not mine.exists():
        raise Absent
    hide_person(actor=actor, persona_id=message.author_id, how=how)


def refresh_rooms_of(persona_id: UUID) -> None:
    """Look again at what this person sees in the rooms they are in. Nobody else hears anything."""
    with transaction.atomic():
        mine = Membership.objects.filter(policies.ACTIVE, persona=persona_id)
        for room_id in Circle.objects.filter(pk__in=mine.values("circle")).values_list("room_id", flat=True):
            touch_room(room_id=room_id)
