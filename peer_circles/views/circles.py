"""The pages of circles. Everything here works without JavaScript; the room grows live where there is some."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from peer_circles import actions, policies, selectors
from peer_circles.aside_frames import aside_bodies, may_offer_now
from peer_circles.coming import ComingSessions, coming_sessions
from peer_circles.desk import sentences_for
from peer_circles.forms import (
    CancelForm,
    DecideForm,
    InviteForm,
    JoinForm,
    ModeForm,
    OfferForm,
    PlanForm,
    ReactForm,
    SayForm,
    TurnForm,
)
from peer_circles.frames import pace_body, private_bodies
from peer_circles.models import (
    Circle,
    ContentNote,
    Format,
    Message,
    MessageState,
    PreparedSentence,
    SentenceUse,
    Support,
)
from peer_circles.opening import Opening, opening_of, openings
from peer_circles.opening_frames import opening_bodies
from peer_circles.sanction_frames import sanction_bodies, with_sanction
from peer_circles.session_frames import session_bodies
from peer_circles.sessions import circle_to_plan, planned_sessions
from peer_circles.steps_here import step_form
from peer_circles.views.calendar import feeds_of_age_bands, feeds_of_circle
from pop.accounts.contracts import AgeBand
from pop.core import clock
from pop.core.doors import show_in_form
from pop.core.errors import DomainError, Invalid, Refused, SignInNeeded, TooFast
from pop.realtime.contracts import Seat, Viewer


def circle_list(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    views = selectors.circle_views_for(actor)
    own = [view.circle for view in views if view.seat]
    shown = own or [view.circle for view in views if view.may_join] or [view.circle for view in views]
    fits = [view for view in views if view.seat or actor.age_band in (None, view.circle.age_band)]
    context = {
        "views": views,
        "coming": _coming(request, shown, {view.circle.pk: view.opening for view in views}),
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
    return _inside(request, view.circle, view.seat, SayForm.fresh(_uuid(request.GET.get("reply", ""))))


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
    if "client_id" in form.errors:  # not what the page gave out: give it a new one and keep the words
        form.data = request.POST.copy()
        form.data["client_id"] = str(uuid4())
    return _inside(request, inside, seat, form, status=400)


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


def _outside(request: HttpRequest, view: selectors.CircleView, form: JoinForm, status: int = 200) -> HttpResponse:
    context = {"view": view, "circle": view.circle, "form": form, "opening": view.opening}
    context["coming"] = _coming(request, [view.circle], {view.circle.pk: view.opening})
    context["feeds"] = feeds_of_circle(view.circle)
    context["may_set"] = view.circle.is_open and bool(policies.settings_open_to(_actor(request), view.circle))
    invitations = selectors.invitations_for(_actor(request), clock.now())
    context["is_invited"] = any(invitation.circle_id == view.circle.pk for invitation in invitations)
    context |= _standing(request, "circles:circle", view.circle)
    return render(request, "peer_circles/outside.html", context, status=status)


def _inside(request: HttpRequest, circle: Circle, seat: Seat, form: SayForm, status: int = 200) -> HttpResponse:
    actor = _actor(request)
    before = request.GET.get("before", "")
    opening = opening_of(circle, clock.now())
    position = selectors.stream_position(circle)  # before the messages: what comes between is replayed, not lost
    page, older = selectors.page_of_messages(circle, actor, seat, before=int(before) if before.isdecimal() else None)
    given = selectors.reactions_of(actor, page)
    hidden = selectors.hidden_from(actor, seat)
    for message in page:
        # For the page alone: what the reader gave, and what they fold away.
        message.given = given.get(message.pk, set())  # type: ignore[attr-defined]
        is_own = message.author_id is not None and message.author_id == actor.persona_id
        message.shows_words = is_own or not message.is_folded  # type: ignore[attr-defined]
        message.is_muted = _is_hidden(message, hidden)  # type: ignore[attr-defined]
        message.hides_quote = message.reply_to is not None and _is_hidden(message.reply_to, hidden)  # type: ignore[attr-defined]
    sentences: list[PreparedSentence] = []
    if seat.is_staff:
        form.with_a_name()
        sentences = sentences_for(circle)
        chosen = _uuid(request.GET.get("sentence", ""))
        form.beginning_with(next((one.text for one in sentences if one.pk == chosen), ""))
    (session,) = session_bodies(circle, [Viewer(actor, seat)], clock.now())
    (own,) = private_bodies(circle, [Viewer(actor, seat)], clock.now())
    (alone,) = aside_bodies(circle, [Viewer(actor, seat)], clock.now())
    (hours,) = opening_bodies(circle, opening, [Viewer(actor, seat)], clock.now())
    (sanctioned,) = sanction_bodies(circle, [Viewer(actor, seat)], clock.now())
    private = with_sanction({**hours, **session, **own, **alone}, sanctioned)
    if seat.is_staff:
        private["may_offer"] = may_offer_now(actor, circle, clock.now())
    members = selectors.members_of(circle) if seat.is_staff else []
    now = clock.now()
    context: dict[str, Any] = {
        "circle": circle,
        "seat": seat,
        "form": form,
        "page": page,
        "answered": _answered(actor, circle, seat, form),
        "supports": Support.choices,
        "content_notes": ContentNote.choices,
        "older": older,
        "is_latest": not before.isdecimal(),
        "position": position,
        "language": get_language(),
        "now": now,
        "step_form": step_form(actor, circle) if seat.is_staff else None,
        "private": private,
        "decide_form": DecideForm().with_sentences(sentences) if seat.is_staff else None,
        "sentences": [one for one in sentences if one.use == SentenceUse.SAY],
        "opening": opening,
        "coming": _coming(request, [circle], {circle.pk: opening}),
        "pace": pace_body(circle, selectors.turn_in(circle), clock.now())["pace"],
        "mode_form": ModeForm.of(circle) if seat.is_staff else None,
        "turn_form": TurnForm.of(members) if seat.is_staff else None,
        "offer_form": OfferForm.of(members) if seat.is_staff else None,
        "waits": selectors.waits_for_a_person(actor, circle, seat),
        "feeds": feeds_of_circle(circle),
        "session_strip": private.get("session"),
        "may_plan": (may_plan := policies.may_plan_sessions(actor, circle)),
        "may_set": circle.is_open and bool(policies.settings_open_to(actor, circle)),
        # Nobody writes now, but they will when a session, or the circle, opens: the form is there, and hidden.
        "writes_in_sessions": circle.format != Format.BOARD and (may_plan or not seat.is_staff),
    }
    context |= _standing(request, "circles:circle", circle)
    response = render(request, "peer_circles/room.html", context, status=status)
    # Safari up to 15 does not count our own sockets as 'self': there the room would never come alive.
    scheme = "wss" if request.is_secure() else "ws"
    response._csp_update = {"connect-src": [f"{scheme}://{request.get_host()}"]}  # type: ignore[attr-defined]
    return response


def _is_hidden(message: Message, hidden: dict[UUID, str]) -> bool:
    return message.author_id in hidden and not message.is_anonymous and not message.by_facilitator


def _answered(actor: Any, circle: Circle, seat: Seat, form: SayForm) -> Message | None:
    """The message somebody is about to answer, if it still stands there."""
    chosen = _uuid(str(form["reply_to"].value() or ""))
    return selectors.message_to_answer(actor, circle, seat, chosen) if chosen else None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _planning(request: HttpRequest, circle: Circle, form: PlanForm, status: int) -> HttpResponse:
    context = {
        "circle": circle,
        "form": form,
        "coming": _coming(request, [circle], openings([circle], clock.now())),
        "planned": planned_sessions(circle, clock.now()),
        "cancel_form": CancelForm(auto_id=False),
    }
    context |= _standing(request, "circles:sessions", circle)
    return render(request, "peer_circles/sessions.html", context, status=status)


def _standing(request: HttpRequest, name: str, circle: Circle) -> dict[str, str]:
    """Where the form stands that was answered, when its own address takes no visits: there the language is changed."""
    return {"page_path": reverse(name, args=[circle.pk])} if request.method == "POST" else {}


def _coming(request: HttpRequest, circles: list[Circle], opened: Mapping[UUID, Opening]) -> ComingSessions:
    return coming_sessions(_actor(request), circles, clock.now(), opened=opened, mirrored=get_language_bidi())


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
