"""What people say in rooms, carried out: many frames in one job, one transaction, one commit.

Order: who is asking and whether they have a seat, read afresh for everybody (SEC-28); each frame by its own action, as
a whole or not at all; the commit; then what everybody will hear, rendered from the committed rows and encoded once.
Only then does anybody get an answer (SEC-01).
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import Actor
from pop.accounts.sockets import actors_of_sessions
from pop.core import clock
from pop.core.errors import Absent, Invalid, SignInNeeded
from pop.realtime import frames, selectors
from pop.realtime.actions import Steps, many_steps
from pop.realtime.contracts import Event, Frame, RoomKind, Seat, room_kind_named
from pop.realtime.frames import Outgoing

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """A frame somebody sent, in the words of their room's kind."""

    session_key: str
    language: str
    frame: Frame


@dataclass(frozen=True, slots=True)
class News:
    """What was committed together: new events by room, encoded; and rooms where something private changed."""

    events: dict[UUID, list[Outgoing]] = field(default_factory=dict)
    touched: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    """A frame, who sent it, and where."""

    said: Said
    room_id: UUID
    actor: Actor
    kind: RoomKind


def carry_out(said: Sequence[Said], tell: Callable[[News], None]) -> list[tuple[Actor, Outgoing] | Exception]:
    """For each frame who sent it and the ack, or why not. `tell` hears what the rooms will hear, after the commit."""
    actors = actors_of_sessions({one.session_key for one in said})
    parts = _seated(said, actors)
    seated = [part for part in parts if isinstance(part, _Part)]
    acks: dict[int, Frame | Exception] = {}
    try:
        with many_steps(part.room_id for part in seated) as steps, _together(seated):
            acks = {id(part): _done(part, steps) for part in seated}
    except Exception:
        # What one frame does can make the commit of all impossible. Then each is tried for itself.
        if len(seated) < 2:
            raise
        logger.exception("What was sent together could not be committed; trying one by one")
        acks = {id(part): _alone(part, tell) for part in seated}
    else:
        tell(_news(steps))
    return [
        part
        if isinstance(part, Exception)
        else ack
        if isinstance(ack := acks[id(part)], Exception)
        else (part.actor, Outgoing({**ack, "type": "ack", "room": part.room_id}))
        for part in parts
    ]


def _together(parts: Sequence[_Part]) -> ExitStack:
    stack = ExitStack()
    try:
        for kind in {part.kind.name: part.kind for part in parts}.values():
            of_kind = [(part.room_id, part.actor, part.said.frame) for part in parts if part.kind is kind]
            stack.enter_context(kind.together(of_kind, clock.now()))
    except BaseException:
        stack.close()
        raise
    return stack


def _alone(part: _Part, tell: Callable[[News], None]) -> Frame | Exception:
    try:
        with many_steps([part.room_id]) as steps:
            ack = _done(part, steps)
    except Exception as error:
        return error
    tell(_news(steps))
    return ack


def _done(part: _Part, steps: Steps) -> Frame | Exception:
    words = {name: {"room": frames.a_uuid, **fields} for name, fields in part.kind.accepts.items()}
    try:
        with translation.override(part.said.language), steps.one():
            return part.kind.receive(part.actor, part.room_id, frames.checked(part.said.frame, words), clock.now())
    except Exception as error:
        return error


def _seated(said: Sequence[Said], actors: dict[str, Actor]) -> list[_Part | Exception]:
    """Each frame with its sender and room, or why it is not heard: no session, no room, no seat."""
    rooms: list[UUID | None] = []
    for one in said:
        try:
            rooms.append(frames.a_uuid(one.frame.get("room")))
        except ValueError:
            rooms.append(None)
    states = selectors.room_states(room_id for room_id in rooms if room_id is not None)
    asked: dict[str, list[tuple[UUID, Actor]]] = defaultdict(list)
    for one, room_id in zip(said, rooms, strict=True):
        if room_id in states:
            asked[states[room_id].kind].append((room_id, actors[one.session_key]))
    seats: dict[tuple[UUID, Actor], Seat | None] = {}
    for kind, pairs in asked.items():
        seats.update(zip(pairs, room_kind_named(kind).seats(pairs), strict=True))
    parts: list[_Part | Exception] = []
    for one, room_id in zip(said, rooms, strict=True):
        actor = actors[one.session_key]
        if not actor.is_signed_in:
            parts.append(SignInNeeded())
        elif room_id is None:
            parts.append(Invalid(_("Say which room this is for."), code="bad_frame", fields={"room": []}))
        elif seats.get((room_id, actor)) is None:
            parts.append(Absent())
        else:
            parts.append(_Part(one, room_id, actor, room_kind_named(states[room_id].kind)))
    return parts


def _news(steps: Steps) -> News:
    """What became of it. It is committed: whatever fails from here on, the rooms look at the rows instead."""
    try:
        return News(rendered(steps.events), frozenset(steps.touched))
    except Exception:
        logger.exception("What was said could not be shown at once; the rooms look for it")
        return News({}, frozenset(steps.touched) | {event.room_id for event in steps.events})


def rendered(events: Sequence[Event]) -> dict[UUID, list[Outgoing]]:
    """Events of any rooms as everybody there gets them, from the rows as they are now."""
    found: dict[UUID, list[Outgoing]] = defaultdict(list)
    kinds = selectors.room_kinds({event.room_id for event in events})
    for kind in set(kinds.values()):
        of_kind = [event for event in events if kinds[event.room_id] == kind]
        for event, body in zip(of_kind, room_kind_named(kind).render(of_kind), strict=True):
            found[event.room_id].append(frames.event(event, body))
    return dict(found)
