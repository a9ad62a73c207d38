"""The few pages of the frame itself: leaving, what POP does to keep people safe, and refusals of Django's own."""

import json
import logging
import sys
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_http_methods, require_safe

from frontend.display import COOKIE as DISPLAY_COOKIE
from frontend.display import Display, display_of, of_the_device, remember
from frontend.forms import DisplayForm
from frontend.middleware import AWAY

logger = logging.getLogger(__name__)

_WORKER = "js/worker/worker.js"
# What kept pages are drawn with: when one of these changes, copies are fetched anew.
_DRAWN_WITH = ("css/pop.css", "css/areas/support.css", "js/quick-exit.js", "js/keep.js")


def leave(request: HttpRequest) -> HttpResponse:
    """End the session, ask the browser to forget this site, go somewhere neutral (SG-20, SG-28).

    A plain GET on purpose: it must work as a link, without JavaScript and without a token. The worst somebody else
    can do with it is to sign a reader out. A database that is down does not keep anybody here.
    """
    with suppress(DatabaseError):
        logout(request)
    response = HttpResponse(status=303, headers={"Location": settings.POP_EXIT_URL})
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, DISPLAY_COOKIE):
        response.delete_cookie(name)
    response.delete_cookie(AWAY)
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
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "frontend/accessibility.html")


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Choose colours and whether pictures are shown; then back to where one came from, on this site only."""
    shown = display_of(request)
    if request.method == "POST":
        form = DisplayForm(request.POST)
        if form.is_valid():
            chosen = Display(form.cleaned_data["theme"], not form.cleaned_data["leave_out_pictures"])
            response = redirect(_own_page(request, form.cleaned_data["next"]) or reverse("display"))
            remember(response, chosen, for_long=form.cleaned_data["keep"] == "year", device=of_the_device(request))
            messages.success(request, _("Saved for this device."))
            return response
    else:
        came_from = _own_page(request, request.headers.get("Referer", ""))
        form = DisplayForm(
            initial={"theme": shown.theme, "leave_out_pictures": not shown.pictures, "next": came_from},
        )
    return render(request, "frontend/display.html", {"form": form}, status=400 if form.errors else 200)


def _own_page(request: HttpRequest, url: str) -> str:
    """The path of a page of this site, or nothing: where somebody came from must not lead them elsewhere."""
    if not url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    # Asked again as what it will be: a path of its own.
    return path if url_has_allowed_host_and_scheme(path, None) and parts.path != reverse("display") else ""


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What can be done without internet, and what this device keeps for it (SG-33)."""
    return render(request, "frontend/offline.html")


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The worker behind "Keep on this phone". Switched off, it deletes what was kept and signs off: browsers ask for
    it again whenever they open a page."""
    response = HttpResponse(_worker_source(settings.POP_KEEP_HELP), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@lru_cache(maxsize=2)
def _worker_source(is_on: bool) -> str:
    """The file with one line before it, which says what it keeps by: another version, another set of copies."""
    source = (Path(__file__).parent / "static" / _WORKER).read_text(encoding="utf-8")
    version = sha256("\n".join([source, *map(static, _DRAWN_WITH)]).encode()).hexdigest()[:12]
    return f"self.KEEPING = {json.dumps({'version': version, 'on': is_on, 'files': settings.STATIC_URL})};\n{source}"


@require_safe
def manifest(_request: HttpRequest) -> HttpResponse:
    """Neutral name and icon (SEC-55): what an icon on a home screen would say. It opens in the reader's language; every
    language is the same application."""
    language = get_language() or settings.LANGUAGE_CODE
    data = {
        "id": "/",
        "name": "POP",
        "short_name": "POP",
        "lang": language,
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": "/" if language == settings.LANGUAGE_CODE else f"/{language}/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf5e9",
        "theme_color": "#fbf5e9",
        "icons": [
            {"src": static("img/favicon.svg"), "sizes": "any", "type": "image/svg+xml"},
            {"src": static("img/icon-192.png"), "sizes": "192x192", "type": "image/png"},
            {"src": static("img/icon-512.png"), "sizes": "512x512", "type": "image/png"},
            {"src": static("img/icon-512-full.png"), "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@require_safe
@cache_control(max_age=86_400, public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone, in every language. Help, projects and resources are theirs to find."""
    prefixes = ["", *(f"/{code}" for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)]
    private = ["/account/", "/moderation/", "/circles/*/", "/report/", "/leave/"]
    lines = ["User-agent: *", "Disallow: /cms/", "Disallow: /graphql/", "Disallow: /demo/", "Disallow: /documents/"]
    lines += [f"Disallow: {prefix}{path}" for prefix in prefixes for path in private]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@requires_csrf_token
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token does not fit. The reason is for the log; the page only says how to go on (SEC-38)."""
    logger.info("Form refused: %s", reason)
    return render(request, "csrf_failure.html", status=403)


@requires_csrf_token
def server_error(_request: HttpRequest) -> HttpResponse:
    """Something of ours failed. The page shows a number that the log knows too, and nothing else (SEC-38).

    Rendered without the request: the frame must not ask a database that may be the very thing that failed.
    """
    error_id = uuid4().hex[:10]
    kind = sys.exc_info()[0]
    logger.error("Error %s: %s (Django's own log line has the rest)", error_id, kind.__name__ if kind else "unknown")
    return HttpResponse(render_to_string("500.html", {"error_id": error_id}), status=500)
