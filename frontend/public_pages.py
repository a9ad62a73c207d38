"""Pages that are the same for everybody, sent small and only once (docs/decisions/0010-public-pages-are-kept.md).

A *plain read* is a GET by somebody without a session, without a message waiting, without credentials of any kind. Its
answer, if it carries no token, holds nothing secret: it may be compressed as well as can be, gets an ETag, and the
whole answer is kept for a few seconds, until something is written that a public page could show (`written`).
Everything else is compressed with random padding, because it may hold a token (BREACH), and is never kept: with brotli
here, with gzip by Django's own middleware.

First of all middleware: what is kept is the complete answer, all its headers included.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from secrets import randbelow, token_hex
from typing import Any
from zlib import compress as deflate

import brotli
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from frontend.display import COOKIE as DISPLAY_COOKIE
from frontend.display import display_of
from pop.core.languages import asked_for_first

logger = logging.getLogger(__name__)

KEEP_SECONDS = 5  # what another process writes shows here after that at the latest, also without a shared cache
_STATE = "state"  # of everything a public page could show: another word after every write
_WORTH_IT = 200  # bytes: below that compressing makes it longer
# Of brotli, 0 to 11. A page that is kept is compressed once for many: 7 ms more for a tenth of its bytes.
_QUALITY_ONCE, _QUALITY_KEPT = 5, 10
_PADDING = 100  # random bytes at most: as many as Django adds to gzip
_GZIP = 31  # zlib's word for a gzip header with the largest window
# Answers may differ by these alone: the address says the language (decision 0006), how it should look is in the name.
_VARY = {"cookie", "accept-encoding", "accept-language", "save-data"}
_KEPT = ("text/html", "text/calendar")
_TEXT = (
    *_KEPT,
    "application/json",
    "application/graphql-response+json",
    "text/plain",
    "application/manifest+json",
)


@dataclass(frozen=True)
class Kept:
    state: str
    body: bytes
    headers: tuple[tuple[str, str], ...]


class PublicPagesMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.padded = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_plain_read(request):
            return self._with_padding(request, self.get_response(request))
        name = _name(request)
        state, kept = _look_up(name) if name else ("", None)
        if kept is not None:
            return _unless_known(request, HttpResponse(kept.body, headers=dict(kept.headers)))
        response = self.get_response(request)
        if not _is_for_everybody(request, response):
            return self._with_padding(request, response)
        is_kept = bool(state) and response.status_code == 200
        _make_small(request, response, _QUALITY_KEPT if is_kept else _QUALITY_ONCE)
        if is_kept:
            # `state` was read before the page: whatever is written meanwhile makes this copy old at once.
            _keep(name, Kept(state, response.content, tuple(response.items())))
        return _unless_known(request, response)

    def _with_padding(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if response.streaming or not response.get("Content-Type", "").startswith(_TEXT):
            return response  # pictures and files are small already, or belong to somebody else's middleware
        is_page = response["Content-Type"].startswith("text/html") and len(response.content) >= _WORTH_IT
        if is_page and not response.has_header("Content-Encoding") and _encoding(request) == "br":
            _make_small_with_padding(response)
        else:
            self.padded.process_response(request, response)  # changes it in place
        return response


def is_plain_read(request: HttpRequest) -> bool:
    """Whether nothing about this request could colour its answer but the address and how it should look."""
    return (
        request.method == "GET"
        and not request.path_info.startswith(settings.STATIC_URL)
        and "Authorization" not in request.headers
        and "Range" not in request.headers
        and set(request.COOKIES) <= {DISPLAY_COOKIE, settings.CSRF_COOKIE_NAME}
    )


def _is_for_everybody(request: HttpRequest, response: HttpResponse) -> bool:
    vary = {name.strip().lower() for name in response.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code in {200, 404}
        and not response.streaming
        and not response.cookies
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")  # a token was asked for
        and response.get("Content-Type", "").startswith(_KEPT)
        and "no-store" not in response.get("Cache-Control", "")
        and not response.has_header("Content-Encoding")
        and vary <= _VARY
    )


def _name(request: HttpRequest) -> str:
    """What a kept page is called; empty for pages that are not kept: what people search for is nobody's to keep, and
    no one can fill the memory with addresses of their own making."""
    if request.META.get("QUERY_STRING"):
        return ""
    try:
        host = request.get_host()
    except DisallowedHost:
        return ""
    parts = [
        request.scheme or "",
        host,
        request.path,
        _encoding(request),
        display_of(request).code,  # the cookie and Save-Data
        _offered(request),
    ]
    return sha256("\n".join(parts).encode()).hexdigest()


def _offered(request: HttpRequest) -> str:
    """The front door offers the browser's language in words; no other page looks at what a browser asks for."""
    if request.path != "/":
        return ""
    wanted = asked_for_first(request.headers.get("Accept-Language", ""))
    return wanted.code if wanted else ""


