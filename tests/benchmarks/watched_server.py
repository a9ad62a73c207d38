"""POP as `circles_server` runs it, with a stopwatch around its parts: what `parts.py` asks for.

Each part is told the CPU time of its own thread while it ran, without that of the parts within it. Watching costs about
a microsecond a call, which the parts around it seem to take. Whoever connects to PARTS_PORT is sent what was counted
since the last one, as JSON.
"""

import functools
import json
import os
import socket
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from importlib import import_module
from typing import Any

from tests.benchmarks.circles_server import application

# Part: what is it made of, as module, then what to reach in it.
WATCHED = {
    "frames: uvicorn and websockets": ["pop.realtime.wire ReadyFrames.data_received"],
    "frames: JSON": ["pop.realtime.frames parsed"],
    "fan-out: who gets it": ["pop.realtime.hub Hub._answer"],
    "fan-out: writing": ["pop.realtime.wire ReadyFrames.write_frames"],
    "Redis: telling other processes": ["channels_redis.pubsub RedisSingleShardConnection.publish"],
    "Redis: limits": ["peer_circles.actions.at_once counted"],
    "beat": ["pop.realtime.hub Hub._beat"],
    "beat: in the database": [
        "pop.realtime.asking reviewed",
        "pop.realtime.selectors room_states",
        "peer_circles.rooms CircleRooms.beat",
        "pop.realtime.asking private_frames",
    ],
    "connections: looking after": ["pop.realtime.database close_old_connections"],
    "commit: the rest": ["pop.realtime.conversation carry_out"],
    "commit: sending questions": ["pop.core.prepared Prepared.ask"],
    "commit: reading answers": ["pop.core.prepared _Question.rows_from", "psycopg Cursor.fetchall"],
    "commit: waiting for answers": ["psycopg Pipeline.__exit__"],
    "commit: who it is": ["pop.accounts.sockets _actors", "pop.accounts.sockets _signed_in"],
    "commit: COMMIT": ["django.db.backends.base.base BaseDatabaseWrapper.commit"],
    "commit: deciding": ["pop.realtime.conversation _done", "pop.realtime.conversation _seats"],
    "commit: screening": ["moderation.screening screen"],
    "commit: writing rows": ["pop.core.rows Rows.write", "pop.core.prepared PreparedUpdate.__call__"],
    "commit: encoding": ["pop.realtime.conversation _news", "pop.realtime.conversation _answer"],
}


class Stopwatch(threading.local):
    """Of one thread: what runs, and since when."""

    def __init__(self) -> None:
        self.running: list[str] = []
        self.since = 0
        self.counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        everybody.append(self.counted)

    def begin(self, part: str) -> None:
        now = time.thread_time_ns()
        if self.running:
            self.counted[self.running[-1]][0] += now - self.since
        self.running.append(part)
        self.since = now

    def end(self) -> None:
        now = time.thread_time_ns()
        part = self.running.pop()
        self.counted[part][0] += now - self.since
        self.counted[part][1] += 1
        self.since = now


everybody: list[dict[str, list[int]]] = []
watch = Stopwatch()


def watched(part: str, function: Callable) -> Callable:
    @functools.wraps(function)
    def plain(*args: Any, **kwargs: Any) -> Any:
        watch.begin(part)
        try:
            return function(*args, **kwargs)
        finally:
            watch.end()

    @functools.wraps(function)
    async def waiting(*args: Any, **kwargs: Any) -> Any:
        return await Steps(part, function(*args, **kwargs))

    return waiting if function.__code__.co_flags & 0x80 else plain


class Steps:
    """A coroutine that is watched whenever it goes on."""

    def __init__(self, part: str, coroutine: Any) -> None:
        self.part = part
        self.coroutine = coroutine

    def __await__(self) -> Any:
        going, value = self.coroutine.__await__(), None
        go_on = functools.partial(going.send, None)
        while True:
            watch.begin(self.part)
            try:
                value = go_on()
            except StopIteration as end:
                return end.value
            finally:
                watch.end()
            try:
                got = yield value
            except BaseException as error:
                go_on = functools.partial(going.throw, error)
            else:
                go_on = functools.partial(going.send, got)


def install() -> None:
    for part, places in WATCHED.items():
        for place in places:
            module, path = place.split()
            *owners, name = path.split(".")
            owner: Any = functools.reduce(getattr, owners, import_module(module))
            setattr(owner, name, watched(part, getattr(owner, name)))


def answer() -> None:
    listener = socket.create_server(("127.0.0.1", int(os.environ["PARTS_PORT"])))
    while True:
        line, _address = listener.accept()
        total: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for counted in everybody:
            for part, (nanoseconds, calls) in list(counted.items()):
                total[part][0] += nanoseconds
                total[part][1] += calls
            counted.clear()
        with line:
            line.sendall(json.dumps(total).encode())


install()
threading.Thread(target=answer, daemon=True).start()

__all__ = ["application"]
