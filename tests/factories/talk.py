"""What people say in circles, and what becomes of it, through the actions."""

from uuid import UUID, uuid4

from moderation.actions import decide_item
from moderation.models import Decision
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import Circle, Message
from pop.core import clock
from tests.people import Person

PHONE = "call me on 0171 5550134 tonight"
HARD = "i want to hurt myself"


def post(somebody: Person, circle: Circle, text: str = "Hello everyone", client_id: UUID | None = None) -> Message:
    name = client_id or uuid4()
    return actions.post_message(actor=somebody.actor, circle_id=circle.pk, client_id=name, text=text, now=clock.now())


def decide(somebody: Person, message: Message, decision: str = "approve", **fields: str) -> Decision | None:
    item = open_item_for("circle_message", message.pk)
    return decide_item(actor=somebody.actor, item_id=item.pk, decision=decision, now=clock.now(), **fields)
