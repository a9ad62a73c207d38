"""What people say in circles, and what becomes of it: through the actions, and through the doors of the room."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from moderation.actions import decide_item
from moderation.models import Decision
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import Circle, Message
from pop.core import clock
from tests.people import Person

PHONE = "call me on 0171 5550134 tonight"
HARD = "i want to hurt myself"
QUIETLY = {"accept": "application/json"}  # as the room's own script asks


def post(somebody: Person, circle: Circle, text: str = "Hello everyone", client_id: UUID | None = None) -> Message:
    name = client_id or uuid4()
    return actions.post_message(actor=somebody.actor, circle_id=circle.pk, client_id=name, text=text, now=clock.now())


def decide(somebody: Person, message: Message, decision: str = "approve", **fields: str) -> Decision | None:
    item = open_item_for("circle_message", message.pk)
    return decide_item(actor=somebody.actor, item_id=item.pk, decision=decision, now=clock.now(), **fields)


def press(browser: Client, message: Message, decision: str, **fields: str) -> HttpResponse:
    """A button of the desk beside the room."""
    address = reverse("circles:decide", args=[message.circle_id, message.pk])
    return browser.post(address, {"decision": decision, **fields}, headers=QUIETLY)


def hide(somebody: Person, message: Message, how: str = "block") -> None:
    actions.hide_author(actor=somebody.actor, message_id=message.pk, how=how)


def page_of(browser: Client, circle: Circle, query: str = "") -> str:
    """The circle's page, as somebody reads it."""
    return browser.get(f"/circles/{circle.pk}/{query}").content.decode()
