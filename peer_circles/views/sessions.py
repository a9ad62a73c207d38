"""The pages of a session: its waiting room, how one goes, what its staff do with it, and looking back."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peer_circles import actions, policies, selectors
from peer_circles.care import care_card, lines_card
from peer_circles.forms import CheckInForm, CheckOutForm, DebriefForm, MoveForm
from peer_circles.frames.asides import aside_bodies
from peer_circles.models import Circle, CircleSession
from peer_circles.selectors.sessions import (
    GOING_OPEN,
    SessionNow,
    check_ins_of,
    debriefs_of,
    next_session,
    own_check_in,
    session_for,
    session_now,
)
from peer_circles.states.sessions import OVER, SessionState, doors_shut, lobby_opens
from peer_circles.views import desk
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import Absent, Conflict, DomainError, Invalid, SignInNeeded
from pop.realtime.contracts import Seat, Viewer

EXTENSION = 15  # minutes, each time somebody presses the button
DEEDS: dict[str, Callable[..., object]] = {
    "take": actions.take_shift,
    "offer": actions.offer_shift,
    "keep": actions.keep_shift,
    "hand_over": actions.hand_over_shift,
    "open": actions.open_session,
    "pause": actions.pause_session,
    "resume": actions.resume_session,
    "wind_down": actions.begin_closing,
    "close": actions.close_session,
}


@never_cache
@require_GET
def session(request: HttpRequest, circle_id: UUID, session_id: UUID) -> HttpResponse:
    return _shown(request, *_here(request, circle_id, session_id))


@never_cache
@require_POST
def check_in(request: HttpRequest, circle_id: UUID, session_id: UUID) -> HttpResponse:
    circle, seat, one = _here(request, circle_id, session_id)
    form = CheckInForm(request.POST)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("mood", "word")}
        version = form.cleaned_data["version"]
        try:
            actions.check_in(
                actor=_actor(request), session_id=session_id, agreed_version=version, now=clock.now(), **given
            )
        except (SignInNeeded, Absent):
            raise
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("You are in. Nobody but the grown-ups of this circle sees how you are."))
            return redirect("circles:session", circle_id, session_id)
    form.data = request.POST.copy()
    form.data["version"] = str(circle.agreement_version)  # what they read next is this one
    return _shown(request, circle, seat, one, coming=form, status=400)


@never_cache
@require_POST
def check_out(request: HttpRequest, circle_id: UUID, session_id: UUID) -> HttpResponse:
    circle, seat, one = _here(request, circle_id, session_id)
    form = CheckOutForm(request.POST)
    if form.is_valid():
        try:
            actions.check_out(actor=_actor(request), session_id=session_id, now=clock.now(), **form.cleaned_data)
        except (SignInNeeded, Absent):
            raise
        except DomainError as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Thank you. Look after yourself, and come again."))
            return redirect("circles:session", circle_id, session_id)
    return _shown(request, circle, seat, one, going=form, status=400)


@never_cache
@require_POST
def move(request: HttpRequest, circle_id: UUID, session_id: UUID) -> HttpResponse:
    """What staff do with a session that is on, one button each."""
    _here(request, circle_id, session_id)
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Absent
    actor, deed = _actor(request), form.cleaned_data["deed"]
    try:
        if deed == "extend":
            actions.extend_session(actor=actor, session_id=session_id, minutes=EXTENSION, now=clock.now())
        else:
            DEEDS[deed](actor=actor, session_id=session_id, now=clock.now())
    except (SignInNeeded, Absent):
        raise
    except DomainError as error:
        if form.cleaned_data["back"]:
            return desk.answer(request, circle_id, error)
        words = " ".join(str(text) for texts in error.fields.values() for text in texts) or str(error.message)
        messages.error(request, words)
        if error.code == "debrief_owed" and (owed := _owed(request)) is not None:
            return redirect("circles:debrief", owed.circle_id, owed.pk)
    if form.cleaned_data["back"]:
        return desk.answer(request, circle_id)
    return redirect("circles:session", circle_id, session_id)


@never_cache
@require_http_methods(["GET", "POST"])
def debrief(request: HttpRequest, circle_id: UUID, session_id: UUID) -> HttpResponse:
    """For whoever was on shift, until they have written it."""
    actor = _actor(request)
    owed = policies.debriefs_owed_by(actor.persona_id, clock.now()).filter(circle=circle_id, pk=session_id)
    one = owed.select_related("circle").first()
    if one is None:
        raise Absent
    form = DebriefForm(request.POST) if request.method == "POST" else DebriefForm()
    if form.is_bound and form.is_valid():
        try:
            actions.write_debrief(actor=actor, session_id=session_id, now=clock.now(), **form.cleaned_data)
        except (Invalid, Conflict) as error:
            show_in_form(form, error)
        else:
            messages.success(request, _("Thank you for looking back, and for being there."))
            return redirect("circles:circle", circle_id)
    context = {"circle": one.circle, "session": one, "form": form}
    return render(request, "peer_circles/debrief.html", context, status=400 if form.errors else 200)


def _here(request: HttpRequest, circle_id: UUID, session_id: UUID) -> tuple[Circle, Seat, CircleSession]:
    circle, seat = selectors.inside_for(_actor(request), circle_id)
    return circle, seat, session_for(_actor(request), circle, session_id)


def _shown(
    request: HttpRequest,
    circle: Circle,
    seat: Seat,
    one: CircleSession,
    *,
    coming: CheckInForm | None = None,
    going: CheckOutForm | None = None,
    status: int = 200,
) -> HttpResponse:
    actor, now = _actor(request), clock.now()
    here = session_now(one, now)
    mine = own_check_in(actor, one)
    may_come = not seat.is_staff and mine is None and policies.may_check_in(circle, here.state, one.starts_at, now)
    is_late = now <= one.ends_at + GOING_OPEN
    may_go = mine is not None and mine.went_at is None and one.opened_at is not None and is_late
    help_card = care_card(circle, now, reader=actor.persona_id) if mine is not None and mine.needs_care else None
    context: dict[str, Any] = {
        "circle": circle,
        "session": one,
        "here": here,
        "state": here.state.value,
        "is_over": here.state in OVER,
        "is_shut": here.state is SessionState.CLOSING or now >= doors_shut(one.starts_at),
        "lobby_opens": lobby_opens(one.starts_at),
        "mine": mine,
        "heads": len(here.people),
        "coming": (coming or CheckInForm(initial={"version": circle.agreement_version})) if may_come else None,
        "going": (going or CheckOutForm()) if may_go else None,
        "help": help_card,
        # Whoever goes gets the numbers along, however they feel.
        "lines": lines_card(circle, now, reader=actor.persona_id)
        if mine is not None and one.opened_at and not help_card
        else None,
        "aside": aside_bodies(circle, [Viewer(actor, seat)], now)[0].get("aside"),
        "next": next_session(circle, one),
        "page_path": reverse("circles:session", args=[circle.pk, one.pk]),
    }
    if seat.is_staff:
        context |= _for_staff(request, one, here)
    return render(request, "peer_circles/session.html", context, status=status)


def _for_staff(request: HttpRequest, one: CircleSession, here: SessionNow) -> dict[str, Any]:
    actor = _actor(request)
    return {
        "staff": True,
        "shift": here.shift_of(actor.persona_id),
        "check_ins": check_ins_of(actor, one),
        "debriefs": debriefs_of(actor, one),
        "owed": _owed(request),
        "extension": EXTENSION,
    }


def _owed(request: HttpRequest) -> CircleSession | None:
    owed = policies.debriefs_owed_by(_actor(request).persona_id, clock.now())
    return owed.select_related("circle").order_by("starts_at").first()


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
