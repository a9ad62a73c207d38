"""What stands around several pages of circles: the coming weeks, and where a form stands that was answered."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_bidi

from peer_circles.coming import ComingSessions, coming_sessions
from peer_circles.models import Circle
from peer_circles.opening import Opening
from pop.core import clock


def coming_weeks(request: HttpRequest, circles: Sequence[Circle], opened: Mapping[UUID, Opening]) -> ComingSessions:
    actor = request.actor  # type: ignore[attr-defined]
    return coming_sessions(actor, circles, clock.now(), opened=opened, mirrored=get_language_bidi())


def where_it_stands(request: HttpRequest, name: str, circle: Circle) -> dict[str, str]:
    """Where the form stands that was answered, when its own address takes no visits: there the language is changed."""
    return {"page_path": reverse(name, args=[circle.pk])} if request.method == "POST" else {}
