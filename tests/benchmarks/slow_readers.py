"""What people who read very slowly cost the others: `make slow-readers`.

Two processes of POP over one PostgreSQL and one Redis, all of their own. A hundred people in one room say fifty
messages a second, first with fifty more who only read, then with fifty whose sockets take 1 KB a second. Says how late
messages reach the hundred, what memory each slow one takes at most, how and when they were cut off, and whether they
get everything, once and in order, when they come back on a line that is not slow. Ends with one line of JSON.
"""

import asyncio
import json
import os
import socket
import sys
import time
from contextlib import ExitStack
from typing import Any

from tests.benchmarks.circles import Crowd, Shape, resident, say
from tests.benchmarks.crowd import percentiles
from tests.benchmarks.grown import Grown
from tests.benchmarks.talkers import Talker, Told

BUSY, SLOW, RATE = 100, 50, 50
TOO_SLOW = b"\x88\x02" + (1013).to_bytes(2, "big")
JOIN = '{"type":"join","room":"ROOM","after":AFTER}'


class OnlyReader:
    """One socket that takes a kilobyte a second, or whatever comes, and says nothing."""

    def __init__(self, port: int, cookie: str, room: str, after: int, *, is_slow: bool) -> None:
        self.port, self.cookie, self.room, self.after, self.is_slow = port, cookie, room, after, is_slow
        self.cut_off_after: float | None = None
        self.was_told = False

    async def run(self) -> None:
        loop, began = asyncio.get_running_loop(), time.monotonic()
        with socket.socket() as line:
            if self.is_slow:
                line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.setblocking(False)
            await loop.sock_connect(line, ("127.0.0.1", self.port))
            await loop.sock_sendall(line, self._hello())
            last = b""
            try:
                while data := await loop.sock_recv(line, 1024 if self.is_slow else 65_536):
                    last = (last + data)[-2048:]
                    if self.is_slow:
                        await asyncio.sleep(1)
            except OSError:
                pass
        self.was_told = TOO_SLOW in last
        self.cut_off_after = time.monotonic() - began

    def _hello(self) -> bytes:
        host = f"127.0.0.1:{self.port}"
        join = JOIN.replace("ROOM", self.room).replace("AFTER", str(self.after)).encode()
        upgrade = (
            f"GET /ws/rooms/ HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\nOrigin: http://{host}\r\n"
            f"Cookie: {self.cookie}\r\n\r\n"
        )
        return upgrade.encode() + bytes((0x81, 0x80 | len(join))) + bytes(4) + join


async def measured(site: Grown, crowd: Crowd, seconds: float) -> dict[str, object]:
    cookies, [room] = site.world["cookies"], site.world["rooms"][0]
    await asyncio.to_thread(crowd.ask, f"pace 5 {RATE}")  # warm
    _fast, before, _most = await beside(site, crowd, seconds, is_slow=False)
    memory = sum(resident(pid) for pid in site.pids)
    slow, during, most = await beside(site, crowd, seconds, is_slow=True)
    gone = [one.cut_off_after for one in slow if one.cut_off_after is not None]
    return {
        "delivery_ms_without": before["delivery_ms"],
        "delivery_ms_with": during["delivery_ms"],
        "more_p95_percent": round(100 * (during["delivery_ms"]["p95"] / before["delivery_ms"]["p95"] - 1), 1),
        "more_kb_per_socket": round((most - memory) / SLOW / 1000),
        "cut_off": len(gone),
        "told_1013": sum(one.was_told for one in slow),
        "cut_off_after_s": percentiles([seconds / 1000 for seconds in gone]),
        "others": {name: during[name] for name in ("lost", "duplicated", "out_of_order")},
        **await come_back(site, cookies[BUSY:], room),
    }


async def beside(
    site: Grown, crowd: Crowd, seconds: float, *, is_slow: bool
) -> tuple[list[OnlyReader], dict[str, Any], int]:
    """Fifty who only read, what the hundred got meanwhile, and the most memory the servers took."""
    newest = int(site.postgres.ask("SELECT max(last_seq) FROM realtime_room", "postgres")[0])
    cookies, [room] = site.world["cookies"][BUSY:], site.world["rooms"][0]
    readers = [OnlyReader(site.ports[n % 2], cookies[n], room, newest, is_slow=is_slow) for n in range(SLOW)]
    reading = [asyncio.create_task(one.run()) for one in readers]
    talking = asyncio.create_task(asyncio.to_thread(crowd.ask, f"pace {seconds} {RATE}"))
    most = 0
    while not talking.done():
        await asyncio.sleep(0.5)
        most = max(most, sum(resident(pid) for pid in site.pids))
    for one in reading:
        one.cancel()
    return readers, talking.result(), most


async def come_back(site: Grown, cookies: list[str], room: str) -> dict[str, object]:
    """Each of them reads everything from the beginning on a good line."""
    [row] = site.postgres.ask("SELECT count(*), max(seq) FROM peer_circles_message", "postgres")
    count, newest = (int(number) for number in row.split("|"))
    told = Told()
    again = [Talker(n, cookies[n], room, site.ports, told, pause=1) for n in range(SLOW)]
    for one in again:
        one.is_quiet = True
    running = [asyncio.create_task(one.run()) for one in again]
    deadline = time.monotonic() + 60
    while any(len(one.seen) < newest for one in again) and time.monotonic() < deadline:
        await asyncio.sleep(0.1)
    for one in running:
        one.cancel()
    everything = [seq for seq, _pk in again[0].seen] == list(range(1, newest + 1)) and count == newest
    return {
        "came_back": sum(one.seen == again[0].seen for one in again) if everything else 0,
        "doubled": told.doubled,
        "messages": count,
    }


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start")
    with ExitStack() as stack:
        site = Grown(stack, [Shape("room", 1, BUSY + SLOW, 1)])
        crowd = Crowd(site.server, Shape("busy", 1, BUSY, 1), site.world["rooms"][0], site.world["cookies"])
        found = asyncio.run(measured(site, crowd, seconds))
        crowd.go()
    say(json.dumps({"bench": "slow-readers", **found}))


if __name__ == "__main__":
    main()
