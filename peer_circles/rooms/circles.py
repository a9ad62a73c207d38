"""Circles as rooms: what realtime asks about them."""

import logging
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from uuid import UUID

from peer_circles import actions, frames, selectors
from peer_circles.between import left_lately, talking_between
from peer_circles.frames.asides import aside_bodies
from peer_circles.frames.opening import opening_bodies
from peer_circles.frames.sanctions import sanction_bodies, with_sanction
from peer_circles.frames.sessions import session_bodies
from peer_circles.models import Circle
from peer_circles.opening import opening_of, openings
from peer_circles.selectors.sessions import SessionNow, sessions_near, sessions_on
from pop.accounts.contracts import Actor
from pop.core import clock
from pop.realtime.contracts import Check, Event, Frame, Seat, Viewer
from pop.realtime.frames import a_flag, a_seq, a_text, a_uuid, maybe

logger = logging.getLogger(__name__)


class CircleRooms:
    name = "circle"
    rest = 0.0
    accepts: Mapping[str, Mapping[str, Check]] = {
        "post": {"client_id": a_uuid, "text": a_text, "reply_to": maybe(a_uuid), "anonymous": maybe(a_flag)},
        "react": {"id": a_uuid, "kind": a_text, "given": a_flag},
        "retract": {"id": a_uuid},
        "pass": {},
        "mode": {"mode": a_text},
        "turn": {"persona": a_uuid, "minutes": a_seq},
    }

    def seats(self, asked: Sequence[tuple[UUID, Actor]], heard: Sequence[datetime] | None = None) -> list[Seat | None]:
        here = actions.moment()
        if here is None:
            return self._seats_asked(asked, heard)
        rest = [(room_id, actor) for room_id, actor in asked if room_id not in here.circles]
        others = iter(self._seats_asked(rest, None) if rest else ())
        return [
            here.seat(actor, circle) if (circle := here.circles.get(room_id)) else next(others)
            for room_id, actor in asked
        ]

    def _seats_asked(self, asked: Sequence[tuple[UUID, Actor]], heard: Sequence[datetime] | None) -> list[Seat | None]:
        circles = selectors.circles_of_rooms(room_id for room_id, _actor in asked)
        on, ended = sessions_near(circles.values(), clock.now())
        if on and heard is not None:
            lines = zip(asked, heard, strict=True)
            signs = [(circles[room].pk, actor, at) for (room, actor), at in lines if room in circles]
            if _signs_of_life(on, signs):
                on = sessions_on(circles.values(), clock.now())
            _note_lines(on, signs)
        if ended:
            _write_down_endings(ended)
        opened = openings(list(circles.values()), clock.now())
        seats = selectors.seats_for(asked, circles, on, opened)
        if heard is None:
            return seats
        between = talking_between(circles.values(), on)
        watched: dict[Circle, datetime] = {}
        for (room, _actor), at, seat in zip(asked, heard, seats, strict=True):
            circle = circles.get(room)
            if circle and seat and seat.is_staff and (opened[circle.pk].is_watched or circle.pk in between):
                watched[circle] = max(at, watched.get(circle, at))
        if watched and _staff_is_there(watched):
            seats = selectors.seats_for(asked, circles, on, openings(list(circles.values()), clock.now()))
        return seats

    def render(self, events: Sequence[Event]) -> list[Frame]:
        messages = selectors.messages_named([event.subject_id for event in events])
        now = clock.now()
        moved = selectors.circles_of_rooms(event.room_id for event in events if event.kind in frames.PACE)
        pace = {room: frames.pace_body(circle, selectors.turn_in(circle), now) for room, circle in moved.items()}

        def body(event: Event) -> Frame:
            if event.kind in frames.PACE:
                return pace.get(event.room_id, {})
            message = messages.get(event.subject_id)
            if message is None:
                return {}
            return frames.support_body(message) if event.kind == "support" else frames.message_body(message)

        return [body(event) for event in events]

    def unheard(self, asked: Sequence[tuple[UUID, Viewer]]) -> list[frozenset[UUID]]:
        return selectors.unheard_by([viewer for _room, viewer in asked])

    def beat(self, room_ids: Collection[UUID]) -> set[UUID]:
        """How quickly people talk, by rule, and where the last of the staff has gone between two meetings. Failing to
        look breaks nothing: the next beat looks again."""
        try:
            now = clock.now()
            return actions.keep_pace_by_rule(room_ids=room_ids, now=now) | left_lately(room_ids, now)
        except Exception:
            logger.exception("What time alone does in circles could not be looked at")
            return set()

    def private_frames(self, room_id: UUID, viewers: Sequence[Viewer]) -> list[Frame]:
        circle, now = selectors.circle_of_room(room_id), clock.now()
        hours = opening_bodies(circle, opening_of(circle, now), viewers, now)
        about_session = session_bodies(circle, viewers, now)
        own = frames.private_bodies(circle, viewers, now)
        alone = aside_bodies(circle, viewers, now)
        sanctioned = sanction_bodies(circle, viewers, now)
        parts = zip(hours, about_session, own, alone, sanctioned, strict=True)
        return [with_sanction({**one, **session, **mine, **aside}, why) for one, session, mine, aside, why in parts]

    def together(self, asked: Sequence[tuple[UUID, Actor, Frame]], now: datetime) -> AbstractContextManager[None]:
        # Where something else happens in between, each asks for itself.
        mixed = {room for room, _actor, frame in asked if frame.get("type") != "post"}
        posts = [
            (room, actor.persona_id, name)
            for room, actor, frame in asked
            if room not in mixed and (name := _client_id(frame))
        ]
        return actions.speaking_at_once(posts, frames.message_body, now) if posts else nullcontext()

    def plain(self, actor: Actor, seat: Seat, room_id: UUID, frame: Frame, now: datetime) -> Frame | None:
        here = actions.moment()
        if frame["type"] != "post" or frame["reply_to"] or frame["anonymous"] or here is None:
            return None
        message = actions.say_at_once(
            actor=actor, seat=seat, room_id=room_id, client_id=frame["client_id"], text=frame["text"], now=now
        )
        return None if message is None else frames.ack_body(message)

    def receive(self, actor: Actor, room_id: UUID, frame: Frame, now: datetime) -> Frame:
        if frame["type"] == "retract":
            return frames.ack_body(actions.retract_message(actor=actor, message_id=frame["id"], now=now))
        if frame["type"] == "react":
            given = {"kind": frame["kind"], "given": frame["given"]}
            actions.react(actor=actor, message_id=frame["id"], now=now, **given)
            return {"id": frame["id"], **given}
        circle_id = selectors.circle_id_of_room(room_id)
        match frame["type"]:
            case "pass":
                actions.pass_turn(actor=actor, circle_id=circle_id, now=now)
                return {}
            case "mode":
                actions.set_mode(actor=actor, circle_id=circle_id, mode=frame["mode"], now=now)
                return {}
            case "turn":
                persona, minutes = frame["persona"], frame["minutes"]
                actions.give_turn(actor=actor, circle_id=circle_id, persona_id=persona, minutes=minutes, now=now)
                return {}
        message = actions.post_message(
            actor=actor,
            circle_id=circle_id,
            client_id=frame["client_id"],
            text=frame["text"],
            reply_to=frame["reply_to"],
            anonymous=bool(frame["anonymous"]),
            now=now,
        )
        return frames.ack_body(message)


