"""What people say in rooms, carried out: many frames in one job, one transaction, one commit.

Order: the rooms are locked; who is asking and whether they have a seat, read afresh for everybody behind the locks
(SEC-28); each frame by its own action, as a whole or not at all; the commit; then what everybody will hear, encoded
once. Only then does anybody get an answer (SEC-01).
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError
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
    try:
        return _committed(said, tell)
    except (OperationalError, InterfaceError):  # the database is away: for one as for all
        raise
    except Exception:
        # What one frame does can make the commit of all impossible. Then each is tried for itself.
        if len(said) < 2:
            raise
        logger.exception("What was sent together could not be committed; trying one by one")
        return [_alone(one, tell) for one in said]


def _alone(one: Said, tell: Callable[[News], None]) -> tuple[Actor, Outgoing] | Exception:
    try:
        return _committed([one], tell, at_once=False)[0]
    except Exception as error:
        return error


def _committed(
    said: Sequence[Said], tell: Callable[[News], None], *, at_once: bool = True
) -> list[tuple[Actor, Outgoing] | Exception]:
    """Everything in one transaction. `at_once`: areas may read once for all of it, and write at its end."""
    now = clock.now()
    rooms = [_room_of(one) for one in said]
    with many_steps(room_id for room_id in rooms if room_id) as steps:
        actors = actors_of_sessions({one.session_key for one in said})
        parts = [_part(one, room, actors[one.session_key], steps) for one, room in zip(said, rooms, strict=True)]
        there = [part for part in parts if isinstance(part, _Part)]
        with _together(there if at_once else (), now):
            seats = _seats(there)
            done = iter([_done(*one, steps, now) for one in zip(there, seats, strict=True)])
    tell(_news(steps))
    return [part if isinstance(part, Exception) else _answer(part, next(done)) for part in parts]


def _room_of(one: Said) -> UUID | None:
    try:
        return frames.a_uuid(one.frame.get("room"))
    except ValueError:
        return None


def _part(one: Said, room_id: UUID | None, actor: Actor, steps: Steps) -> _Part | Exception:
    """The frame with its sender and room, or why it is not heard: no session, no room."""
    if not actor.is_signed_in:
        return SignInNeeded()
    if room_id is None:
        return Invalid(_("Say which room this is for."), code="bad_frame", fields={"room": []})
    if room_id not in steps.kinds:
        return Absent()
    return _Part(one, room_id, actor, room_kind_named(steps.kinds[room_id]))


def _together(parts: Sequence[_Part], now: datetime) -> ExitStack:
    with ExitStack() as stack:
        for kind, of_kind in _by_kind(parts):
            stack.enter_context(kind.together([(one.room_id, one.actor, one.said.frame) for one in of_kind], now))
        return stack.pop_all()


def _seats(parts: Sequence[_Part]) -> list[Seat | None]:
    seats: dict[int, Seat | None] = {}
    for kind, of_kind in _by_kind(parts):
        found = kind.seats([(one.room_id, one.actor) for one in of_kind])
        seats.update(zip(map(id, of_kind), found, strict=True))
    return [seats[id(part)] for part in parts]


def _by_kind(parts: Sequence[_Part]) -> list[tuple[RoomKind, list[_Part]]]:
    found: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        found[part.kind.name].append(part)
    return [(of_kind[0].kind, of_kind) for of_kind in found.values()]


def _done(part: _Part, seat: Seat | None, steps: Steps, now: datetime) -> Frame | Exception:
    if seat is None:
        return Absent()
    kind, sent = part.kind, part.said.frame
    fields = kind.accepts.get(sent["type"])
    words = {} if fields is None else {sent["type"]: {"room": frames.a_uuid, **fields}}
    try:
        frame = frames.checked(sent, words)
        if (ack := kind.plain(part.actor, seat, part.room_id, frame, now)) is not None:
            return ack
        with translation.override(part.said.language), steps.one():
            return kind.receive(part.actor, part.room_id, frame, now)
    except Exception as error:
        return error


def _answer(part: _Part, done: Frame | Exception) -> tuple[Actor, Outgoing] | Exception:
    if isinstance(done, Exception):
        return done
    return part.actor, Outgoing({**done, "type": "ack", "room": part.room_id})


def _news(steps: Steps) -> News:
    """What became of it. It is committed: whatever fails from here on, the rooms look at the rows instead."""
    try:
        return News(_shown(steps), frozenset(steps.touched))
    except Exception:
        logger.exception("What was said could not be shown at once; the rooms look for it")
        return News({}, frozenset(steps.touched) | {event.room_id for event in steps.events})


def _shown(steps: Steps) -> dict[UUID, list[Outgoing]]:
    """In the order of each room: what its area has rendered already, the rest from the rows."""
    rest = rendered([event for event in steps.events if event.body is None])
    found: dict[UUID, list[Outgoing]] = defaultdict(list)
    for event in steps.events:
        ready = frames.event(event, event.body) if event.body is not None else rest[event.room_id].pop(0)
        found[event.room_id].append(ready)
    return dict(found)


def rendered(events: Sequence[Event]) -> dict[UUID, list[Outgoing]]:
    """Events of any rooms as everybody there gets them, from the rows as they are now."""
    found: dict[UUID, list[Outgoing]] = defaultdict(list)
    kinds = selectors.room_kinds({event.room_id for event in events})
    for kind in set(kinds.values()):
        of_kind = [event for event in events if kinds[event.room_id] == kind]
        for event, body in zip(of_kind, room_kind_named(kind).render(of_kind), strict=True):
            found[event.room_id].append(frames.event(event, body))
    return dict(found)
