"""Saying something, and what one does with a message: reading this very one where it is folded behind a content note
(SG-35), taking it back, answering without words."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from peer_circles import actions, policies, selectors
from peer_circles.forms import ReactForm, SayForm
from peer_circles.models import MessageState
from peer_circles.views.around import shown_there
from peer_circles.views.room import room_page
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import DomainError, Invalid, Refused, TooFast


@never_cache
@require_POST
def say(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    actor = _actor(request)
    inside, seat = selectors.inside_for(actor, circle_id)
    form = SayForm(request.POST)
    if form.is_valid():
        try:
            message = actions.post_message(actor=actor, circle_id=circle_id, now=clock.now(), **form.cleaned_data)
        except DomainError as error:
            show_in_form(form, error)
        else:
            if message.state == MessageState.HELD:
                messages.info(request, _("Thank you. A person reads your message before the others see it."))
            return redirect("circles:circle", circle_id)
    return room_page(request, inside, seat, form.named_anew(), status=400)


@never_cache
@require_GET
def message(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    """A page; to the room's own script, which asks for JSON, the words alone."""
    actor = _actor(request)
    found = selectors.message_for(actor, circle_id, message_id)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"text": found.text})
    context = {"message": found, "circle": found.circle, "may_decide": policies.may_decide(actor, found)}
    return shown_there(request, found.circle, "peer_circles/message.html", context)


@require_POST
def take_note_off(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    actions.take_note_off(actor=_actor(request), message_id=message_id, now=clock.now())
    messages.success(request, _("Everybody in the circle reads it openly now."))
    return redirect(reverse("circles:circle", args=[circle_id]) + f"#m-{message_id}")


@require_POST
def take_back(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    actions.retract_message(actor=_actor(request), message_id=message_id, now=clock.now())
    return redirect("circles:circle", circle_id)


@require_POST
def react(request: HttpRequest, circle_id: UUID, message_id: UUID) -> HttpResponse:
    form = ReactForm(request.POST)
    pressed = form.cleaned_data if form.is_valid() else {"give": "", "take": ""}
    try:
        actions.react(
            actor=_actor(request),
            message_id=message_id,
            kind=pressed["give"] or pressed["take"],
            given=bool(pressed["give"]),
            now=clock.now(),
        )
    except (Invalid, Refused, TooFast) as error:
        messages.error(request, str(error.message))
    return redirect(reverse("circles:circle", args=[circle_id]) + f"#m-{message_id}")


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
