"""The page of published numbers, and the same as files. For everybody; refusals: pop.core.doors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from pop.insights import files, selectors


@require_safe
def transparency(request: HttpRequest, period: str = "") -> HttpResponse:
    """The newest release, or the one named."""
    out = selectors.releases()
    chosen = selectors.release_named(period) if period else next(iter(out), None)
    shown = {
        "release": selectors.release_shown(chosen, mirrored=get_language_bidi()) if chosen else None,
        "others": [release for release in out if release != chosen],
        "delay_days": settings.POP_PUBLISHED_COUNTS["delay_days"],
        "least": settings.POP_PUBLISHED_COUNTS["least"],
        "is_made_up": settings.POP_DEMO_DOOR,
    }
    return render(request, "insights/transparency.html", shown)


@require_safe
def csv_file(request: HttpRequest) -> HttpResponse:
    content = files.as_csv(selectors.counts_of(selectors.releases()))
    return _download(HttpResponse(content, content_type="text/csv; charset=utf-8"), files.CSV_FILE)


@require_safe
def json_file(request: HttpRequest) -> HttpResponse:
    return _download(JsonResponse(files.as_json(selectors.counts_of(selectors.releases()))), files.JSON_FILE)


@require_safe
def dictionary_file(request: HttpRequest) -> HttpResponse:
    return _download(JsonResponse(files.dictionary(selectors.counts_of(selectors.releases()))), files.DICTIONARY_FILE)


def _download(response: HttpResponse, name: str) -> HttpResponse:
    named = f"made-up-{name}" if settings.POP_DEMO_DOOR else name  # the demo's numbers are nobody's
    response["Content-Disposition"] = f'attachment; filename="{named}"'
    return response