def _encoding(request: HttpRequest) -> str:
    accepted = request.headers.get("Accept-Encoding", "")
    return next(
        (coding for coding in ("br", "gzip") if re.search(rf"\b{coding}\b(?!\s*;\s*q=0(\.0*)?\b)", accepted)), ""
    )


def _make_small(request: HttpRequest, response: HttpResponse, quality: int) -> None:
    plain = response.content
    response["ETag"] = f'W/"{sha256(plain).hexdigest()[:20]}"'
    # A copy may be kept by a browser, but never shown without asking whether it still holds (SG-57).
    response.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    encoding = _encoding(request) if len(plain) >= _WORTH_IT else ""
    if encoding == "br":
        response.content = brotli.compress(plain, mode=brotli.MODE_TEXT, quality=quality)
    elif encoding == "gzip":
        response.content = deflate(plain, level=6, wbits=_GZIP)
    if encoding:
        response["Content-Encoding"] = encoding
    response["Content-Length"] = str(len(response.content))


def _make_small_with_padding(response: HttpResponse) -> None:
    """A comment of random length behind the page, in letters that cannot be compressed away: how long the answer is
    says nothing about what is in it."""
    padding = f"<!--{token_hex(randbelow(_PADDING + 1))}-->".encode()
    response.content = brotli.compress(response.content + padding, mode=brotli.MODE_TEXT, quality=_QUALITY_ONCE)
    response["Content-Encoding"] = "br"
    response["Content-Length"] = str(len(response.content))
    patch_vary_headers(response, ["Accept-Encoding"])


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """304 when this reader has it already."""
    etag = response.get("ETag", "")
    asked = {tag.strip() for tag in request.headers.get("If-None-Match", "").split(",")}
    if response.status_code != 200 or etag not in asked:
        return response
    short = HttpResponse(status=304)
    for name in ("Cache-Control", "Content-Security-Policy", "ETag", "Vary"):
        if name in response:
            short[name] = response[name]
    del short["Content-Type"]
    return short


# --- Keeping. A cache that is down costs time, never a page. --------------------------------------------------


def _look_up(name: str) -> tuple[str, Kept | None]:
    """The state of things now, empty when nobody can say, and the page as it was kept, if it still holds."""
    try:
        pages = caches["pages"]
        found = pages.get_many([_STATE, name])
        if _STATE not in found:
            pages.add(_STATE, token_hex(8), None)
            return pages.get(_STATE) or "", None
    except Exception:
        logger.exception("Kept pages cannot be read")
        return "", None
    state, kept = found[_STATE], found.get(name)
    return state, kept if kept is not None and kept.state == state else None


def _keep(name: str, page: Kept) -> None:
    try:
        caches["pages"].set(name, page, KEEP_SECONDS)
    except Exception:
        logger.exception("A page cannot be kept")


# --- What makes a kept page old ---------------------------------------------------------------------------

_WRITE = re.compile(
    r"\s*(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|update|delete\s+from)\s+[\"`]?(\w+)", re.IGNORECASE
)
_READ = ("SELECT", "SAVEPO", "RELEAS", "ROLLBA", "BEGIN", "COMMIT", "PRAGMA", "SET ", "SHOW", "EXPLAI")


def note_writes(connection: Any) -> None:
    """Have this database connection say what it writes. Given to every new connection by `apps.py`."""
    if written not in connection.execute_wrappers:
        connection.execute_wrappers.append(written)


def written(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Around every statement: whatever is written, by whichever door, makes all kept pages old, unless it goes into a
    table that no public page shows (settings.POP_UNSHOWN_TABLES). At once, and again when it is committed."""
    answer = execute(sql, params, many, context)
    if not sql.lstrip()[:6].upper().startswith(_READ):
        match = _WRITE.match(sql)
        if match is None or match[1] not in settings.POP_UNSHOWN_TABLES:
            forget_pages()
            connection = context["connection"]
            waiting = connection.run_on_commit[-1:]
            if connection.in_atomic_block and not any(call[1] is forget_pages for call in waiting):
                transaction.on_commit(forget_pages, using=connection.alias, robust=True)
    return answer


def forget_pages() -> None:
    """From now on every public page is made anew."""
    try:
        caches["pages"].set(_STATE, token_hex(8), None)
    except Exception:  # what was written is written; kept pages end by themselves after KEEP_SECONDS
        logger.exception("Kept pages could not be forgotten")
