"""Who is asking: every request carries an `actor`, made when somebody first looks at it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from pop.accounts.actions import end_lapsed_roles
from pop.accounts.selectors import BEGAN_MARK, SEEN_MARK, actor_for, is_over
from pop.core import clock

Handler = Callable[[HttpRequest], HttpResponse]
_MARK_EVERY = 60  # seconds; a write per page would cost more than it tells


class ActorMiddleware:
    """Ends sessions that have lasted long enough (SEC-41), and says who is asking."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            if is_over(request.user.pk, request.session):
                logout(request)
                messages.info(request, _("We signed you out: nothing happened for a while. Sign in again to go on."))
            else:
                _mark(request)
        request.actor = SimpleLazyObject(lambda: actor_for(request.user, request.session))  # type: ignore[attr-defined]
        return self.get_response(request)


def _mark(request: HttpRequest) -> None:
    minute = int(clock.now().timestamp()) // _MARK_EVERY * _MARK_EVERY
    request.session.setdefault(BEGAN_MARK, minute)
    if request.session.get(SEEN_MARK) != minute:
        request.session[SEEN_MARK] = minute


class StaffPagesMiddleware:
    """No staff page without a second factor (SEC-43). Asks the route, not the address: a language changes nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        route = _route(request)
        if not route.startswith(tuple(settings.POP_STAFF_ROUTES)) or route.startswith(tuple(settings.POP_OPEN_ROUTES)):
            return None
        actor = request.actor  # type: ignore[attr-defined]
        if actor.unproved_roles:
            return redirect("account_security")
        if not route.startswith("cms/"):
            return None  # the area's own policy answers
        if not actor.is_signed_in:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        # Wagtail asks groups and is_superuser, which know no dates: bring them up to date first (SG-60).
        end_lapsed_roles(login_id=actor.login_id, now=clock.now())
        return None if actor.roles else redirect("account_home")


def _route(request: HttpRequest) -> str:
    """The matched route without the language in front: "moderation/items/<uuid:item_id>/"."""
    route = request.resolver_match.route if request.resolver_match else ""
    language, _slash, rest = route.partition("/")
    return rest if language in dict(settings.LANGUAGES) else route
