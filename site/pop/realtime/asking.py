"""What the hub asks the rows, for many lines and rooms at once. All of it runs in database threads."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.utils import translation

from pop.accounts.contracts import Actor
from pop.accounts.sockets import actors_of_sessions
from pop.core import clock
from pop.core.errors import Absent
from pop.realtime import conversation, selectors
from pop.realtime.actions import note_staff_joined
from pop.realtime.contracts import Frame, RoomKind, Seat, Viewer, room_kind_named
from pop.realtime.frames import Outgoing

PAGE = 200  # events read at once

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def actors(session_keys: Sequence[str]) -> list[Actor]:
    """Who is behind each session now."""
    found = actors_of_sessions(session_keys)
    return [found[key] for key in session_keys]


def seats_taken(asked: Sequence[tuple[str, UUID]]) -> list[tuple[Actor, Seat, selectors.RoomState] | Exception]:
    """Who is behind each session, and their seat in the room; Absent where there is none. That staff come to read along
    is on record before they get a word."""
    states = selectors.room_states({room_id for _key, room_id in asked})
    there = [(key, room_id) for key, room_id in asked if room_id in states]
    places = [(key, states[room].kind, room) for key, room in there]
    found, seats = _standings({key for key, _room in asked}, places, [clock.now()] * len(places))
    taken = dict(zip(there, seats, strict=True))
    staff = [(found[key], states[room].kind, room) for (key, room), seat in taken.items() if seat and seat.is_staff]
    if staff:
        note_staff_joined(staff, now=clock.now())
    return [
        Absent() if (seat := taken.get((key, room_id))) is None else (found[key], seat, states[room_id])
        for key, room_id in asked
    ]


def reviewed(
    session_keys: set[str], asked: Sequence[tuple[str, str, UUID]], heard: Sequence[datetime]
) -> tuple[dict[str, Actor], list[Seat | None], list[frozenset[UUID]]]:
    """Who is behind each session; for each session, kind and room: their seat, and whom they do not hear. `heard`: when
    their line there last was."""
    found, seats = _standings(session_keys, asked, heard)
    there = [place for place, seat in enumerate(seats) if seat is not None]
    viewers = [
        (kind, room_id, Viewer(found[key], seat))
        for (key, kind, room_id), seat in zip(asked, seats, strict=True)
        if seat is not None
    ]
    voices: list[frozenset[UUID]] = [frozenset()] * len(asked)
    for place, of_place in zip(there, unheard(viewers), strict=True):
        voices[place] = of_place
    return found, seats, voices


def unheard(asked: Sequence[tuple[str, UUID, Viewer]]) -> list[frozenset[UUID]]:
    """For each kind, room and viewer: whose voices they do not hear."""
    return _each_kind([(kind, (room_id, viewer)) for kind, room_id, viewer in asked], lambda kind, of: kind.unheard(of))


def news(asked: Sequence[tuple[UUID, int]]) -> list[tuple[selectors.RoomState, list[Outgoing]] | Exception]:
    """How far each room has come, and the next page after the number given."""
    states = selectors.room_states(room_id for room_id, _after in asked)
    behind = {room_id: after for room_id, after in asked if room_id in states and states[room_id].last_seq > after}
    pages = conversation.rendered(selectors.events_of_many(behind, PAGE)) if behind else {}
    return [(states[room_id], pages.get(room_id, [])) if room_id in states else Absent() for room_id, _after in asked]


def replay(room_id: UUID, after: int) -> list[Outgoing]:
    """The next page of a room's events after the number given."""
    return conversation.rendered(selectors.events_after(room_id, after, PAGE)).get(room_id, [])


def private_frames(kind: str, room_id: UUID, viewers: Sequence[tuple[Viewer, str]]) -> list[Frame]:
    """Each viewer's private snapshot of a room, in their language."""
    snapshots: list[Frame] = [{}] * len(viewers)
    for language in {language for _viewer, language in viewers}:
        places = [place for place, (_viewer, of_language) in enumerate(viewers) if of_language == language]
        with translation.override(language):
            made = room_kind_named(kind).private_frames(room_id, [viewers[place][0] for place in places])
        for place, snapshot in zip(places, made, strict=True):
            snapshots[place] = snapshot
    return snapshots


def _standings(
    session_keys: set[str], asked: Sequence[tuple[str, str, UUID]], heard: Sequence[datetime]
) -> tuple[dict[str, Actor], list[Seat | None]]:
    found = actors_of_sessions(session_keys)
    lines = [(kind, (room_id, found[key], at)) for (key, kind, room_id), at in zip(asked, heard, strict=True)]

    def seats(kind: RoomKind, of: Sequence[tuple[UUID, Actor, datetime]]) -> Sequence[Seat | None]:
        return kind.seats([(room_id, actor) for room_id, actor, _at in of], [at for _room, _actor, at in of])

    return found, _each_kind(lines, seats)


def _each_kind(
    asked: Sequence[tuple[str, Asked]], question: Callable[[RoomKind, Sequence[Asked]], Sequence[Answer]]
) -> list[Answer]:
    """One question to each kind of room for all of its rooms; the answers in the order asked."""
    answers: dict[int, Answer] = {}
    for name in {name for name, _one in asked}:
        places = [place for place, (of_name, _one) in enumerate(asked) if of_name == name]
        found = question(room_kind_named(name), [asked[place][1] for place in places])
        answers.update(zip(places, found, strict=True))
    return [answers[place] for place in range(len(asked))]
