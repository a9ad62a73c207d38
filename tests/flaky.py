"""A network that fails on purpose, between a client and a server: `FlakyNetwork`.

Whatever passes through is counted; after a while, which differs each time, a line breaks in one of the ways lines
break: cut for both, silent for both while both think it is there, or late: what the client said arrives after it has
given up and come back on another line.
"""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LATE_SECONDS = 0.6  # longer than whoever uses this waits before giving up a line


class FlakyNetwork:
    def __init__(self, port: int, seed: int) -> None:
        """Leads to this port."""
        self._target = port
        self._random = random.Random(seed)
        self.faults: dict[str, int] = {"cut": 0, "silent": 0, "late": 0}
        self.is_flaky = True
        self.port = 0
        self._lines: set[asyncio.Task] = set()

    @property
    def broken(self) -> int:
        return sum(self.faults.values())

    async def _connected(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        this = asyncio.current_task()
        assert this is not None
        self._lines.add(this)
        server, to_server = await asyncio.open_connection("127.0.0.1", self._target)
        line = _Line(self._random.choice(sorted(self.faults)), self._random.randrange(600, 6000))
        try:
            async with asyncio.TaskGroup() as ways:
                ways.create_task(self._pass_on(line, client, to_server))
                ways.create_task(self._pass_on(line, server, to_client, is_counted=True))
        except* ConnectionError:
            pass
        finally:
            for writer in (to_client, to_server):
                writer.transport.abort()
            self._lines.discard(this)

    async def _pass_on(
        self, line: "_Line", source: asyncio.StreamReader, target: asyncio.StreamWriter, *, is_counted: bool = False
    ) -> None:
        """Until one side is gone, which ends both ways."""
        while data := await source.read(4096):
            if is_counted and self.is_flaky and line.wears_out(len(data)):
                self.faults[line.fault] += 1
            if line.is_broken:
                if line.fault == "cut":
                    raise ConnectionAbortedError
                await asyncio.sleep(LATE_SECONDS)
                if line.fault == "silent" or is_counted:
                    raise ConnectionAbortedError
            target.write(data)
            await target.drain()
        raise ConnectionResetError


class _Line:
    def __init__(self, fault: str, lasts: int) -> None:
        self.fault = fault
        self._left = lasts  # bytes
        self.is_broken = False

    def wears_out(self, size: int) -> bool:
        """Whether it breaks just now."""
        self._left -= size
        if self._left > 0 or self.is_broken:
            return False
        self.is_broken = True
        return True


@contextmanager
def flaky_network(port: int, seed: int = 1) -> Iterator[FlakyNetwork]:
    network = FlakyNetwork(port, seed)
    open_now, ending = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        server = await asyncio.start_server(network._connected, "127.0.0.1", 0)
        network.port = server.sockets[0].getsockname()[1]
        open_now.set()
        async with server:
            await ending.wait()
            for line in network._lines:
                line.cancel()
            await asyncio.gather(*network._lines, return_exceptions=True)

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    assert open_now.wait(10)
    try:
        yield network
    finally:
        loops[0].call_soon_threadsafe(ending.set)
        thread.join(10)
