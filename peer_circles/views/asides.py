"""The pages of asides: asking for help, offering and answering, the talk itself, and looking in. All work without
JavaScript; the talk grows live where there is some."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peer_circles import selectors
from peer_circles.actions import asides as actions
from peer_circles.care import help_now_card
from peer_circles.forms import AnswerForm, AsideSayForm, OfferForm
from peer_circles.frames.asides import aside_bodies, inside_bodies
from peer_circles.policies import asides as aside_policies
from peer_circles.selectors.aside_views import aside_and_seat
from peer_circles.selectors.asides import AsideNow, aside_named, aside_now, said_in
from peer_circles.views.around import shown_there
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import Absent, DomainError, SignInNeeded
from pop.realtime.contracts import Seat, Viewer
from pop.realtime.selectors import room_state

ANSWERS = {
    "accept": actions.accept_aside,
    "decline": actions.decline_aside,
    "withdraw": actions.withdraw_aside,
}


@never_cache
@require_http_methods(["GET", "POST"])
def help_now(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    """Helplines at once, and telling those who look after the circle."""
    actor, now = _actor(request), clock.now()
    circle, seat = selectors.inside_for(actor, circle_id)
    if request.method == "POST":
        actions.ask_for_help(actor=actor, circle_id=circle_id, now=now)
        return redirect("circles:help_now", circle_id)
    (mine,) = aside_bodies(circle, [Viewer(actor, seat)], now)
    context = {
        "circle": circle,
        "seat": seat,
        "help": help_now_card(circle, now, reader=actor.persona_id),
        "aside": mine.get("aside"),
    }
    return render(request, "peer_circles/help_now.html", context)


@never_cache
@require_POST
def offer(request: HttpRequest, circle_id: UUID) -> HttpResponse:
    actor, form = _actor(request), OfferForm(request.POST)
    if form.is_valid():
        try:
            actions.offer_aside(
                actor=actor, circle_id=circle_id, persona_id=form.cleaned_data["persona"], now=clock.now()
            )
        except (SignInNeeded, Absent):
            raise
        except DomainError as error:
            return _told(request, circle_id, str(error.message))
        return _told(request, circle_id)
    return _told(request, circle_id, _("Choose somebody who is in this circle."))


@never_cache
@require_POST
def answer(request: HttpRequest, circle_id: UUID, aside_id: UUID) -> HttpResponse:
    aside_named(aside_id, circle_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise Absent
    deed = form.cleaned_data["deed"]
    try:
        ANSWERS[deed](actor=_actor(request), aside_id=aside_id, now=clock.now())
    except (SignInNeeded, Absent):
        raise
    except DomainError as error:
        return _told(request, circle_id, str(error.message))
    if deed == "accept":
        return redirect("circles:aside", circle_id, aside_id)
    return _told(request, circle_id)


@never_cache
@require_GET
def aside(request: HttpRequest, circle_id: UUID, aside_id: UUID) -> HttpResponse:
    """The talk, for the two; for who supervises, the way to look in."""
    here, seat = _seated(request, circle_id, aside_id)
    if seat is not None:
        return _inside(request, here, seat, AsideSayForm.fresh())
    if not aside_policies.may_look_in(_actor(request), here.aside):
        raise Absent
    context = {"circle": here.aside.circle, "aside": here.aside, "here": here}
    return shown_there(request, here.aside.circle, "peer_circles/aside_look.html", context)


@never_cache
@require_POST
def say(request: HttpRequest, circle_id: UUID, aside_id: UUID) -> HttpResponse:
    here, seat = _seated(request, circle_id, aside_id)
    if seat is None:
        raise Absent
    form = AsideSayForm(request.POST)
    if form.is_valid():
        try:
            actions.post_aside_message(actor=_actor(request), aside_id=aside_id, now=clock.now(), **form.cleaned_data)
        except (SignInNeeded, Absent):
            raise
        except DomainError as error:
            show_in_form(form, error)
        else:
            return redirect("circles:aside", circle_id, aside_id)
    return _inside(request, here, seat, form.named_anew(), status=400)


@never_cache
@require_POST
def end(request: HttpRequest, circle_id: UUID, aside_id: UUID) -> HttpResponse:
    aside_named(aside_id, circle_id)
    ended = actions.end_aside(actor=_actor(request), aside_id=aside_id, now=clock.now())
    if _actor(request).persona_id == ended.member_id:
        return redirect("circles:aside", circle_id, aside_id)  # with the numbers of those who listen
    return redirect("circles:circle", circle_id)


@never_cache
@require_POST
def look(request: HttpRequest, circle_id: UUID, aside_id: UUID) -> HttpResponse:
    """What is said at this moment. Each time it is shown it is on record; so there is no address to come back to."""
    aside_named(aside_id, circle_id)
    seen = actions.look_into_aside(actor=_actor(request), aside_id=aside_id, now=clock.now())
    shown = aside_named(seen.pk, circle_id)
    context = {
        "circle": shown.circle,
        "aside": shown,
        "here": aside_now(shown, clock.now()),
        "page": said_in(shown),
        "looked": True,
        "page_path": reverse("circles:aside", args=[circle_id, aside_id]),
    }
    return shown_there(request, shown.circle, "peer_circles/aside_look.html", context)


def _seated(request: HttpRequest, circle_id: UUID, aside_id: UUID) -> tuple[AsideNow, Seat | None]:
    aside_named(aside_id, circle_id)
    return aside_and_seat(_actor(request), aside_id, clock.now())


def _inside(request: HttpRequest, here: AsideNow, seat: Seat, form: AsideSayForm, status: int = 200) -> HttpResponse:
    actor, talk = _actor(request), here.aside
    position = room_state(talk.room_id).last_seq if talk.room_id else 0  # before what was said: the rest is replayed
    page = said_in(talk)
    (private,) = inside_bodies(talk, [Viewer(actor, seat)], clock.now())
    context: dict[str, Any] = {
        "circle": talk.circle,
        "aside": talk,
        "here": here,
        "seat": seat,
        "form": form,
        "page": page,
        "position": position,
        "private": private,
        "kept_days": settings.POP_ASIDE_DAYS,
        "language": get_language(),
        "page_path": reverse("circles:aside", args=[talk.circle_id, talk.pk]),
    }
    response = shown_there(request, talk.circle, "peer_circles/aside.html", context, status)
    # Safari up to 15 does not count our own sockets as 'self'.
    scheme = "wss" if request.is_secure() else "ws"
    response._csp_update = {"connect-src": [f"{scheme}://{request.get_host()}"]}  # type: ignore[attr-defined]
    return response


def _told(request: HttpRequest, circle_id: UUID, problem: str = "") -> HttpResponse:
    """Back to the circle; the room's own script asks without leaving it."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"message": problem} if problem else {}, status=400 if problem else 200)
    if problem:
        messages.error(request, problem)
    return redirect("circles:circle", circle_id)


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
