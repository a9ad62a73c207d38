"""The few pages of the frame itself: leaving, what POP does to keep people safe, and refusals of Django's own."""

from contextlib import suppress

from django.conf import settings
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe


def leave(request: HttpRequest) -> HttpResponse:
    """End the session, ask the browser to forget this site, go somewhere neutral (SG-20, SG-28).

    A plain GET on purpose: it must work as a link, without JavaScript and without a token. The worst somebody else
    can do with it is to sign a reader out. A database that is down does not keep anybody here.
    """
    with suppress(DatabaseError):
        logout(request)
    response = HttpResponse(status=303, headers={"Location": settings.POP_EXIT_URL})
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        response.delete_cookie(name)
    response["Clear-Site-Data"] = '"*"'
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def leave_how(request: HttpRequest) -> HttpResponse:
    return render(request, "frontend/leave_how.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "frontend/about.html")


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """Neutral name and icon (SEC-55): what an icon on a home screen would say."""
    data = {
        "name": "POP",
        "short_name": "POP",
        "start_url": "/",
        "display": "browser",
        "background_color": "#fbf5e9",
        "theme_color": "#fbf5e9",
        "icons": [{"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(data, content_type="application/manifest+json")
