"""Forms sent by js/steady-form.js: told where to go on instead of being sent there, and done once however often sent.

The line may break after the server has done what was asked and before its answer arrives. The person then rightly
sends the form again. Each filling of a form carries a random word; what a word led to is remembered for ten minutes,
and answered again, for the very same browser, address and word.
"""

import re
from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

HEADER = "X-Steady"
_WORD = re.compile(r"^[0-9a-f]{32}$")
_REMEMBER_SECONDS = 600
_BUSY_SECONDS = 60
_BUSY = "busy"


class SteadyFormsMiddleware:
    """Outside the sessions: a repeated answer also brings the cookies that the lost one set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        word = request.headers.get(HEADER, "")
        if request.method != "POST" or not _WORD.match(word):
            return self.get_response(request)
        name = _name(request, word)
        if not cache.add(name, _BUSY, _BUSY_SECONDS):
            known = cache.get(name)
            # Still at it, from the first time: "try again" is the right thing to say.
            return known if isinstance(known, HttpResponse) else HttpResponse(status=503)
        response = _onward(self.get_response(request))
        if response.has_header("X-Go-To"):
            cache.set(name, response, _REMEMBER_SECONDS)
        else:
            cache.delete(name)  # nothing was done; the next time counts anew
        return response


def _name(request: HttpRequest, word: str) -> str:
    """Only the browser that sent it can ask again: its cookies are part of the name, which is a hash."""
    cookies = (request.COOKIES.get(name, "") for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME))
    return f"steady:{sha256('|'.join([word, request.path, *cookies]).encode()).hexdigest()}"


def _onward(response: HttpResponse) -> HttpResponse:
    """A redirect, said so that a script can read it: following it would use up the message that waits there."""
    if response.status_code not in {301, 302, 303}:
        return response
    answer = HttpResponse(status=204, headers={"X-Go-To": response["Location"]})
    answer.cookies = response.cookies
    for header in ("Clear-Site-Data", "Cache-Control"):
        if response.has_header(header):
            answer[header] = response[header]
    return answer
