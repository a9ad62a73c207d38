"""One hub per process: who is in which room, and how what was committed reaches them.

The rows are the truth. A wake-up only says "look now"; it may come twice, late or never. Whoever is woken reads the
stream from where the room stands, encodes each event once and gives the same bytes to everybody. What a lost wake-up
costs is the time to the next beat, in which the hub looks by itself (SEC-03, SEC-06). The beat also asks again who
everybody is and whether they still belong here (SEC-28).

Everything here runs on the event loop, except `wake`, which any thread may call. What it asks the rows stands in
`asking.py`, who is where in `places.py`.
"""

import asyncio
import itertools
import logging
from collections import defaultdict, deque
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings

from pop.accounts.contracts import Actor
from pop.core import clock
from pop.core.errors import TooFast
from pop.realtime import asking, conversation, neighbours, selectors
from pop.realtime.contracts import Frame, Seat, Viewer, room_kind_named
from pop.realtime.conversation import News, Said
from pop.realtime.database import by_writer, in_database
from pop.realtime.events import RoomChanged
from pop.realtime.frames import Close, Outgoing, Page, in_parts
from pop.realtime.outbox import MOST_WAITING
from pop.realtime.places import Line, LiveRoom, Place
from pop.realtime.together import Together

SOCKETS_PER_PERSON = 5
FRAMES_PER_PERSON = 30
RATE_SECONDS = 10
GATHERING_SECONDS = 0.003  # what is said within it shares a commit; nobody notices, and it saves most of the work
PARTS_OF_A_BEAT = 10

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Standing:
    """What the hub knows of one open line."""

    login_id: UUID
    part: int  # of a beat, in which it is looked after
    rooms: set[UUID] = field(default_factory=set)


