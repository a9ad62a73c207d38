"""What stands around several pages of circles: the coming weeks, where a form stands that was answered, whose clock."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi

from peer_circles.coming import ComingSessions, coming_sessions
from peer_circles.hours import zone_named
from peer_circles.models import Circle
from peer_circles.opening import Opening
from pop.core import clock


def coming_weeks(request: HttpRequest, circles: Sequence[Circle], opened: Mapping[UUID, Opening]) -> ComingSessions:
    actor = request.actor  # type: ignore[attr-defined]
    return coming_sessions(actor, circles, clock.now(), opened=opened, mirrored=get_language_bidi())


def shown_there(
    request: HttpRequest, circle: Circle, page: str, context: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """A page on which things were said: without a script that knows the reader's clock it is that of the circle, in
    which everything else about it is told."""
    with timezone.override(zone_named(circle.time_zone)):
        return render(request, page, context, status=status)


def where_it_stands(request: HttpRequest, name: str, circle: Circle) -> dict[str, str]:
    """Where the form stands that was answered, when its own address takes no visits: there the language is changed."""
    return {"page_path": reverse(name, args=[circle.pk])} if request.method == "POST" else {}
