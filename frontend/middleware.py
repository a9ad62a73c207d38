"""Headers every answer carries: pages, refusals, files, errors (SEC-30, SEC-32). First in line: nothing slips past."""

import re
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from frontend import inline

# Cameras, places, sensors, payments: every one of them shut, for POP itself too (SG-37).
FEATURES = """
    accelerometer autoplay camera display-capture encrypted-media geolocation gyroscope hid idle-detection
    local-fonts magnetometer microphone midi payment screen-wake-lock serial usb window-management xr-spatial-tracking
"""
PERMISSIONS = ",".join(f"{feature}=()" for feature in FEATURES.split())
CMS = "/cms/"
AWAY = "away"  # the cookie js/quick-exit.js sets when it leaves
# Not for search engines: people's own pages, staff pages, the inside of circles, doors for machines.
_UNLISTED = re.compile(r"^(/[a-z]{2})?/(account|moderation|cms|graphql|leave|report|demo|catalogue|circles/.)")


class PageHeadersMiddleware:
    """Sets what is missing; a view that knows better has set its own.

    `no-store` goes on everything a session could have coloured: whoever sends a session cookie, every answer that
    is not to a plain read, every answer that sets a cookie. Nothing personal stays in a cache or in the
    back-forward cache of a shared device (SEC-55). The Content-Security-Policy itself is django-csp's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        path = request.path_info
        is_static = path.startswith(settings.STATIC_URL)
        is_file = is_static and response.status_code in {200, 206, 304} and "/worker" not in path
        if is_file:
            # A stylesheet or script runs nothing and loads nothing by itself: one short rule, and no list of features.
            response._csp_config = settings.POP_FILE_POLICY  # type: ignore[attr-defined]
            if "immutable" in response.get("Cache-Control", ""):  # its name changes with it: nobody asks whether it has
                for name in ("ETag", "Last-Modified"):
                    response.headers.pop(name, None)
        else:
            response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("X-Content-Type-Options", "nosniff")
        response.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        if path.startswith(CMS):
            # Wagtail shows its previews in a frame of its own pages, and its editor needs inline styles and scripts.
            response["X-Frame-Options"] = "SAMEORIGIN"
            response._csp_config = settings.POP_CMS_POLICY  # type: ignore[attr-defined]
            # A preview has been through these headers once already, as the public page it will be.
            response.headers.pop("Content-Security-Policy", None)
        else:
            response.setdefault("X-Frame-Options", "DENY")
            if not is_file:
                _allow_inline(request, response)
        response.headers.pop("Content-Language", None)  # the page itself says it, and says which of its parts do not
        if response.get("Content-Type", "").startswith("text/html"):
            # Every page is drawn as this reader chose (frontend.display): no cache may hand it to somebody else.
            patch_vary_headers(response, ["Cookie", "Save-Data"])
        had_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        is_read = request.method in {"GET", "HEAD"}
        if not is_static and (had_session or not is_read or response.cookies):
            response["Cache-Control"] = "no-store"
            response.headers.pop("Expires", None)  # says less
        if _UNLISTED.match(path):
            response.setdefault("X-Robots-Tag", "noindex, nofollow")
        if had_session and not is_read and _ends_session(response):
            response.setdefault("Clear-Site-Data", '"*"')
        return response


class UnfinishedLeavingMiddleware:
    """Somebody left while the network was gone, and the server never heard of it (SG-28). Whoever opens the site next
    on that device meets it signed out: the session ends before anything is done with this request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        is_unfinished = AWAY in request.COOKIES
        if is_unfinished and settings.SESSION_COOKIE_NAME in request.COOKIES:
            with suppress(DatabaseError):
                request.session.flush()
            # Whatever the database did: nothing further in may meet the old session, and its cookie goes.
            request.session = type(request.session)()
        response = self.get_response(request)
        if is_unfinished:
            response.delete_cookie(AWAY)
        return response


def _allow_inline(request: HttpRequest, response: HttpResponse) -> None:
    """Allow by their hashes the script every page begins with and what else this one holds (frontend.inline)."""
    policy = dict(getattr(response, "_csp_update", {}))  # what the view itself added
    policy["script-src"] = [inline.policy_of(inline.EXIT_GUARD), *getattr(request, "inline_scripts", [])]
    if styles := getattr(request, "inline_styles", None):  # the tag `area_styles`
        policy["style-src"] = styles
    response._csp_update = policy  # type: ignore[attr-defined]


def _ends_session(response: HttpResponse) -> bool:
    """Whether this answer takes the session cookie away: somebody signed out, or deleted their account."""
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and cookie.value == ""
