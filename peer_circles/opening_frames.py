"""Whether a circle is open by its hours and breaks, as the members inside hear of it: part of their private frame."""

from django.utils.translation import gettext as _

from peer_circles.hours import zone_named
from peer_circles.models import Circle, Format
from peer_circles.opening import Opening, why_closed
from pop.realtime.contracts import Frame


def opening_body(circle: Circle, opening: Opening) -> Frame:
    """`opening` for drop-in circles, and for any other while it rests; {} where there is nothing to say."""
    if not circle.is_open or (circle.format != Format.DROP_IN and opening.is_open):
        return {}
    return {"opening": {"is_open": opening.is_open, "text": _words(circle, opening)}}


def _words(circle: Circle, opening: Opening) -> str:
    if not opening.is_open or opening.until is None:
        return why_closed(circle, opening)
    until = opening.until.astimezone(zone_named(circle.time_zone))
    return _("Open now until {time} ({zone}).").format(time=f"{until:%H:%M}", zone=circle.time_zone)
