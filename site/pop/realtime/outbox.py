"""What waits to be written to one socket. The one place that writes; nobody else ever waits for a socket."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from pop.realtime.frames import Outgoing

MOST_WAITING = 256 * 1024  # bytes; who is further behind than this is dropped and replays later
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Outbox:
    """Bounded by bytes. `put` never blocks; `run` writes until it is cancelled or the socket is gone."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._waiting: deque[Outgoing] = deque()
        self._filled = asyncio.Event()
        self.bytes = 0

    def put(self, frames: Iterable[Outgoing]) -> bool:
        """Queue frames, in order. False: the reader is too slow, nothing was queued."""
        frames = list(frames)
        size = sum(frame.size for frame in frames)
        if self.bytes and self.bytes + size > MOST_WAITING:
            return False
        self._waiting.extend(frames)
        self.bytes += size
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
            self.bytes -= frame.size

    async def drained(self, below: int) -> None:
        """Wait until less than this many bytes wait: how a long replay keeps to the reader's pace."""
        while self.bytes > below:
            await asyncio.sleep(0.01)
