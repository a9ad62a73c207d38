"""What the card of help says in circles. The card itself, and whose helplines are on it: `pop.support.care`."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from peer_circles import policies, selectors
from peer_circles.models import Circle
from pop.accounts.contracts import Actor
from pop.support.care import CareCard, CareCards


def cards_in(circle: Circle, readers: Iterable[UUID | None], now: datetime) -> CareCards:
    """For these people in this circle: the helplines of the country each chose, or else of the circle's (SG-31)."""
    return CareCards(readers=readers, country=circle.country, now=now)


def care_card(circle: Circle, now: datetime, *, reader: UUID | None) -> CareCard:
    """For one person whose words sound as if they needed help."""
    return cards_in(circle, [reader], now).of(reader)


def help_for(actor: Actor, circle: Circle, now: datetime) -> CareCard | None:
    """For an API: the card, where something the actor said in this circle lately sounds as if they needed it."""
    if actor.persona_id is None:
        return None
    said = selectors.own_unsettled([actor.persona_id], circle, now).get(actor.persona_id, [])
    if not any(policies.needs_care(message) for message in said):
        return None
    return care_card(circle, now, reader=actor.persona_id)


def lines_card(circle: Circle, now: datetime, *, reader: UUID | None) -> CareCard:
    """The same helplines, for everybody who goes out of a session."""
    return {
        **care_card(circle, now, reader=reader),
        "title": _("Somebody to talk to, also tonight"),
        "text": _("You can call or write to these people, about big things and small ones. You need no reason."),
    }


def help_now_card(circle: Circle, now: datetime, *, reader: UUID | None) -> CareCard:
    """The same, for whoever says that they need help, before a person has come."""
    return {
        **care_card(circle, now, reader=reader),
        "title": _("People who help right now"),
        "text": _(
            "If you are in danger, call the emergency number where you are, or ask somebody near you to do it. "
            "You do not need to know what to say."
        ),
    }
