"""Coming in: signing up, getting back in with a recovery code, signing out."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login as begin_session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from pop.accounts import actions, names
from pop.accounts.adapters import network
from pop.accounts.forms import RecoverForm, SignUpForm
from pop.accounts.selectors import actor_for
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import DomainError
from pop.core.limits import Limit, count

HOW_MANY_IDEAS = 6
SIGN_UPS = Limit("accounts.sign_up", times=40, seconds=3600)  # a class behind one address may join in one lesson
SIGN_UP_TRIES = Limit("accounts.sign_up_tries", times=200, seconds=3600)


@never_cache
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("account_home")
    form = SignUpForm(request.POST if _is_meant(request) else None, initial=_typed(request))
    if _is_meant(request):
        count(SIGN_UP_TRIES, network(request))
        if form.is_valid():
            try:
                count(SIGN_UPS, network(request))
                new = actions.sign_up(actor=request.actor, now=clock.now(), **form.cleaned_data)  # type: ignore[attr-defined]
            except DomainError as refusal:
                show_in_form(form, refusal)
            else:
                begin_session(request, new.login, backend=settings.AUTHENTICATION_BACKENDS[0])
                record_authentication(request, new.login, method="password")
                request.actor = actor_for(new.login, request.session)  # type: ignore[attr-defined]
                return show_codes(request, new.recovery_codes, is_new=True)
    return render(
        request,
        "accounts/sign_up.html",
        {"form": form, "ideas": names.ideas(HOW_MANY_IDEAS), "next": get_next_redirect_url(request) or ""},
        status=400 if form.errors else 200,
    )


def _is_meant(request: HttpRequest) -> bool:
    """Asking for an idea posts the form too, but is not yet signing up."""
    return request.method == "POST" and not request.POST.keys() & {"use_name", "other_names"}


def _typed(request: HttpRequest) -> dict[str, str]:
    name = request.POST.get("use_name") or request.POST.get("name", "")
    return {"name": name, "age_band": request.POST.get("age_band", "")}


def show_codes(request: HttpRequest, codes: list[str], *, is_new: bool) -> HttpResponse:
    """The only time recovery codes are shown. They stay in this one answer: no session, no address holds them."""
    return render(
        request,
        "accounts/recovery_codes.html",
        {"codes": codes, "is_new": is_new, "next": get_next_redirect_url(request) or ""},
    )


@require_http_methods(["POST"])
def codes_saved(request: HttpRequest) -> HttpResponse:
    if not request.POST.get("saved"):
        messages.warning(request, _("Without saved codes nobody can let you back in if you forget your passphrase."))
    else:
        messages.success(request, _("Good. Keep the codes where only you find them."))
    return redirect(get_next_redirect_url(request) or "account_home")


@never_cache
@sensitive_post_parameters("new_passphrase", "code")
@require_http_methods(["GET", "POST"])
def recover(request: HttpRequest) -> HttpResponse:
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.recover(network=network(request), now=clock.now(), **form.cleaned_data)
        except DomainError as refusal:
            show_in_form(form, refusal)
        else:
            messages.success(request, _("Your new passphrase is set. Sign in with it now."))
            return redirect("account_login")
    return render(request, "accounts/recover.html", {"form": form}, status=400 if form.errors else 200)


class SignOut(LogoutView):
    """allauth's, asking the browser to forget what it kept of this site (SEC-41)."""

    @method_decorator(never_cache)
    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(*args, **kwargs)
        if self.request.method == "POST":
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response
