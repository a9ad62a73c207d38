"""Around every request: what staff were shown is on record before the answer goes out."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from pop.audit.looks import looks_on_record


class LooksMiddleware:
    """What a request shows to staff is on record before its answer goes out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with looks_on_record():
            return self.get_response(request)