def _client_id(frame: Frame) -> UUID | None:
    try:
        return a_uuid(frame.get("client_id"))
    except ValueError:  # it will be refused
        return None


def _signs_of_life(on: Mapping[UUID, SessionNow], there: Sequence[tuple[UUID, Actor, datetime]]) -> bool:
    """Failing to write it down freezes, and breaks nothing."""
    try:
        return actions.note_signs_of_life(on=on.values(), there=there, now=clock.now())
    except Exception:
        logger.exception("Who of the staff is there could not be written down")
        return False


def _staff_is_there(circles: Mapping[Circle, datetime]) -> bool:
    """Failing to write it down closes, and breaks nothing."""
    try:
        return actions.note_staff_there(circles=circles, now=clock.now())
    except Exception:
        logger.exception("That somebody of the staff is there could not be written down")
        return False


def _note_lines(on: Mapping[UUID, SessionNow], there: Sequence[tuple[UUID, Actor, datetime]]) -> None:
    """For the staff's desks alone: nobody may do more or less because of it."""
    try:
        actions.note_lines(on=on.values(), there=there, now=clock.now())
    except Exception:
        logger.exception("Whose line is there could not be written down")


def _write_down_endings(ended: set[UUID]) -> None:
    """So that everybody in the room is told: whether they may write does not depend on it."""
    try:
        actions.move_sessions_on(now=clock.now(), session_ids=ended)
    except Exception:
        logger.exception("The end of a session could not be written down")
