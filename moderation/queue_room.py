"""The queue as a room: the socket only says "look again" (SG-52). It carries no item, no count and no name, and says
nothing to whom nothing changed for; what there is, the page asks for through the door everybody uses."""

import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from uuid import UUID

from moderation import policies
from moderation.selectors.waiting_tallies import mark_of, tallies_for
from pop.accounts.contracts import Actor
from pop.core import clock
from pop.core.errors import Absent
from pop.realtime.contracts import Check, Event, Frame, Seat, Viewer

# There is one queue. Who may see what of it is asked for each person, so the address is no secret.
QUEUE_ROOM = UUID("7d1f4a52-6d0b-4c8e-9a1c-5e0f3b6a2d90")
KIND = "queue"
CLOCKS_SECONDS = 20.0  # how often somebody's clocks are looked at where nothing else happens


class QueueRoom:
    name = KIND
    rest = 1.0  # a flood is one wake-up a second, however much comes
    accepts: Mapping[str, Mapping[str, Check]] = {}

    def __init__(self) -> None:
        self._looked = 0.0

    def seats(self, asked: Sequence[tuple[UUID, Actor]], heard: Sequence[datetime] | None = None) -> list[Seat | None]:
        there = Seat(may_write=False, is_staff=True)
        return [there if policies.may_see_queue(actor) else None for _room_id, actor in asked]

    def render(self, events: Sequence[Event]) -> list[Frame]:
        return [{} for _event in events]  # nothing is ever said here to everybody

    def unheard(self, asked: Sequence[tuple[UUID, Viewer]]) -> list[frozenset[UUID]]:
        return [frozenset() for _one in asked]

    def beat(self, room_ids: Collection[UUID]) -> set[UUID]:
        """Time alone makes things late, and lets go of what somebody took."""
        if time.monotonic() - self._looked < CLOCKS_SECONDS:
            return set()
        self._looked = time.monotonic()
        return set(room_ids)

    def private_frames(self, room_id: UUID, viewers: Sequence[Viewer]) -> list[Frame]:
        """The mark of what each sees; one query for each person, with however many windows."""
        now, marks = clock.now(), dict[UUID | None, Frame]()
        for viewer in viewers:
            if viewer.actor.login_id not in marks:
                marks[viewer.actor.login_id] = {"mark": mark_of(tallies_for(viewer.actor, now))}
        return [marks[viewer.actor.login_id] for viewer in viewers]

    def together(self, asked: Sequence[tuple[UUID, Actor, Frame]], now: datetime) -> AbstractContextManager[None]:
        return nullcontext()

    def plain(self, actor: Actor, seat: Seat, room_id: UUID, frame: Frame, now: datetime) -> Frame | None:
        return None

    def receive(self, actor: Actor, room_id: UUID, frame: Frame, now: datetime) -> Frame:
        raise Absent  # nothing is accepted
