"""How people talk in a circle: what its staff and whoever speaks press beside the room."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from peer_circles import actions
from peer_circles.forms import ModeForm, TurnForm
from pop.core import clock
from pop.core.errors import Conflict, Invalid, Refused


@require_POST
def mode(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    form = ModeForm(request.POST)
    chosen = form.cleaned_data["mode"] if form.is_valid() else ""
    try:
        actions.set_mode(actor=request.actor, circle_id=circle_id, mode=chosen, now=clock.now())  # type: ignore[attr-defined]
    except (Invalid, Refused) as error:
        _say_why(request, error)
    return redirect("circles:circle", circle_id)


@require_POST
def turn(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    form = TurnForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
        return redirect("circles:circle", circle_id)
    chosen = {"persona_id": form.cleaned_data["persona"], "minutes": form.cleaned_data["minutes"]}
    try:
        actions.give_turn(actor=request.actor, circle_id=circle_id, now=clock.now(), **chosen)  # type: ignore[attr-defined]
    except (Invalid, Conflict) as error:
        _say_why(request, error)
    return redirect("circles:circle", circle_id)


@require_POST
def pass_turn(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    try:
        actions.pass_turn(actor=request.actor, circle_id=circle_id, now=clock.now())  # type: ignore[attr-defined]
    except Refused as error:
        _say_why(request, error)
    return redirect("circles:circle", circle_id)


def _say_why(request: HttpRequest, error: Invalid | Refused | Conflict) -> None:
    words = [str(text) for texts in error.fields.values() for text in texts] or [str(error.message)]
    messages.error(request, " ".join(words))
