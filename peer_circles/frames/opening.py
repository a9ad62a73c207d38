"""Whether a circle is open by its hours and breaks, and staffed in its hours, as the members inside hear of it: part of
their private frame."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from peer_circles.between import lacks_staff_now
from peer_circles.care import cards_in
from peer_circles.hours import zone_named
from peer_circles.models import Circle, Format
from peer_circles.opening import Opening, why_closed
from pop.realtime.contracts import Frame, Viewer
from pop.support.care import CareCard, CareCards


def opening_bodies(circle: Circle, opening: Opening, viewers: Sequence[Viewer], now: datetime) -> list[Frame]:
    """For each member what `opening_body` says, and a card of help while nobody of the staff is there and so nobody may
    write (SG-09)."""
    body = opening_body(circle, opening) or _between_body(circle, now)
    readers = [viewer.actor.persona_id for viewer in viewers if opening.lacks_staff and not viewer.seat.is_staff]
    cards = cards_in(circle, readers, now)
    return [_for_one(body, opening, viewer, cards) for viewer in viewers]


def opening_body(circle: Circle, opening: Opening) -> Frame:
    """`opening` for drop-in circles, and for any other while it rests; {} where there is nothing to say."""
    if not circle.is_open or (circle.format != Format.DROP_IN and opening.is_open):
        return {}
    return {"opening": {"is_open": opening.is_open, "text": _words(circle, opening)}}


def _between_body(circle: Circle, now: datetime) -> Frame:
    """Between two meetings, with nobody of the staff there: `waits` says that whatever members say does."""
    if not lacks_staff_now(circle, now):
        return {}
    words = _(
        "Nobody who looks after this circle is here just now. What you write waits: a person reads it before the "
        "others see it, and that can take a while. If you need to talk to someone now, the help pages are always open."
    )
    return {"opening": {"is_open": True, "waits": True, "text": words}}


def _for_one(body: Frame, opening: Opening, viewer: Viewer, cards: CareCards) -> Frame:
    if viewer.seat.is_staff:
        return {}
    return {**body, "help": _alone_card(cards.of(viewer.actor.persona_id))} if opening.lacks_staff else body


def _alone_card(card: CareCard) -> CareCard:
    return {
        **card,
        "title": _("Nobody is here to look after the circle"),
        "text": _(
            "It goes on as soon as somebody is. It is not because of you. "
            "If you want to talk to someone right now, these people listen."
        ),
    }


def _words(circle: Circle, opening: Opening) -> str:
    if not opening.is_open or opening.until is None:
        return why_closed(circle, opening)
    until = opening.until.astimezone(zone_named(circle.time_zone))
    return _("Open now until {time} ({zone}).").format(time=f"{until:%H:%M}", zone=circle.time_zone)
