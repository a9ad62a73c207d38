"""How a refusal looks on a page: the one place where HTTP learns about DomainError."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from pop.core import errors

STATUS = {
    errors.Absent: 404,
    errors.Refused: 403,
    errors.Conflict: 409,
    errors.Invalid: 400,
    errors.TooFast: 429,
}


def show_in_form(form: BaseForm, error: errors.DomainError) -> None:
    """Put a refusal at the fields it names (at the top of the form otherwise), keeping what the person typed."""
    for name, texts in error.fields.items():
        form.add_error(name if name in form.fields else None, [str(text) for text in texts])
    if not error.fields:
        form.add_error(None, str(error.message))


class DomainErrorMiddleware:
    """Turns a refusal nobody caught into the page that fits it. Unknown and forbidden look alike (SEC-24)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, errors.DomainError):
            return None
        if isinstance(error, errors.SignInNeeded):
            messages.info(request, str(error.message))
            return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
        status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 400)
        if status == 404:
            return render(request, "404.html", status=404)
        response = render(request, "refused.html", {"error": error}, status=status)
        if isinstance(error, errors.TooFast):
            response["Retry-After"] = str(error.retry_after)
        return response
