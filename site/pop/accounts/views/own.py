"""A person's own pages: home, notices, name, recovery codes, data, consent, second factor."""

import json
from uuid import UUID

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pop.accounts import actions, names, policies, selectors
from pop.accounts.adapters import SecondFactorAdapter, network
from pop.accounts.contracts import AgeBand
from pop.accounts.forms import ROLE_NAMES, AgeBandForm, ConsentForm, NameForm, NoticesForm, PassphraseForm
from pop.accounts.views.entrance import HOW_MANY_IDEAS, show_codes
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import DomainError


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request,
        "accounts/home.html",
        {
            "name": selectors.names_of([actor.persona_id]).get(actor.persona_id),
            "age_band": actor.age_band,
            "roles": [ROLE_NAMES[role] for role in sorted(actor.roles | actor.unproved_roles)],
            "unread": selectors.has_news(actor),
            "codes_left": selectors.recovery_codes_left(actor),
            "needs_consent": actor.age_band is AgeBand.TEN_TO_TWELVE and not policies.may_take_part(actor),
            "gate": settings.POP_UNDER_13_GATE,
            "needs_age_band": not actor.age_band and not actor.roles and not actor.unproved_roles,
            "may_make_consent_codes": policies.makes_consent_codes(actor),
            "may_change_roles": policies.may_change_roles(actor),
        },
    )


@never_cache
@login_required
@require_safe
def hidden(request: HttpRequest) -> HttpResponse:
    context = {"people": selectors.people_hidden_by(request.actor)}  # type: ignore[attr-defined]
    return render(request, "accounts/hidden.html", context)


@login_required
@require_POST
def show_again(request: HttpRequest, hidden_id: UUID) -> HttpResponse:
    actions.show_person(actor=request.actor, hidden_id=hidden_id)  # type: ignore[attr-defined]
    messages.success(request, _("You see what they write again. Nobody is told."))
    return redirect("account_hidden")


@never_cache
@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    page = selectors.page_of_notices(request.actor, after=after)  # type: ignore[attr-defined]
    context = {
        "notices": page.notices,
        "any_unread": any(not notice.is_read for notice in page.notices),
        "previous_url": reverse("account_notices") if after else "",
        "next_url": f"?after={page.next_after}" if page.next_after else "",
    }
    return render(request, "accounts/notices.html", context)


@login_required
@require_POST
def read_notices(request: HttpRequest, notice_id: UUID | None = None) -> HttpResponse:
    actions.mark_notices_read(actor=request.actor, notice_id=notice_id, now=clock.now())  # type: ignore[attr-defined]
    return redirect("account_notices")


@login_required
@require_POST
def delete_notice(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    actions.delete_notice(actor=request.actor, notice_id=notice_id)  # type: ignore[attr-defined]
    messages.success(request, _("It is gone."))
    return redirect("account_notices")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def choose_notices(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = NoticesForm(
        request.POST if request.method == "POST" else None, initial={"wanted": selectors.wanted_notices(actor)}
    )
    if form.is_bound and form.is_valid():
        actions.choose_notices(actor=actor, **form.cleaned_data)
        messages.success(request, _("Saved. It counts for notices from now on."))
        return redirect("account_notices")
    return render(request, "accounts/choose_notices.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    typed = request.POST.get("use_name") or request.POST.get("name", "")
    is_meant = request.method == "POST" and not request.POST.keys() & {"use_name", "other_names"}
    form = NameForm(request.POST if is_meant else None, initial={"name": typed})
    if is_meant and form.is_valid():
        try:
            actions.change_pseudonym(actor=request.actor, name=form.cleaned_data["name"], now=clock.now())  # type: ignore[attr-defined]
        except DomainError as refusal:
            show_in_form(form, refusal)
        else:
            messages.success(request, _("That is your name now. Sign in with it next time."))
            return redirect("account_home")
    context = {"form": form, "ideas": names.ideas(HOW_MANY_IDEAS)}
    return render(request, "accounts/name.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def age_band(request: HttpRequest) -> HttpResponse:
    form = AgeBandForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose_age_band(actor=request.actor, now=clock.now(), **form.cleaned_data)  # type: ignore[attr-defined]
        return redirect("account_home")
    return render(request, "accounts/age_band.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@login_required
@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    form = PassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            new = actions.renew_recovery_codes(actor=request.actor, now=clock.now(), **form.cleaned_data)  # type: ignore[attr-defined]
        except DomainError as refusal:
            show_in_form(form, refusal)
        else:
            return show_codes(request, new, is_new=False)
    left = selectors.recovery_codes_left(request.actor)  # type: ignore[attr-defined]
    return render(
        request, "accounts/renew_codes.html", {"form": form, "codes_left": left}, status=400 if form.errors else 200
    )


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def consent(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    form = ConsentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.give_consent(actor=actor, network=network(request), now=clock.now(), **form.cleaned_data)
        except DomainError as refusal:
            show_in_form(form, refusal)
        else:
            messages.success(request, _("Thank you. You can share projects and join circles now."))
            return redirect("account_home")
    context = {"form": form, "gate": settings.POP_UNDER_13_GATE, "is_child": actor.age_band is AgeBand.TEN_TO_TWELVE}
    return render(request, "accounts/consent.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def withdraw_consent(request: HttpRequest) -> HttpResponse:
    actions.withdraw_consent(actor=request.actor, now=clock.now())  # type: ignore[attr-defined]
    messages.success(request, _("Done. You can read everything, and help is always open to you."))
    return redirect("account_home")


@never_cache
@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    kept = selectors.how_long_data_is_kept()
    return render(request, "accounts/data.html", {"form": PassphraseForm(), "kept": kept})


@never_cache
@login_required
@require_POST
def download(request: HttpRequest) -> HttpResponse:
    own = selectors.own_data_of(request.actor)  # type: ignore[attr-defined]
    text = json.dumps(own, ensure_ascii=False, indent=2, default=str)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="pop-my-data.json"'
    return response


@never_cache
@login_required
@sensitive_post_parameters("passphrase")
@require_POST
def delete(request: HttpRequest) -> HttpResponse:
    form = PassphraseForm(request.POST)
    if form.is_valid():
        try:
            actions.delete_account(actor=request.actor, now=clock.now(), **form.cleaned_data)  # type: ignore[attr-defined]
        except DomainError as refusal:
            show_in_form(form, refusal)
        else:
            logout(request)
            messages.success(request, _("Your account is deleted. Help stays open to you, any time, without one."))
            response = redirect("/")
            response["Clear-Site-Data"] = '"cache", "storage"'
            return response
    kept = selectors.how_long_data_is_kept()
    return render(request, "accounts/data.html", {"form": form, "kept": kept}, status=400)


@never_cache
@login_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What stands between staff and their pages: no second factor yet, or a session that began without one."""
    actor = request.actor  # type: ignore[attr-defined]
    return render(
        request,
        "accounts/security.html",
        {
            "is_staff": bool(actor.roles or actor.unproved_roles),
            "is_proved": selectors.has_second_factor(request.session, actor.login_id),
            "has_factor": is_mfa_enabled(request.user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]),
            "authenticators": Authenticator.objects.filter(user_id=request.user.pk).order_by("pk"),
            "is_demo": settings.POP_DEMO_DOOR,
        },
    )


@never_cache
@login_required
@require_safe
def totp_picture(request: HttpRequest) -> HttpResponse:
    """The QR code of the secret being enrolled: an image of its own, since the policy allows no data: addresses."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = SecondFactorAdapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(svg, content_type="image/svg+xml")
