"""Circles from outside: which there are, one of them, coming and going, and asking somebody in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peer_circles import actions, policies, selectors
from peer_circles.forms import InviteForm, JoinForm, SayForm
from peer_circles.selectors.sessions import circle_to_plan
from peer_circles.views.around import coming_weeks, where_it_stands
from peer_circles.views.calendar import feeds_of_age_bands, feeds_of_circle
from peer_circles.views.room import room_page, uuid_or_none
from pop.accounts.contracts import AgeBand
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import DomainError, Invalid, Refused, SignInNeeded, TooFast


def circle_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    views = selectors.circle_views_for(actor)
    own = [view.circle for view in views if view.seat]
    shown = own or [view.circle for view in views if view.may_join] or [view.circle for view in views]
    fits = [view for view in views if view.seat or actor.age_band in (None, view.circle.age_band)]
    context = {
        "views": views,
        "coming": coming_weeks(request, shown, {view.circle.pk: view.opening for view in views}),
        "may_pause_all": policies.may_pause(actor, None),
        "may_open": policies.may_create_circle(actor),
        "feeds": feeds_of_age_bands([actor.age_band] if actor.age_band else AgeBand),
        "is_own_calendar": bool(own),
        "none_fits": not fits,
        "invitations": selectors.invitations_for(actor, clock.now()),
    }
    return render(request, "peer_circles/list.html", context)


@never_cache
@require_GET
def circle(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    view = selectors.circle_view_for(_actor(request), circle_id)
    if view.seat is None:
        return _outside(request, view, JoinForm(initial={"version": view.circle.agreement_version}))
    return room_page(
        request, view.circle, view.seat, SayForm.fresh(reply_to=uuid_or_none(request.GET.get("reply", "")))
    )


@never_cache
@require_POST
def join(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    view = selectors.circle_view_for(_actor(request), circle_id)
    form = JoinForm(request.POST)
    if form.is_valid():
        try:
            actions.join_circle(
                actor=_actor(request),
                circle_id=circle_id,
                agreed_version=form.cleaned_data["version"],
                now=clock.now(),
            )
        except SignInNeeded:
            raise
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Welcome. Say hello when you feel like it."))
            return redirect("circles:circle", circle_id)
    form.data = request.POST.copy()
    form.data["version"] = str(view.circle.agreement_version)  # what they read next is this one
    return _outside(request, view, form, status=400)


@require_POST
def leave(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    actions.leave_circle(actor=_actor(request), circle_id=circle_id, now=clock.now())
    messages.info(request, _("You have left the circle. You can come back when there is a place."))
    return redirect("circles:list")


@never_cache
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """For the circle's facilitator. The answer is the same whoever has the name, or nobody."""
    circle = circle_to_plan(_actor(request), circle_id)
    form = InviteForm(request.POST) if request.method == "POST" else InviteForm()
    if form.is_bound and form.is_valid():
        try:
            actions.invite_to_circle(actor=_actor(request), circle_id=circle_id, now=clock.now(), **form.cleaned_data)
        except (Invalid, Refused, TooFast) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Thank you. If somebody with this name can join, they find an invitation."))
            return redirect("circles:invite", circle_id)
    context = {"circle": circle, "form": form}
    return render(request, "peer_circles/invite.html", context, status=400 if form.errors else 200)


@never_cache
@require_POST
def decline(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    actions.decline_invitation(actor=_actor(request), circle_id=circle_id, now=clock.now())
    messages.success(request, _("That is fine. Nobody is told."))
    return redirect("circles:list")


def _outside(request: HttpRequest, view: selectors.CircleView, form: JoinForm, status: int = 200) -> HttpResponse:
    context = {"view": view, "circle": view.circle, "form": form, "opening": view.opening}
    context["coming"] = coming_weeks(request, [view.circle], {view.circle.pk: view.opening})
    context["feeds"] = feeds_of_circle(view.circle)
    context["may_set"] = view.circle.is_open and bool(policies.settings_open_to(_actor(request), view.circle))
    invitations = selectors.invitations_for(_actor(request), clock.now())
    context["is_invited"] = any(invitation.circle_id == view.circle.pk for invitation in invitations)
    context |= where_it_stands(request, "circles:circle", view.circle)
    return render(request, "peer_circles/outside.html", context, status=status)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
