"""Doors beside the list: somebody's own views, and whether single keys work. They change nothing in the queue."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from moderation import actions, policies
from moderation.forms import SaveViewForm
from moderation.selectors import saved_views as ways
from moderation.selectors.waiting import QueueFilters
from moderation.views.doors import actor_of, page, queue_door, refused_in
from pop.core import clock
from pop.core.errors import Absent, Invalid

KEYS_OFF = "moderation_keys_off"  # in the session: as long as somebody is signed in


@never_cache
@require_http_methods(["GET", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """The views somebody keeps: save the filters that are set, start with one, remove one."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    actor = actor_of(request)
    match request.POST.get("do"):
        case None:
            return _show(request, SaveViewForm(initial=request.GET.dict()))
        case "save":
            return _save(request)
        case "remove":
            actions.remove_view(actor=actor, view_id=_view_id(request))
            messages.success(request, _("The view is gone."))
        case "start":
            actions.start_with_view(actor=actor, view_id=_view_id(request))
            messages.success(request, _("The queue opens with this view from now on."))
        case "everything":
            actions.start_with_view(actor=actor, view_id=None)
            messages.success(request, _("The queue opens with everything from now on."))
        case _:
            raise Absent
    return redirect("moderation:saved_views")


@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Single keys on or off (WCAG 2.1.4), until this person signs out."""
    if (elsewhere := queue_door(request)) is not None:
        return elsewhere
    if not policies.may_see_queue(actor_of(request)):
        raise Absent
    request.session[KEYS_OFF] = request.POST.get("on") != "yes"
    return redirect("moderation:queue")


def _save(request: HttpRequest) -> HttpResponse:
    form = SaveViewForm(request.POST)
    form.is_valid()
    try:
        actions.save_view(
            actor=actor_of(request),
            name=request.POST.get("name", ""),
            filters=QueueFilters(**form.filters),
            start_with_it=form.cleaned_data.get("start", False),
            now=clock.now(),
        )
    except Invalid as error:
        return _show(request, form, refused_in(form, error))
    messages.success(request, _("Saved. You find it above the list."))
    return redirect("moderation:queue")


def _show(request: HttpRequest, form: SaveViewForm, status: int = 200) -> HttpResponse:
    if not policies.may_keep_views(actor_of(request)):
        raise Absent
    own = [view for view in ways.views_for(actor_of(request), [], None) if view.is_own]
    return page(request, "moderation/saved_views.html", {"form": form, "own": own}, status)


def _view_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("view", ""))
    except ValueError:
        raise Absent from None
