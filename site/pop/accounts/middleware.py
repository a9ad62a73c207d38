"""Who is asking: every request carries an `actor`, made when somebody first looks at it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject

from pop.accounts.selectors import actor_for

Handler = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, request.session))  # type: ignore[attr-defined]
        return self.get_response(request)


class StaffPagesMiddleware:
    """No staff page without a second factor (SEC-43): the whole Wagtail admin stands behind this."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith("/cms/") and request.user.is_authenticated and not request.actor.roles:  # type: ignore[attr-defined]
            return redirect("account_security" if request.actor.unproved_roles else "account_home")  # type: ignore[attr-defined]
        return self.get_response(request)
