"""Pages for staff: who holds which role, and consent codes for children under 13."""

from uuid import UUID

from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pop.accounts import actions, policies, selectors
from pop.accounts.contracts import Actor, Role
from pop.accounts.forms import ROLE_NAMES, ConsentCodeForm, OrganisationForm, RoleForm
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import Absent, DomainError


@never_cache
@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """List the staff; grant a role."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not policies.may_change_roles(actor):
        raise Absent
    form = RoleForm(request.POST or None, organisations=selectors.organisations())
    if request.method == "POST":
        if waiting := _stale(request, actor):
            return waiting
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.grant_role(
                    actor=actor,
                    name=given["name"],
                    role=given["role"],
                    organisation_id=UUID(given["organisation_id"]) if given["organisation_id"] else None,
                    valid_until=given["valid_until"],
                    now=clock.now(),
                )
            except DomainError as refusal:
                show_in_form(form, refusal)
            else:
                messages.success(request, _("The role is given."))
                return redirect("account_staff")
    return _staff_page(request, form, OrganisationForm())


@never_cache
@require_POST
def end_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if waiting := policies.may_change_roles(actor) and _stale(request, actor):
        return waiting
    actions.end_role(actor=actor, role_id=role_id, now=clock.now())
    messages.success(request, _("The role is ended."))
    return redirect("account_staff")


@never_cache
@require_POST
def add_organisation(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not policies.may_change_roles(actor):
        raise Absent
    form = OrganisationForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_organisation(actor=actor, name=given["organisation"], website=given["website"], now=clock.now())
        except DomainError as refusal:
            for texts in refusal.fields.values():
                form.add_error("organisation", [str(text) for text in texts])
        else:
            messages.success(request, _("The organisation is added."))
            return redirect("account_staff")
    return _staff_page(request, RoleForm(organisations=selectors.organisations()), form)


@never_cache
@require_http_methods(["GET", "POST"])
def consent_codes(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not policies.makes_consent_codes(actor):
        raise Absent
    form = ConsentCodeForm(
        request.POST or None,
        organisations=selectors.organisations_of(actor),
        may_do_without=actor.has_role(Role.SAFEGUARDING_LEAD),
    )
    code = None
    if request.method == "POST" and form.is_valid():
        organisation_id = form.cleaned_data["organisation_id"]
        code = actions.make_consent_code(
            actor=actor, organisation_id=UUID(organisation_id) if organisation_id else None, now=clock.now()
        )
    return render(request, "accounts/consent_codes.html", {"form": form, "code": code})


def _staff_page(request: HttpRequest, form: RoleForm, organisation_form: OrganisationForm) -> HttpResponse:
    today = clock.now().date()
    rows = [
        {
            "held": held,
            "role": ROLE_NAMES[Role(held.role)],
            "is_lapsed": held.valid_until is not None and held.valid_until < today,
        }
        for held in selectors.staff_for(request.actor)  # type: ignore[attr-defined]
    ]
    status = 400 if form.errors or organisation_form.errors else 200
    context = {"rows": rows, "form": form, "organisation_form": organisation_form}
    return render(request, "accounts/staff.html", context, status=status)


def _stale(request: HttpRequest, actor: Actor) -> HttpResponse | None:
    """Roles change only right after the second factor was shown (SEC-43): ask for it again, then go on."""
    assert actor.login_id is not None  # noqa: S101  for the type checker: the caller asked for an owner
    shown_at = selectors.second_factor_at(request.session, actor.login_id) or 0
    if clock.now().timestamp() - shown_at <= settings.POP_FRESH_FACTOR_SECONDS:
        return None
    if not is_mfa_enabled(request.user):
        return redirect("account_security")  # the demo's cast has none; its door records a new one
    raise ReauthenticationRequired
