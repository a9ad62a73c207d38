"""The page of a circle's room, for who has a seat in it. It does everything without JavaScript, and grows live where
there is some."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from peer_circles import policies, selectors
from peer_circles.desk import sentences_for
from peer_circles.forms import DecideForm, ModeForm, OfferForm, SayForm, TurnForm
from peer_circles.frames import pace_body, private_bodies
from peer_circles.frames.asides import aside_bodies, may_offer_now
from peer_circles.frames.opening import opening_bodies
from peer_circles.frames.sanctions import sanction_bodies, with_sanction
from peer_circles.frames.sessions import session_bodies
from peer_circles.models import Circle, ContentNote, Format, Message, MessageState, SentenceUse, Support
from peer_circles.opening import Opening, opening_of
from peer_circles.steps_here import step_form
from peer_circles.views.around import coming_weeks, shown_there, where_it_stands
from peer_circles.views.calendar import feeds_of_circle
from pop.core import clock
from pop.realtime.contracts import Frame, Seat, Viewer


def room_page(request: HttpRequest, circle: Circle, seat: Seat, form: SayForm, status: int = 200) -> HttpResponse:
    """`form` is the one to write with, as it was filled in."""
    now = clock.now()
    opening = opening_of(circle, now)
    context = {
        "circle": circle,
        "seat": seat,
        "form": form,
        "answered": _answered(request, circle, seat, form),
        "now": now,
        "language": get_language(),
        "opening": opening,
        "coming": coming_weeks(request, [circle], {circle.pk: opening}),
        "feeds": feeds_of_circle(circle),
        **_conversation(request, circle, seat),
        **_own(request, circle, seat, opening, now),
        **(_desk(request, circle, form) if seat.is_staff else {}),
        **where_it_stands(request, "circles:circle", circle),
    }
    response = shown_there(request, circle, "peer_circles/room.html", context, status)
    # Safari up to 15 does not count our own sockets as 'self': there the room would never come alive.
    scheme = "wss" if request.is_secure() else "ws"
    response._csp_update = {"connect-src": [f"{scheme}://{request.get_host()}"]}  # type: ignore[attr-defined]
    return response


def uuid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _conversation(request: HttpRequest, circle: Circle, seat: Seat) -> dict[str, Any]:
    """What was said, as this reader sees it."""
    actor, before = _actor(request), request.GET.get("before", "")
    position = selectors.stream_position(circle)  # before the messages: what comes between is replayed, not lost
    page, older = selectors.page_of_messages(circle, actor, seat, before=int(before) if before.isdecimal() else None)
    given = selectors.reactions_of(actor, page)
    hidden = selectors.hidden_from(actor, seat)
    since = selectors.here_since(actor, circle.pk) if any(message.state in _UNJUDGED for message in page) else None
    for message in page:
        # For the page alone: what the reader gave, and what they fold away.
        message.given = given.get(message.pk, set())  # type: ignore[attr-defined]
        is_own = message.author_id is not None and message.author_id == actor.persona_id
        message.shows_words = is_own or not message.is_folded  # type: ignore[attr-defined]
        is_unjudged = message.state in _UNJUDGED and not is_own
        message.may_be_told = is_unjudged and policies.may_tell_about(message, seat, since)  # type: ignore[attr-defined]
        message.is_muted = _is_hidden(message, hidden)  # type: ignore[attr-defined]
        message.hides_quote = message.reply_to is not None and _is_hidden(message.reply_to, hidden)  # type: ignore[attr-defined]
    return {
        "page": page,
        "older": older,
        "position": position,
        "is_latest": not before.isdecimal(),
        "supports": Support.choices,
        "content_notes": ContentNote.choices,
    }


# Not to be read any more, and no person has said whether it should ever have been.
_UNJUDGED = (MessageState.RETRACTED, MessageState.HELD)


def _is_hidden(message: Message, hidden: dict[UUID, str]) -> bool:
    return message.author_id in hidden and not message.is_anonymous and not message.by_facilitator


def _own(request: HttpRequest, circle: Circle, seat: Seat, opening: Opening, now: datetime) -> dict[str, Any]:
    """What is for this reader alone: their own frame, and what they may do."""
    actor = _actor(request)
    private = _private_frame(Viewer(actor, seat), circle, opening, now)
    may_plan = policies.may_plan_sessions(actor, circle)
    return {
        "private": private,
        "session_strip": private.get("session"),
        "slow_seconds": settings.POP_CIRCLES_SLOW_SECONDS,  # also while it does not go slowly: it may from now on
        "pace": pace_body(circle, selectors.turn_in(circle), now)["pace"],
        "waits": selectors.waits_for_a_person(actor, circle, seat),
        "may_plan": may_plan,
        "may_set": circle.is_open and bool(policies.settings_open_to(actor, circle)),
        # Nobody writes now, but they will when a session, or the circle, opens: the form is there, and hidden.
        "writes_in_sessions": circle.format != Format.BOARD and (may_plan or not seat.is_staff),
    }


def _private_frame(viewer: Viewer, circle: Circle, opening: Opening, now: datetime) -> Frame:
    """As their line would bring it."""
    (session,) = session_bodies(circle, [viewer], now)
    (own,) = private_bodies(circle, [viewer], now)
    (alone,) = aside_bodies(circle, [viewer], now)
    (hours,) = opening_bodies(circle, opening, [viewer], now)
    (sanctioned,) = sanction_bodies(circle, [viewer], now)
    private = with_sanction({**hours, **session, **own, **alone}, sanctioned)
    if viewer.seat.is_staff:
        private["may_offer"] = may_offer_now(viewer.actor, circle, now)
    return private


def _answered(request: HttpRequest, circle: Circle, seat: Seat, form: SayForm) -> Message | None:
    """The message somebody is about to answer, if it still stands there."""
    chosen = uuid_or_none(str(form["reply_to"].value() or ""))
    return selectors.message_to_answer(_actor(request), circle, seat, chosen) if chosen else None


def _desk(request: HttpRequest, circle: Circle, form: SayForm) -> dict[str, Any]:
    """What staff have beside the room. They speak with their name, and can begin with a prepared sentence."""
    sentences = sentences_for(circle)
    members = selectors.members_of(circle)
    chosen = uuid_or_none(request.GET.get("sentence", ""))
    form.with_a_name()
    form.beginning_with(next((one.text for one in sentences if one.pk == chosen), ""))
    return {
        "step_form": step_form(_actor(request), circle),
        "decide_form": DecideForm().with_sentences(sentences),
        "sentences": [one for one in sentences if one.use == SentenceUse.SAY],
        "mode_form": ModeForm.of(circle),
        "turn_form": TurnForm.of(members),
        "offer_form": OfferForm.of(members),
    }


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]
