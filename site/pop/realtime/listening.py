"""Following a room from inside: what a GraphQL subscription stands on."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from uuid import UUID

from pop.accounts.contracts import Actor
from pop.core.errors import Absent, DomainError, SignInNeeded, TooFast
from pop.realtime import hub
from pop.realtime.contracts import Frame
from pop.realtime.frames import Close, Outgoing
from pop.realtime.outbox import MOST_WAITING


class Listener:
    """A line that ends in an async iterator. Gives event frames, in order, without gaps; ends by raising."""

    def __init__(self, actor: Actor, session_key: str, language: str = "en") -> None:
        self.actor = actor
        self.session_key = session_key
        self.language = language
        self.last_heard = asyncio.get_running_loop().time()  # who follows by a subscription says nothing after that
        self._waiting: deque[Outgoing] = deque()
        self._bytes = 0
        self._filled = asyncio.Event()
        self._end: DomainError | None = None
        self.following: asyncio.Task[None] | None = None  # the replay, at the reader's pace

    def offer(self, frames: Sequence[Outgoing]) -> None:
        self._waiting.extend(frame for frame in frames if frame.frame["type"] == "event")
        self._bytes = sum(frame.size for frame in self._waiting)
        self._filled.set()
        if self._bytes > MOST_WAITING:
            self.hang_up(Close.TOO_SLOW)

    async def ready(self) -> None:
        while self._bytes > MOST_WAITING // 4:
            await asyncio.sleep(0.01)

    def is_silent(self, now: float) -> bool:
        return False  # whoever subscribes has a connection of their own, which is asked

    def hang_up(self, code: Close, reason: str = "") -> None:
        hub.current().drop(self)
        if self._end is None:
            ends: dict[Close, DomainError] = {Close.SIGN_IN: SignInNeeded(), Close.TOO_SLOW: TooFast(retry_after=1)}
            self._end = ends.get(code, Absent())
            self._filled.set()

    async def events(self) -> AsyncIterator[Frame]:
        try:
            while True:
                while self._waiting:
                    frame = self._waiting.popleft()
                    self._bytes -= frame.size
                    yield frame.frame
                if self._end is not None:
                    raise self._end
                self._filled.clear()
                await self._filled.wait()
        finally:
            hub.current().drop(self)
            if self.following is not None:
                self.following.cancel()


async def listen(room_id: UUID, *, actor: Actor, session_key: str, after: int) -> AsyncIterator[Frame]:
    """Follow a room's public stream after this sequence number, as somebody signed in with this session.

    Raises at once: SignInNeeded, Absent where there is no seat, TooFast for too many open connections. The iterator
    raises SignInNeeded or Absent within seconds of losing the session or the seat, and TooFast (again: with `after`)
    for a reader who does not keep up.
    """
    if not actor.is_signed_in:
        raise SignInNeeded
    line = Listener(actor, session_key)
    here = hub.current()
    if not here.admit(line):
        raise TooFast(retry_after=10)
    try:
        seat, state = await here.seat(line, room_id)
    except BaseException:
        here.drop(line)
        raise
    line.following = asyncio.create_task(here.follow(line, room_id, seat, state, after))
    return line.events()
