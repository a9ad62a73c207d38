"""For who plans: sessions, breaks of a circle or of all, and opening hours; all of it without JavaScript."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from peer_circles import actions
from peer_circles.forms import CancelForm, OpeningHoursForm, PauseForm, PlanForm, RescheduleForm
from peer_circles.models import Circle, Format
from peer_circles.opening import openings
from peer_circles.policies import may_pause
from peer_circles.selectors.sessions import circle_to_plan, hours_of, pauses_ahead, planned_sessions, session_to_move
from peer_circles.views.around import coming_weeks, where_it_stands
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import Absent, Conflict, Invalid, Refused


@never_cache
@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """For the circle's facilitator: what is planned, and planning more."""
    circle = circle_to_plan(_actor(request), circle_id)
    form = PlanForm(request.POST) if request.method == "POST" else PlanForm()
    if form.is_bound and form.is_valid():
        try:
            actions.plan_session(actor=_actor(request), circle_id=circle_id, now=clock.now(), **form.cleaned_data)
        except (Invalid, Refused) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("It is planned. Everyone who can see the circle sees when it meets."))
            return redirect("circles:sessions", circle_id)
    return _planning(request, circle, form, status=400 if form.errors else 200)


@never_cache
@require_POST
def cancel_session(request: HttpRequest, circle_id: UUID, session_id: UUID) -> HttpResponse:
    circle = circle_to_plan(_actor(request), circle_id)
    form = CancelForm(request.POST)
    if form.is_valid():
        actions.cancel_session(actor=_actor(request), session_id=session_id, now=clock.now(), **form.cleaned_data)
        messages.success(request, _("It is called off, and the list says so."))
        return redirect("circles:sessions", circle_id)
    messages.error(request, " ".join(str(text) for text in form.errors["instead"]))
    return _planning(request, circle, PlanForm(), status=400)


@never_cache
@require_http_methods(["GET", "POST"])
def reschedule(request: HttpRequest, circle_id: UUID, session_id: UUID) -> HttpResponse:
    """Another time for a session that is planned."""
    circle = circle_to_plan(_actor(request), circle_id)
    session = session_to_move(circle, session_id, clock.now())
    form = RescheduleForm(request.POST) if request.method == "POST" else RescheduleForm.of(session)
    if form.is_bound and form.is_valid():
        try:
            actions.reschedule_session(
                actor=_actor(request), session_id=session_id, now=clock.now(), **form.cleaned_data
            )
        except (Invalid, Conflict) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("It is moved. Everyone in the circle is told, and calendars follow."))
            return redirect("circles:sessions", circle_id)
    context = {"circle": circle, "session": session, "form": form}
    return render(request, "peer_circles/reschedule.html", context, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def pauses(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    return _pauses(request, circle_to_plan(_actor(request), circle_id))


@never_cache
@require_http_methods(["GET", "POST"])
def all_pauses(request: HttpRequest) -> HttpResponse:
    if not may_pause(_actor(request), None):
        raise Absent
    return _pauses(request, None)


@require_POST
def end_pause(request: HttpRequest, circle_id: UUID, pause_id: UUID) -> HttpResponse:
    actions.withdraw_pause(actor=_actor(request), pause_id=pause_id, now=clock.now())
    messages.success(request, _("The break is ended. What was called off stays off: plan it anew if you like."))
    return redirect("circles:pauses", circle_id)


@require_POST
def end_pause_of_all(request: HttpRequest, pause_id: UUID) -> HttpResponse:
    actions.withdraw_pause(actor=_actor(request), pause_id=pause_id, now=clock.now())
    messages.success(request, _("The break is ended. What was called off stays off."))
    return redirect("circles:all_pauses")


@never_cache
@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """When a drop-in circle is open each week. Circles of other formats have no such page."""
    circle = circle_to_plan(_actor(request), circle_id)
    if circle.format != Format.DROP_IN:
        raise Absent
    form = OpeningHoursForm(request.POST) if request.method == "POST" else OpeningHoursForm()
    if form.is_bound and form.is_valid():
        try:
            actions.add_opening_hours(actor=_actor(request), circle_id=circle_id, now=clock.now(), **form.cleaned_data)
        except (Invalid, Refused) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("It is open then, every week from now on."))
            return redirect("circles:hours", circle_id)
    context = {"circle": circle, "form": form, "hours": hours_of(circle)}
    return render(request, "peer_circles/hours.html", context, status=400 if form.errors else 200)


@require_POST
def remove_hours(request: HttpRequest, circle_id: UUID, hours_id: UUID) -> HttpResponse:
    actions.remove_opening_hours(actor=_actor(request), circle_id=circle_id, hours_id=hours_id, now=clock.now())
    messages.success(request, _("It is closed at that time from now on."))
    return redirect("circles:hours", circle_id)


def _planning(request: HttpRequest, circle: Circle, form: PlanForm, status: int) -> HttpResponse:
    context = {
        "circle": circle,
        "form": form,
        "coming": coming_weeks(request, [circle], openings([circle], clock.now())),
        "planned": planned_sessions(circle, clock.now()),
        "cancel_form": CancelForm(auto_id=False),
    }
    context |= where_it_stands(request, "circles:sessions", circle)
    return render(request, "peer_circles/sessions.html", context, status=status)


def _pauses(request: HttpRequest, circle: Circle | None) -> HttpResponse:
    """One circle's, or those of all circles together."""
    form = PauseForm(request.POST) if request.method == "POST" else PauseForm()
    if form.is_bound and form.is_valid():
        try:
            actions.plan_pause(
                actor=_actor(request), circle_id=circle.pk if circle else None, now=clock.now(), **form.cleaned_data
            )
        except Invalid as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("The break is planned. What lies in it is called off, and everyone is told."))
            return redirect("circles:pauses", circle.pk) if circle else redirect("circles:all_pauses")
    context = {"circle": circle, "form": form, "pauses": pauses_ahead(circle, clock.now())}
    return render(request, "peer_circles/pauses.html", context, status=400 if form.errors else 200)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
