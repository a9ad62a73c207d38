"""How circles look on the wire: the bodies of frames. docs/realtime-protocol.md."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from moderation.selectors import waiting_on
from peer_circles import policies, selectors
from peer_circles.actions import MESSAGE_KIND
from peer_circles.care import cards_in
from peer_circles.frames.desk import desk_bodies
from peer_circles.frames.own import own_words
from peer_circles.models import Circle, Message, MessageState, Mode, Turn
from pop.accounts.selectors import hidden_by
from pop.realtime.contracts import VOICE, Frame, Viewer

_NOBODY = str(UUID(int=0))


@cache
def _flag_path(language: str | None) -> str:
    """For telling moderators about a message, with a place for its id: worked out once, not for each message."""
    return reverse("moderation:flag", kwargs={"kind": "circle_message", "subject_id": _NOBODY})


def _flag_path_of(message: Message) -> str:
    return _flag_path(get_language()).replace(_NOBODY, str(message.pk))


def message_body(message: Message) -> Frame:
    """For everybody in the circle but who blocks its author. What is hidden comes without text and without author."""
    voice = policies.voice_of(message)
    if message.state != MessageState.PUBLISHED:
        # A person has not judged these words: whoever was shown them can still say what they were like (SG-01).
        told = {} if message.state == MessageState.REMOVED else {"flag": _flag_path_of(message)}
        return {"message": {"id": message.pk, "status": message.state, **told}, VOICE: voice}
    # Folded, its words are only for who asks for this very message (SG-35): everybody gets the same frame.
    words = {"content_note": message.content_note} if message.is_folded else {"text": message.text}
    body: Frame = {
        "id": message.pk,
        "status": message.state,
        "author": {"id": message.author_id, "name": _name(message), "facilitator": message.by_facilitator},
        **words,
        "flag": _flag_path_of(message),
    }
    if message.is_anonymous:
        body |= {"author": {"id": None, "name": "", "facilitator": False}, "anonymous": True}
    if message.reply_to_id:
        body["reply_to"] = message.reply_to_id  # its name only: its words are where it stands, or nowhere
    if message.support:
        body["support"] = message.kinds_of_support
    return {"message": body, VOICE: voice}


def support_body(message: Message) -> Frame:
    """Which answers without words there are: no number, no names."""
    kinds = message.kinds_of_support if message.state == MessageState.PUBLISHED else []
    return {"support": {"id": message.pk, "kinds": kinds}, VOICE: policies.voice_of(message)}


PACE = ("mode", "turn")  # events about how people talk


def pace_body(circle: Circle, turn: Turn | None, now: datetime) -> Frame:
    """How people talk at this moment, for everybody. `now` is the server's clock: who shows a timer counts from it."""
    return {
        "pace": {
            "mode": circle.mode,
            "reads_first": circle.reads_everything,
            "by_rule": circle.slowed_by_rule,
            "pause": settings.POP_CIRCLES_SLOW_SECONDS if circle.mode == Mode.SLOW else 0,
            "turn": turn and {"id": turn.persona_id, "name": turn.persona.name, "ends_at": turn.ends_at},
            "now": now,
        }
    }


def ack_body(message: Message) -> Frame:
    return {"client_id": message.client_id, "id": message.pk, "seq": message.seq, "status": message.state}


def private_bodies(circle: Circle, viewers: Sequence[Viewer], now: datetime) -> list[Frame]:
    """For each viewer: their own messages that wait or were not shown, help where it is called for, and for staff their
    desk. {} where there is nothing of that."""
    own = selectors.own_unsettled([v.actor.persona_id for v in viewers if v.actor.persona_id], circle, now)
    waiting = [message.pk for mine in own.values() for message in mine if message.state == MessageState.HELD]
    longer = {pk for pk, one in waiting_on(MESSAGE_KIND, waiting).items() if one.notes} if waiting else set()
    desks = desk_bodies(circle, viewers, now)
    unnamed = selectors.anonymous_in(circle)
    cared_for = [author for author, said in own.items() if any(policies.needs_care(message) for message in said)]
    cards = cards_in(circle, cared_for, now)
    hidden = hidden_by([v.actor.persona_id for v in viewers if v.actor.persona_id and not v.seat.is_staff])
    bodies: list[Frame] = []
    for viewer, desk in zip(viewers, desks, strict=True):
        mine = own.get(viewer.actor.persona_id, []) if viewer.actor.persona_id else []
        body: Frame = {**desk}
        if unsettled := [_own(message, longer=message.pk in longer) for message in mine if message.state in _TOLD]:
            body["mine"] = unsettled
        if viewer.actor.persona_id in cared_for:
            body["help"] = cards.of(viewer.actor.persona_id)
        if known := [_unnamed(message, viewer) for message in unnamed if _knows_who(viewer, message)]:
            body["unnamed"] = known
        if theirs := hidden.get(viewer.actor.persona_id) if viewer.actor.persona_id else None:
            body["hidden"] = {how: [other for other, so in theirs.items() if so == how] for how in ("mute", "block")}
        bodies.append(body)
    return bodies


def _name(message: Message) -> str:
    """The pseudonym; "" for somebody who left: readers say it in their own language."""
    return message.author.name if message.author else ""


def _knows_who(viewer: Viewer, message: Message) -> bool:
    return viewer.seat.is_staff or (message.author_id is not None and message.author_id == viewer.actor.persona_id)


def _unnamed(message: Message, viewer: Viewer) -> Frame:
    """Who asked without a name, for staff; that it is one's own, for its author."""
    return {"id": message.pk, "name": _name(message), "mine": message.author_id == viewer.actor.persona_id}


_TOLD = {MessageState.HELD, MessageState.REMOVED}


def _own(message: Message, *, longer: bool) -> Frame:
    """`longer`: a person has read it and takes their time. Why is for their colleagues."""
    return {**own_words(message), **({"longer": True} if longer else {})}
