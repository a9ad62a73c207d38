"""Opening a circle, what there is to choose about it, and closing it. Everything works without JavaScript."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peer_circles import actions, policies, selectors
from peer_circles.forms import CircleForm, CloseForm
from peer_circles.models import Circle
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import Absent, Conflict, Invalid, Refused


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """For whoever may open one; to everybody else there is no such page."""
    if not policies.may_create_circle(_actor(request)):
        raise Absent
    form = CircleForm.fresh(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            made = actions.create_circle(actor=_actor(request), now=clock.now(), **form.cleaned_data)
        except (Invalid, Refused) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The circle is open. People of its age group can find it."))
            return redirect("circles:circle", made.pk)
    return render(request, "peer_circles/new.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    circle, open_to = selectors.circle_to_set(_actor(request), circle_id)
    form = CircleForm.of(circle, open_to, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.change_circle(actor=_actor(request), circle_id=circle_id, now=clock.now(), **form.cleaned_data)
        except (Invalid, Refused, Conflict) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("It is changed, for everyone from now on."))
            return redirect("circles:settings", circle_id)
    return _settings(request, circle, form, CloseForm(), status=400 if form.errors else 200)


@never_cache
@require_POST
def close(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    circle, open_to = selectors.circle_to_set(_actor(request), circle_id)
    form = CloseForm(request.POST)
    if form.is_valid():
        try:
            actions.close_circle(actor=_actor(request), circle_id=circle_id, now=clock.now(), **form.cleaned_data)
        except (Invalid, Conflict) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The circle is closed. Everyone in it is told."))
            return redirect("circles:list")
    return _settings(request, circle, CircleForm.of(circle, open_to), form, status=400)


def _settings(request: HttpRequest, circle: Circle, form: CircleForm, closing: CloseForm, status: int) -> HttpResponse:
    is_all = policies.may_close_circle(_actor(request))
    context = {"circle": circle, "form": form, "closing": closing if is_all else None, "is_all": is_all}
    return render(request, "peer_circles/settings.html", context, status=status)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
