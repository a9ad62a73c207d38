"""The site's addresses, with what only the demo mounts, and one address for each page about a failure."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from frontend.views import csrf_failure
from pop.core.errors import Conflict, Refused, TooFast
from pop.urls import handler500, urlpatterns

__all__ = ["handler500", "urlpatterns"]

FAILURES = {
    "bad-request": SuspiciousOperation,
    "forbidden": PermissionDenied,
    "refused": Refused,
    "conflict": Conflict,
    "too-fast": lambda: TooFast(retry_after=60),
    "server-error": lambda: ZeroDivisionError("on purpose"),
}


def fail(_request: HttpRequest, how: str) -> HttpResponse:
    raise FAILURES[how]()


def too_many(request: HttpRequest) -> HttpResponse:
    """allauth's own page for whoever asks too often."""
    return render(request, "429.html", status=429)


urlpatterns = [
    path("demo/", include("pop.accounts.demo_urls")),
    *i18n_patterns(
        path("failure/too-many/", too_many, name="failure_too_many"),
        path("failure/form-token/", csrf_failure, name="failure_form_token"),
        path("failure/<slug:how>/", fail, name="failure"),
        prefix_default_language=False,
    ),
    *urlpatterns,
]
