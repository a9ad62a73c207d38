"""When circles meet, for calendar programs. The answer is the same for everybody, and nothing in it is private."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.views.decorators.http import require_safe

from peer_circles.coming import feed_of_age_band, feed_of_circle
from peer_circles.icalendar import CONTENT_TYPE, CalendarEvent, calendar_text
from peer_circles.models import Circle
from pop.accounts.contracts import AgeBand
from pop.core import clock


@require_safe
def circle_feed(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    return _feed(feed_of_circle(circle_id, clock.now()))


@require_safe
def age_band_feed(request: HttpRequest, age_band: str) -> HttpResponse:
    return _feed(feed_of_age_band(age_band, clock.now()))


def feeds_of_circle(circle: Circle) -> list[tuple[str, str]]:
    """For `_own_calendar.html`: a closed circle has none."""
    return [(reverse("circles:circle_feed", args=[circle.pk]), "")] if circle.is_open else []


def feeds_of_age_bands(bands: Iterable[AgeBand]) -> list[tuple[str, str]]:
    return [(reverse("circles:age_band_feed", args=[band.value]), str(AgeBand(band).label)) for band in bands]


def _feed(events: Sequence[CalendarEvent]) -> HttpResponse:
    # Translators: the title of every event in somebody's own calendar. Others may see it on a locked screen: it must
    # not say what the meeting is about.
    title = pgettext("in a calendar", "Meeting")
    response = HttpResponse(
        calendar_text(events, title=title, language=get_language() or "en"), content_type=CONTENT_TYPE
    )
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return response
