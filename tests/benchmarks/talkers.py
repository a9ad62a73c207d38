"""People who go on talking whatever breaks, as docs/realtime-protocol.md says a client should: one thing after the
other, each under a name of its own, kept until it is acknowledged; back again after a pause that grows, at the next
server.

Everything they were told and everything they saw is kept, to be compared with the rows (`verdict`).
"""

import asyncio
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from tests.benchmarks.crowd import TOKEN, WORDS, letters, percentiles

BROKEN = (OSError, EOFError, TimeoutError, ConnectionClosed, InvalidHandshake, InvalidMessage)
SILENCE = 10.0  # seconds in which not a word comes: then the line is given up
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0  # seconds before coming back

Row = tuple[str, str, int, str, str]  # client id, id, number, room, words


@dataclass
class Told:
    """What all of them were told, in one place."""

    acks: dict[str, tuple[str, int]] = field(default_factory=dict)  # by client id
    said: dict[str, float] = field(default_factory=dict)  # token -> when it was tried first
    acknowledged_after: list[float] = field(default_factory=list)  # seconds since then
    answered_after: list[float] = field(default_factory=list)  # seconds of each single try, whatever the answer was
    heard_after: list[float] = field(default_factory=list)
    back_after: list[float] = field(default_factory=list)  # seconds from a broken line to being in the room again
    refused: Counter[str] = field(default_factory=Counter)
    doubled: int = 0
    broken: int = 0
    silent: int = 0  # lines given up for saying nothing

    def report(self) -> dict[str, Any]:
        return {
            "acknowledged": len(self.acks),
            "lines_broken": self.broken,
            "lines_silent": self.silent,
            "refused": dict(self.refused),
            "back_s": in_seconds(self.back_after),
            "answered_s": in_seconds(self.answered_after),
            "acknowledged_s": in_seconds(self.acknowledged_after),
            "heard_s": in_seconds(self.heard_after),
        }


def in_seconds(measured: list[float]) -> dict[str, float]:
    shares = {name: round(value / 1000, 2) for name, value in percentiles(measured).items()}
    return {**shares, "max": round(max(measured), 2)} if measured else {}


