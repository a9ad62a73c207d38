"""What people say in rooms, carried out: many frames in one job, one transaction, one commit.

Order: the rooms are locked; who is asking and whether they have a seat, read afresh for everybody behind the locks
(SEC-28); each frame by its own action, as a whole or not at all; the commit; then what everybody will hear, encoded
once. Only then does anybody get an answer (SEC-01).
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import ANONYMOUS, Actor
from pop.accounts.sockets import ask_actors
from pop.core import clock
from pop.core.errors import Absent, Invalid, SignInNeeded
from pop.core.turns import one_turn
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
    before: Actor = ANONYMOUS  # who was behind the line when it was last asked


@dataclass(frozen=True, slots=True)
class News:
    """What was committed together: new events by room, encoded; and rooms where something private changed.

    `private_seqs`: by room, how often that had happened when the events were written. Who belongs there and whom they
    hear was known behind the same lock: a hub that has not seen as much yet must look before it shows them."""

    events: dict[UUID, list[Outgoing]] = field(default_factory=dict)
    touched: frozenset[UUID] = frozenset()
    private_seqs: Mapping[UUID, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Part:
    """A frame, who sent it, and where."""

    said: Said
    room_id: UUID
    actor: Actor
    kind: RoomKind


class _SomebodyElse(Exception):
    """Behind a session is somebody else than before: `actors` is who, by session."""

    def __init__(self, actors: dict[str, Actor]) -> None:
        super().__init__()
        self.actors = actors


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
    before = {one.session_key: one.before for one in said}
    while True:
        try:
            return _committed_by(before, said, tell, at_once=at_once)
        except _SomebodyElse as found:
            before = found.actors


def _committed_by(
    before: dict[str, Actor], said: Sequence[Said], tell: Callable[[News], None], *, at_once: bool
) -> list[tuple[Actor, Outgoing] | Exception]:
    """Two turns to the database: everything that is asked, from the locks on; and everything that is written. So that
    nothing in the first waits for who it is, it is asked for who it was `before`. Raises _SomebodyElse."""
    now = clock.now()
    rooms = [_room_of(one) for one in said]
    areas = _together(said, rooms, before, now) if at_once else []
    with many_steps() as steps, ExitStack() as begun:
        with one_turn():
            take = steps.lock(room_id for room_id in rooms if room_id)
            people = ask_actors(before, likely=[actor.login_id for actor in before.values() if actor.login_id])
            for area in areas:
                begun.enter_context(area)
        take()
        actors = people()
        if areas and any(actor.persona_id not in {None, before[key].persona_id} for key, actor in actors.items()):
            raise _SomebodyElse(actors)
        parts = [_part(one, room, actors[one.session_key], steps) for one, room in zip(said, rooms, strict=True)]
        there = [part for part in parts if isinstance(part, _Part)]
        seats = _seats(there)
        done = iter([_done(*one, steps, now) for one in zip(there, seats, strict=True)])
        steps.last_turn()
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


def _together(
    said: Sequence[Said], rooms: Sequence[UUID | None], before: dict[str, Actor], now: datetime
) -> list[AbstractContextManager[None]]:
    """What the areas do around all of it, as far as can be known before the transaction."""
    kinds = selectors.room_kinds({room_id for room_id in rooms if room_id})
    asked: dict[str, list[tuple[UUID, Actor, Frame]]] = defaultdict(list)
    for one, room_id in zip(said, rooms, strict=True):
        if room_id in kinds:
            asked[kinds[room_id]].append((room_id, before[one.session_key], one.frame))
    return [room_kind_named(kind).together(of_kind, now) for kind, of_kind in asked.items()]


def _seats(parts: Sequence[_Part]) -> list[Seat | None]:
    seats: dict[int, Seat | None] = {}
    by_kind: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        by_kind[part.kind.name].append(part)
    for of_kind in by_kind.values():
        found = of_kind[0].kind.seats([(one.room_id, one.actor) for one in of_kind])
        seats.update(zip(map(id, of_kind), found, strict=True))
    return [seats[id(part)] for part in parts]


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
        return News(_shown(steps), frozenset(steps.touched), steps.private_seqs)
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
