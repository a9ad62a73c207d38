"""A session that is on, as the people in its room hear of it: part of their private frame."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from peer_circles import policies
from peer_circles.care import cards_in
from peer_circles.models import Circle, CircleSession
from peer_circles.selectors.sessions import SessionNow, came_to, over_lately, sessions_on
from peer_circles.states.sessions import Frozen, SessionState
from pop.realtime.contracts import Frame, Viewer
from pop.support.care import CareCard, CareCards


def session_bodies(circle: Circle, viewers: Sequence[Viewer], now: datetime) -> list[Frame]:
    """For each viewer `session`, and a card of help while it is frozen; after it, for those who were there, what is
    still to do. {} where there is nothing of that."""
    on = sessions_on([circle], now).get(circle.pk)
    if on is not None:
        frozen = on.state is SessionState.FROZEN
        readers = [viewer.actor.persona_id for viewer in viewers if frozen and not viewer.seat.is_staff]
        cards = cards_in(circle, readers, now)
        return [_body(circle, on, viewer, cards, now) for viewer in viewers]
    over = over_lately(circle, now)
    if over is None:
        return [{} for _viewer in viewers]
    came = came_to(over)
    return [_afterwards(circle, over, came, viewer, now) for viewer in viewers]


def _afterwards(circle: Circle, over: CircleSession, came: dict[UUID, bool], viewer: Viewer, now: datetime) -> Frame:
    persona_id, names = viewer.actor.persona_id, [circle.pk, over.pk]
    if persona_id in came:
        went = came[persona_id]
        text = _("The meeting is over.") if went else _("The meeting is over. How do you go?")
        url, label = reverse("circles:session", args=names), _("To the meeting") if went else _("Before you go")
    elif viewer.seat.is_staff and policies.debriefs_owed_by(persona_id, now).filter(pk=over.pk).exists():
        text, url = _("The meeting is over. Please look back at it."), reverse("circles:debrief", args=names)
        label = _("Look back now")
    else:
        return {}
    may_write = viewer.seat.may_write
    return {"session": {"state": "closed", "may_write": may_write, "text": text, "url": url, "label": label}}


def _body(circle: Circle, on: SessionNow, viewer: Viewer, cards: CareCards, now: datetime) -> Frame:
    is_in = viewer.actor.persona_id in on.people
    may_come = not is_in and policies.may_check_in(circle, on.state, on.session.starts_at, now)
    text, label = _for_staff(on) if viewer.seat.is_staff else _for_member(on, is_in=is_in, may_come=may_come)
    session: Frame = {
        "state": on.state.value,
        # A member's seat may have been asked for a moment before the session opened: what is said here fits together.
        "may_write": viewer.seat.may_write if viewer.seat.is_staff else on.is_talking and is_in and circle.is_open,
        "text": text,
        "url": reverse("circles:session", args=[circle.pk, on.session.pk]),
        "label": label,  # what there is to do at `url`
    }
    body: Frame = {"session": session}
    if on.state is SessionState.FROZEN and not viewer.seat.is_staff:
        body["help"] = frozen_card(cards.of(viewer.actor.persona_id))
    return body


def frozen_card(card: CareCard) -> CareCard:
    """What everybody sees while nobody can write (SG-09)."""
    return {
        **card,
        "title": _("The circle is paused"),
        "text": _(
            "Nobody can write for a moment: it is paused, or somebody who looks after it has lost the connection. "
            "It is not because of you. If you want to talk to someone right now, these people listen."
        ),
    }


def _for_staff(on: SessionNow) -> tuple[str, str]:
    text = _how_it_stands(on)
    if on.state is SessionState.FROZEN:
        text = _("The meeting is frozen: it takes both the facilitator and the safety moderator in the room.")
        if on.session.frozen_because == Frozen.PAUSED:
            text = _("The meeting is paused. Resume it on its page when you are ready.")
    return text, _("Look after the meeting")


def _for_member(on: SessionNow, *, is_in: bool, may_come: bool) -> tuple[str, str]:
    """Whoever is in it already is not sent to it once more: there they say how they go."""
    if is_in:
        if on.state is SessionState.LOBBY:
            return _("You are in. It begins when the facilitator opens it."), _("To the meeting")
        label = _("Before you go") if on.state is SessionState.CLOSING else _("If you want to go earlier")
        return _how_it_stands(on), label
    if may_come:
        text = _("A meeting is on. Come in through the waiting room to write.") if on.is_talking else _how_it_stands(on)
        return text, _("Come in")
    shut = _("The door is shut now, so that the others can talk undisturbed. You are welcome next time.")
    return shut, _("To the meeting")


def _how_it_stands(on: SessionNow) -> str:
    sentences = {
        SessionState.LOBBY: _("The waiting room is open."),
        SessionState.FROZEN: _("The circle is paused. Nobody can write just now."),
        SessionState.CLOSING: _("The closing round has begun."),
    }
    return sentences.get(on.state, _("The meeting is on."))