class Hub:
    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.rooms: dict[UUID, LiveRoom] = {}
        self._lines: dict[Line, Standing] = {}
        self._lines_of: dict[UUID, set[Line]] = defaultdict(set)  # by login
        self._sent: dict[UUID, deque[float]] = defaultdict(deque)  # by login: when their last frames came
        self._parts = itertools.cycle(range(PARTS_OF_A_BEAT))
        self._tasks: set[asyncio.Task[None]] = set()
        self._neighbours = neighbours.Neighbours(self._look_at)
        self._actors: Together[str, Actor] = Together(asking.actors)
        self._seats: Together[tuple[str, UUID], tuple[Actor, Seat, selectors.RoomState]] = Together(asking.seats_taken)
        self._unheard: Together[tuple[str, UUID, Viewer], frozenset[UUID]] = Together(asking.unheard)
        self._news: Together[tuple[UUID, int], tuple[selectors.RoomState, list[Outgoing]]] = Together(asking.news)
        self._said: Together[tuple[Line, Said], tuple[Actor, Outgoing]] = Together(
            self._carry_out, run=by_writer, gathering=GATHERING_SECONDS, done=self._answer
        )
        self._untold: deque[News] = deque()  # committed, and not heard by the rooms yet

    # --- Lines come and go -------------------------------------------------------------------------

    def admit(self, line: Line) -> bool:
        """Take in a new connection of somebody signed in. False: they have too many open already."""
        login_id = line.actor.login_id
        if login_id is None or len(self._lines_of[login_id]) >= SOCKETS_PER_PERSON:
            return False
        if not self._lines:
            self._start(self._beat())
            self._start(self._neighbours.listen())
        self._lines[line] = Standing(login_id, next(self._parts))
        self._lines_of[login_id].add(line)
        return True

    def drop(self, line: Line) -> None:
        """Forget a connection, wherever it stands. Harmless when it is gone already."""
        standing = self._lines.pop(line, None)
        if standing is None:
            return
        for room_id in standing.rooms:
            self._step_out(line, room_id)
        self._lines_of[standing.login_id].discard(line)
        if not self._lines_of[standing.login_id]:
            del self._lines_of[standing.login_id]
        if not self._lines:
            for task in self._tasks:
                task.cancel()

    def count_frame(self, line: Line) -> None:
        """Raises TooFast when the person behind this line has sent more than 30 frames in 10 s (SEC-29)."""
        if line.actor.login_id is None:
            return
        sent = self._sent[line.actor.login_id]
        now = self.loop.time()
        while sent and sent[0] <= now - RATE_SECONDS:
            sent.popleft()
        if len(sent) >= FRAMES_PER_PERSON:
            raise TooFast(retry_after=max(1, round(sent[0] + RATE_SECONDS - now)))
        sent.append(now)

    # --- What is said -----------------------------------------------------------------------------------

    async def actor(self, session_key: str) -> Actor:
        """Who is behind a session now."""
        return await self._actors(session_key)

    async def say(self, line: Line, frame: Frame) -> None:
        """Carry out a frame in the words of its room's kind; the line gets the ack after the commit. Raises why not."""
        await self._said((line, Said(line.session_key, line.language, frame, line.actor)))

    def _carry_out(self, said: Sequence[tuple[Line, Said]]) -> Sequence[tuple[Actor, Outgoing] | Exception]:
        """In a database thread."""
        return conversation.carry_out([one for _line, one in said], self._untold.append)

    def _answer(self, said: Sequence[tuple[Line, Said]], answers: Sequence[tuple[Actor, Outgoing] | Exception]) -> None:
        """What was committed reaches the rooms, and right behind it the acks: one turn of the loop, one write each."""
        while self._untold:
            self._hear(self._untold.popleft())
        for (line, _said), answer in zip(said, answers, strict=True):
            if not isinstance(answer, Exception):
                line.actor, ack = answer
                line.offer([ack])

    def _hear(self, news: News) -> None:
        for room_id, page in news.events.items():
            room = self.rooms.get(room_id)
            if room is None or page[0].seq != room.seq + 1 or news.private_seqs.get(room_id) != room.private_seq:
                self._look_at(room_id)  # somebody else was faster: the rows say in what order, and for whom
            else:
                self._fan_out(room, page)
            self._neighbours.tell(room_id)
        for room_id in news.touched:
            self.changed_here(room_id)

    # --- Rooms ----------------------------------------------------------------------------------------

    async def seat(self, line: Line, room_id: UUID) -> tuple[Seat, selectors.RoomState]:
        """Ask for a seat, with the session as it is now. Raises Absent where there is none (SEC-24)."""
        line.actor, seat, state = await self._seats((line.session_key, room_id))
        return seat, state

    async def follow(self, line: Line, room_id: UUID, seat: Seat, state: selectors.RoomState, after: int) -> None:
        """Bring a seated line up to date and keep it so: replay, then live."""
        self.leave(line, room_id)
        line.offer([Outgoing({"type": "joined", "room": room_id, "seq": state.last_seq, **_standing(seat)})])
        unheard = await self._unheard((state.kind, room_id, Viewer(line.actor, seat)))
        place = Place(seat, min(after, state.last_seq), unheard)
        while True:
            room = self.rooms.get(room_id)
            if place.cursor >= (room.seq if room else state.last_seq):
                break  # and no await until it stands in the room: nothing falls between replay and live
            await line.ready()
            replay = await in_database(asking.replay, room_id, place.cursor)
            if not replay:
                break
            for part in in_parts(replay, MOST_WAITING // 4):
                await line.ready()
                line.offer(place.heard(part))
                place.cursor = part[-1].seq
        if line not in self._lines:  # it went away meanwhile
            return
        if room is None:
            room = self.rooms[room_id] = LiveRoom(room_id, state)
        room.places[line] = place
        self._lines[line].rooms.add(room_id)
        self._want(room)  # for what was committed between reading the state and standing here
        await self._show_private(room, [line])

    def leave(self, line: Line, room_id: UUID) -> None:
        """Stop following a room. Harmless where the line does not stand."""
        self._step_out(line, room_id)
        if line in self._lines:
            self._lines[line].rooms.discard(room_id)

    def _step_out(self, line: Line, room_id: UUID) -> None:
        room = self.rooms.get(room_id)
        if room is not None and room.places.pop(line, None) is not None and not room.places:
            del self.rooms[room_id]

    def changed_here(self, room_id: UUID) -> None:
        """Something was committed in this process: look at it, and tell the other processes."""
        self._look_at(room_id)
        self._neighbours.tell(room_id)

    def _look_at(self, room_id: UUID) -> None:
        room = self.rooms.get(room_id)
        if room is not None:
            self._want(room)

    def _want(self, room: LiveRoom) -> None:
        """One pump per room: what comes while it runs makes it run once more."""
        room.changed = True
        if room.pump is None or room.pump.done():
            room.pump = self._start(self._pump(room))

    async def _pump(self, room: LiveRoom) -> None:
        rest = room_kind_named(room.kind).rest
        while room.changed and room.places:
            room.changed = False
            try:
                await self._bring_news(room)
            except Exception:
                logger.exception("A room could not be brought up to date; the next beat tries again")
            if rest:
                await asyncio.sleep(rest)

    async def _bring_news(self, room: LiveRoom) -> None:
        state, page = await self._news((room.id, room.seq))
        is_touched = state.private_seq != room.private_seq
        if is_touched:  # before the news: whoever has lost their seat, or hears somebody no more, does not get it
            await self._review(list(room.places))
        while page:
            self._fan_out(room, page)
            page = await in_database(asking.replay, room.id, room.seq) if room.seq < state.last_seq else []
        if is_touched:
            await self._show_private(room, list(room.places))
            room.private_seq = state.private_seq

    def _fan_out(self, room: LiveRoom, page: list[Outgoing]) -> None:
        """Give the next events to everybody in the room, without waiting for anybody."""
        first, last = page[0].seq, page[-1].seq
        page = Page(page)
        for line, place in list(room.places.items()):
            if place.cursor < last:
                new = page if place.cursor < first else [frame for frame in page if frame.seq > place.cursor]
                place.cursor = last
                line.offer(place.heard(new))
        room.seq = max(room.seq, last)

    # --- Who still belongs here (SEC-28) ------------------------------------------------------------------

    async def _beat(self) -> None:
        """Each line is looked after once in a beat, spread over its time: nobody's words wait for all at once."""
        for part in itertools.cycle(range(PARTS_OF_A_BEAT)):
            await asyncio.sleep(settings.POP_ROOMS_BEAT_SECONDS / PARTS_OF_A_BEAT)
            try:
                theirs = [line for line, standing in self._lines.items() if standing.part == part]
                for room, lines in (await self._review(theirs)).items():
                    await self._show_private(room, lines)
                if part == 0:
                    await self._look_around()
            except Exception:
                logger.exception("The rooms could not be looked after; the next beat tries again")

    async def _look_around(self) -> None:
        quiet_since = self.loop.time() - RATE_SECONDS
        for login_id in [login_id for login_id, sent in self._sent.items() if not sent or sent[-1] < quiet_since]:
            del self._sent[login_id]
        for line in [line for line in self._lines if line.is_silent(self.loop.time())]:
            line.hang_up(Close.IDLE)
        states = await in_database(selectors.room_states, list(self.rooms))
        for room in list(self.rooms.values()):
            state = states.get(room.id)
            if state is not None and (state.last_seq, state.private_seq) != (room.seq, room.private_seq):
                self._want(room)
        await self._let_time_pass()

    async def _let_time_pass(self) -> None:
        """What the clock alone does in the rooms of each kind, and what people see of that."""
        kinds: dict[str, set[UUID]] = defaultdict(set)
        for room in self.rooms.values():
            kinds[room.kind].add(room.id)
        for kind, room_ids in kinds.items():
            for room_id in await in_database(room_kind_named(kind).beat, room_ids):
                if (there := self.rooms.get(room_id)) is not None:
                    await self._show_private(there, list(there.places))

    async def _review(self, lines: Sequence[Line]) -> dict[LiveRoom, list[Line]]:
        """Ask again who is behind each of these lines, whether they still have a seat wherever they stand, and whom
        they do not hear. Gives by room whose seat is another one now."""
        changed: dict[LiveRoom, list[Line]] = defaultdict(list)
        if not lines:
            return changed
        asked = [
            (line, room) for line in lines for room_id in self._lines[line].rooms if (room := self.rooms.get(room_id))
        ]
        keys = [(line.session_key, room.kind, room.id) for line, room in asked]
        now, at = clock.now(), self.loop.time()
        heard = [now - timedelta(seconds=at - line.last_heard) for line, _room in asked]
        actors, seats, unheard = await in_database(asking.reviewed, {line.session_key for line in lines}, keys, heard)
        for line in lines:
            line.actor = actors[line.session_key]
            if not line.actor.is_signed_in:
                line.hang_up(Close.SIGN_IN)
        for (line, room), seat, voices in zip(asked, seats, unheard, strict=True):
            place = room.places.get(line)
            if place is None:  # gone meanwhile, or hung up on just now
                continue
            if seat is None:
                line.hang_up(Close.NOT_HERE, f"not_found {room.id}")
                continue
            if seat != place.seat:
                changed[room].append(line)
                line.offer([Outgoing({"type": "seat", "room": room.id, **_standing(seat)})])
            place.seat, place.unheard = seat, voices
        return changed

    async def _show_private(self, room: LiveRoom, lines: Sequence[Line]) -> None:
        """Send each its private snapshot, where it differs from the last: whom it does not concern hears nothing."""
        room.unshown.update(dict.fromkeys(lines))
        async with room.showing:  # who waits here is shown together with others who wait
            lines, room.unshown = list(room.unshown), {}
            there = [(line, room.places[line]) for line in lines if line in room.places]
            if not there:
                return
            viewers = [(Viewer(line.actor, place.seat), line.language) for line, place in there]
            snapshots = await in_database(asking.private_frames, room.kind, room.id, viewers)
            for (line, place), snapshot in zip(there, snapshots, strict=True):
                if snapshot != place.private and room.places.get(line) is place:
                    place.private = snapshot
                    line.offer([Outgoing({**snapshot, "type": "private", "room": room.id})])

    def _start(self, coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self.loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


# --- The hub of this process ------------------------------------------------------------------------------

_hub: Hub | None = None


def current() -> Hub:
    """The hub of the running event loop; made when it is first asked for."""
    global _hub  # noqa: PLW0603  one per process is the point
    if _hub is None or _hub.loop is not asyncio.get_running_loop():
        _hub = Hub()
    return _hub


def wake(event: RoomChanged) -> None:
    """A room changed, and it is committed. Called in any thread, also where no hub runs; never waits, never fails."""
    if _hub is not None and not _hub.loop.is_closed():
        with suppress(RuntimeError):  # the loop closed between the two lines
            _hub.loop.call_soon_threadsafe(_hub.changed_here, event.room_id)
            return
    neighbours.tell_from_outside(event.room_id)


def _standing(seat: Seat) -> Frame:
    """With the server's clock, from which a client counts what time is left of anything."""
    return {"may_write": seat.may_write, "is_staff": seat.is_staff, "now": clock.now()}
