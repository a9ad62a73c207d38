"""Headers every page carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PageHeadersMiddleware:
    """Device sensors stay shut on every page (SG-37)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
        return response
