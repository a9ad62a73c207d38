"""How long what was said in a circle is kept: the written term is the one the daily job goes by (SG-42)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q

from peer_circles.models import Circle, Format, Message


def term_in(circle: Circle) -> timedelta:
    """On a board people answer after weeks; what was said live has been heard."""
    return timedelta(days=settings.POP_TALK_DAYS["board" if circle.format == Format.BOARD else "live"])


def over_since(message: Message) -> datetime:
    """From when on its term runs: when it was shown, taken back or removed; before that, when it was written."""
    return message.settled_at or message.created_at


def over_before(moment: datetime) -> Q:
    """The messages whose term began before this moment: `over_since` as a filter."""
    return Q(settled_at__lt=moment) | Q(settled_at__isnull=True, created_at__lt=moment)
