"""Who is where in a live room: a line, its place in a room, and the room as this process sees it."""

import asyncio
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from pop.accounts.contracts import Actor
from pop.realtime import selectors
from pop.realtime.contracts import Frame, Seat
from pop.realtime.frames import Close, Outgoing


class Line(Protocol):
    """One connection, as the hub sees it."""

    session_key: str
    language: str
    actor: Actor

    @property
    def last_heard(self) -> float:
        """When anything last came from there, as the event loop counts; an answer of the machine itself counts."""

    def offer(self, frames: Sequence[Outgoing]) -> None:
        """Queue these; hang up on a reader who does not keep up. Never waits."""

    async def ready(self) -> None:
        """Wait until there is room for another page of a replay; hang up on who reads no more."""

    def is_silent(self, now: float) -> bool:
        """Whether nothing was heard from there for too long; `now` as the event loop counts."""

    def hang_up(self, code: Close, reason: str = "") -> None:
        """Close, after leaving the hub."""


class Place:
    """Where somebody stands in one room: as what, up to which event, and whose words they do not get."""

    __slots__ = ("cursor", "private", "seat", "unheard")

    def __init__(self, seat: Seat, cursor: int, unheard: frozenset[UUID]) -> None:
        self.seat = seat
        self.cursor = cursor
        self.unheard = unheard
        self.private: Frame = {}  # the snapshot last sent

    def heard(self, page: list[Outgoing]) -> list[Outgoing]:
        """The page as this reader gets it: nearly always the very same."""
        if not self.unheard:
            return page
        return [frame.without_words if frame.voice in self.unheard else frame for frame in page]


class LiveRoom:
    """A room with somebody in it."""

    __slots__ = ("changed", "id", "kind", "places", "private_seq", "pump", "seq", "showing", "unshown")

    def __init__(self, room_id: UUID, state: selectors.RoomState) -> None:
        self.id = room_id
        self.kind = state.kind
        self.seq = state.last_seq  # everybody in `places` has at least this
        self.private_seq = state.private_seq
        self.places: dict[Line, Place] = {}
        self.changed = False
        self.pump: asyncio.Task[None] | None = None
        self.showing = asyncio.Lock()  # an older snapshot must not overtake a newer one
        self.unshown: dict[Line, None] = {}  # whose private snapshot is to be looked at, in order