class Talker:
    """One person. `way`: the address lines are opened to, where that is another than the server's own."""

    def __init__(
        self,
        number: int,
        cookie: str,
        room: str,
        ports: Sequence[int],
        told: Told,
        *,
        pause: float,
        way: str | None = None,
    ) -> None:
        self.name, self.cookie, self.room = letters(number), cookie, room
        self.ports, self.at, self.told, self.pause = ports, number, told, pause
        self.way = way or "127.0.0.1"
        self.seen: list[tuple[int, str]] = []
        self.order: list[str] = []  # the client ids of what this person said, as they said it
        self.unsent: tuple[str, str, str] | None = None
        self.is_quiet = False  # says nothing new
        self.is_done = False
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._broke_at: float | None = None

    async def run(self) -> None:
        pause = FIRST_PAUSE
        while not self.is_done:
            try:
                async with asyncio.timeout(SILENCE):
                    wire = await self._open()
                async with wire:
                    pause = FIRST_PAUSE
                    await self._be_there(wire)
            except BROKEN as error:
                self.told.broken += 1
                self.told.silent += isinstance(error, TimeoutError)
                self._broke_at = self._broke_at or time.monotonic()
                self.at += 1
                await asyncio.sleep(pause * random.uniform(0.5, 1))
                pause = min(2 * pause, LONGEST_PAUSE)

    async def _open(self) -> ClientConnection:
        port = self.ports[self.at % len(self.ports)]
        site = f"127.0.0.1:{port}"
        return await connect(
            f"ws://{site}/ws/rooms/",
            host=self.way,
            port=port,
            origin=f"http://{site}",  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie},
            compression=None,
            proxy=None,
            close_timeout=1,
            max_queue=None,
        )

    async def _be_there(self, wire: ClientConnection) -> None:
        await self._join(wire)
        talking: asyncio.Task[None] | None = None
        try:
            while not self.is_done:
                async with asyncio.timeout(SILENCE):
                    frame = json.loads(await wire.recv())
                if talking is not None and talking.done():
                    talking.result()
                if frame["type"] == "event" and frame["kind"] == "message":
                    await self._take(wire, frame)
                elif frame["type"] == "joined" and talking is None:
                    if self._broke_at is not None:
                        self.told.back_after.append(time.monotonic() - self._broke_at)
                        self._broke_at = None
                    talking = asyncio.create_task(self._talk(wire))
                elif frame["type"] in {"ack", "error"} and (waiting := self._answers.pop(frame.get("client_id"), None)):
                    waiting.set_result(frame)
        finally:
            self._answers.clear()
            if talking is not None:
                talking.cancel()
                with suppress(asyncio.CancelledError, *BROKEN):
                    await talking

    async def _join(self, wire: ClientConnection) -> None:
        await wire.send(json.dumps({"type": "join", "room": self.room, "after": len(self.seen)}))

    async def _take(self, wire: ClientConnection, frame: dict[str, Any]) -> None:
        if frame["seq"] == len(self.seen) + 1:
            self.seen.append((frame["seq"], frame["message"]["id"]))
            found = TOKEN.search(frame["message"]["text"].encode())
            if found and (said := self.told.said.get(found[0].decode())):
                self.told.heard_after.append(time.monotonic() - said)
        elif frame["seq"] <= len(self.seen):
            self.told.doubled += 1
        else:  # a gap: from there again
            await self._join(wire)

    async def _talk(self, wire: ClientConnection) -> None:
        while True:
            if self.unsent is None and not self.is_quiet:
                self._think()
            if self.unsent is None:
                await wire.send('{"type":"ping"}')
                await asyncio.sleep(1)
                continue
            client_id, token, text = self.unsent
            answer = self._answers[client_id] = asyncio.get_running_loop().create_future()
            began = time.monotonic()
            self.told.said.setdefault(token, began)
            post = {"type": "post", "room": self.room, "client_id": client_id, "text": text}
            await wire.send(json.dumps(post))
            frame = await answer
            now = time.monotonic()
            self.told.answered_after.append(now - began)
            if frame["type"] == "error":
                self.told.refused[frame["code"]] += 1
                await asyncio.sleep(frame.get("retry_after", 0.5))
                continue
            self.told.acks[client_id] = frame["id"], frame["seq"]
            self.told.acknowledged_after.append(now - self.told.said[token])
            self.unsent = None
            await asyncio.sleep(self.pause)

    def _think(self) -> None:
        token = f"~{self.name} {letters(len(self.order))}~"
        self.unsent = str(uuid4()), token, f"{token} {WORDS}"
        self.order.append(self.unsent[0])


def verdict(rows: Sequence[Row], told: Told, talkers: Sequence[Talker]) -> dict[str, int]:
    """What was lost, doubled or out of order: rows against acks, and what everybody saw against the rows."""
    by_client = {row[0]: row for row in rows}
    of_room: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for _client_id, pk, seq, room, _text in sorted(rows, key=lambda row: row[2]):
        of_room[room].append((seq, pk))
    lost = sum(by_client.get(one, (None,) * 3)[1:3] != ack for one, ack in told.acks.items())
    doubled = told.doubled + len(rows) - len({row[4] for row in rows})
    disordered = sum([seq for seq, _pk in there] != list(range(1, len(there) + 1)) for there in of_room.values())
    for one in talkers:
        there, seen = of_room[one.room], set(one.seen)
        lost += len(set(there) - seen)
        doubled += len(one.seen) - len(seen)
        disordered += one.seen != there[: len(one.seen)]
        mine = [by_client[client_id][2] for client_id in one.order if client_id in by_client]
        disordered += mine != sorted(mine)
    return {"rows": len(rows), "lost": lost, "doubled": doubled, "out_of_order": disordered}
