"""What waits to be written to one socket. The one place that writes; nobody else ever waits for a socket."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

from pop.realtime.frames import Outgoing, Page

MOST_WAITING = 256 * 1024  # bytes; who is further behind than this is dropped and replays later
STALLED_SECONDS = 4.0  # who takes not one byte of a replay for so long reads no more
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Wire(Protocol):
    """A connection that takes whole frames (pop.realtime.wire)."""

    @property
    def unwritten(self) -> int: ...

    @property
    def untaken(self) -> int: ...

    @property
    def last_heard(self) -> float: ...

    def write_frames(self, frames: bytes) -> None: ...

    def abort(self) -> None: ...


class Outbox:
    """Bounded by bytes. `put` never blocks; `run` writes until it is cancelled or the socket is gone."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: deque[Outgoing] = deque()
        self._filled = asyncio.Event()
        self._bytes = 0

    @property
    def bytes(self) -> int:
        return self._bytes

    @property
    def untaken(self) -> int:
        """Bytes on their way, wherever they wait: fewer of them, and the reader reads, however slowly."""
        return self._bytes

    def put(self, frames: Sequence[Outgoing]) -> bool:
        """Queue frames, in order. False: the reader is too slow, nothing was queued."""
        size = sum(frame.size for frame in frames)
        if self._bytes and self._bytes + size > MOST_WAITING:
            return False
        self._waiting.extend(frames)
        self._bytes += size
        self._filled.set()
        return True

    async def run(self) -> None:
        while True:
            await self.flush()
            self._filled.clear()
            await self._filled.wait()

    async def flush(self) -> None:
        """Write what waits."""
        while self._waiting:
            frame = self._waiting.popleft()
            await self._send({"type": "websocket.send", "text": frame.text})
            self._bytes -= frame.size

    async def drained(self, below: int) -> bool:
        """Wait until less than this many bytes wait: how a long replay keeps to the reader's pace. False: the reader
        has stopped."""
        loop = asyncio.get_running_loop()
        least, since = self.untaken, loop.time()
        while self.bytes > below:
            await asyncio.sleep(0.01)
            if (left := self.untaken) < least:
                least, since = left, loop.time()
            elif loop.time() - since > STALLED_SECONDS:
                return False
        return True

    def abort(self) -> None:
        """Give up on what still waits."""
        self._waiting.clear()


class ReadyOutbox(Outbox):
    """For a connection that takes whole frames: written at once, kept by the connection itself until it can send."""

    def __init__(self, send: Send, wire: Wire) -> None:
        super().__init__(send)
        self._wire = wire

    @property
    def bytes(self) -> int:
        return self._wire.unwritten

    @property
    def untaken(self) -> int:
        return self._wire.untaken

    def put(self, frames: Sequence[Outgoing]) -> bool:
        page = frames if isinstance(frames, Page) else Page(frames)
        waiting = self._wire.unwritten
        if waiting and waiting + page.size > MOST_WAITING:
            return False
        self._wire.write_frames(page.ready)
        return True

    def abort(self) -> None:
        self._wire.abort()


def wire_of(scope: dict[str, Any]) -> Wire | None:
    wire: Wire | None = scope.get("extensions", {}).get("pop.ready-frames")
    return wire


def outbox_for(scope: dict[str, Any], send: Send) -> Outbox:
    wire = wire_of(scope)
    return Outbox(send) if wire is None else ReadyOutbox(send, wire)
