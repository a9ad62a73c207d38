"""What an area promises whose people meet in rooms, and the few types it shares with the rooms.

Realtime knows no domain. An area implements `RoomKind` by calling its own selectors and actions, and registers it in
its apps.py; everything a person may read, write or decide is asked of the kind.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from pop.accounts.contracts import Actor

Frame = dict[str, Any]
VOICE = "voice"  # in a body: whose words it holds
Check = Callable[[Any], Any]  # takes what was sent, gives it back as what it means; raises ValueError


@dataclass(frozen=True, slots=True)
class Seat:
    """That somebody may be in a room, and as what. No seat: the room does not exist for them (SEC-24)."""

    may_write: bool
    is_staff: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody in a room, for whom a private frame is made."""

    actor: Actor
    seat: Seat


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a room's public stream. It names what happened to what, never what it says."""

    room_id: UUID
    seq: int
    kind: str
    subject_id: UUID
    at: datetime
    body: Frame | None = field(default=None, compare=False)  # as `render` would make it, where that is known already


class RoomKind(Protocol):
    """One kind of room. Every method runs in a database thread and asks the rows afresh. What people send at the same
    moment shares a transaction, behind the locks of its rooms: `together`, and within it `seats`, then for each frame
    `plain`, and where that gives None `receive`."""

    name: str  # stable, stored in rows: "circle"
    rest: float  # seconds between two looks at one room, however much happens there; 0: nobody has to wait
    accepts: Mapping[str, Mapping[str, Check]]  # what members may send: frame type -> its fields, all of them needed

    def seats(self, asked: Sequence[tuple[UUID, Actor]], heard: Sequence[datetime] | None = None) -> list[Seat | None]:
        """The seat of each actor in each room, in the order asked, in a number of queries that does not grow.

        `heard`: when anything last came over each one's line to the room. A line that died without a word is still
        there, and says nothing: where it counts who is there, only this does. None: nobody's line was looked at."""

    def render(self, events: Sequence[Event]) -> list[Frame]:
        """One body for each event, from the rows as they are now: what was hidden since comes without its text.

        The same for every member and in no particular language, in a number of queries that does not grow: events of
        many rooms come together. The keys type, room, seq, kind and at are taken. Under VOICE a body may name whose
        words it holds: it is not sent, and for whom that voice is `unheard` the body is left out.
        """

    def unheard(self, asked: Sequence[tuple[UUID, Viewer]]) -> list[frozenset[UUID]]:
        """For each viewer in each room the voices whose words never reach their device, in the order asked, in a number
        of queries that does not grow. Asked when they join, after `touch_room`, and at every beat."""

    def beat(self, room_ids: Collection[UUID]) -> set[UUID]:
        """Do what time alone does in these rooms, every few seconds while somebody is in them, in each process. Gives
        those where some see something else now: their private snapshots are made anew."""

    def private_frames(self, room_id: UUID, viewers: Sequence[Viewer]) -> list[Frame]:
        """For each viewer a snapshot of what only they may see now, {} for nothing. Sent again whenever it differs."""

    def together(self, asked: Sequence[tuple[UUID, Actor, Frame]], now: datetime) -> AbstractContextManager[None]:
        """Around the frames that arrived at the same moment, unchecked yet: where an area reads once for all and writes
        at the end. `nullcontext()` where there is nothing to gain.

        Called before their transaction, for what does not belong into one. It is entered in it, behind the locks of the
        rooms, in one turn with other questions (`Prepared.ask`), and left in one turn with what else is written
        (`Rows.write`). Each actor is who was behind the line before: should it be somebody else now, all of it begins
        anew. What it raises at the end makes each frame happen for itself instead, without it."""

    def plain(self, actor: Actor, seat: Seat, room_id: UUID, frame: Frame, now: datetime) -> Frame | None:
        """For who was just given this seat: the ack of a checked frame for which everything is known that `receive`
        would ask for, with all it changes left to the end of `together`. None for any other, and for what would be
        refused."""

    def receive(self, actor: Actor, room_id: UUID, frame: Frame, now: datetime) -> Frame:
        """Carry out a checked frame by ONE action. Gives the ack's body; raises DomainError for a refusal, and nothing
        of what it did remains. It is acknowledged, and anybody hears of it, after the commit."""


_kinds: dict[str, RoomKind] = {}


def register_room_kind(kind: RoomKind) -> None:
    """Called from an area's apps.py. Raises ValueError on a second registration under one name."""
    if _kinds.get(kind.name, kind) is not kind:
        raise ValueError(f"rooms of kind {kind.name} are registered already")
    _kinds[kind.name] = kind


def room_kind_named(name: str) -> RoomKind:
    """Raises KeyError for a kind nobody registered."""
    return _kinds[name]
