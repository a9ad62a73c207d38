"""Many people in rooms, from one process: the load of `make bench-circles`.

Reads a plan (JSON, one line), connects everybody, says "ready" with a number of seconds; then obeys one command a line
and answers each with one line of JSON:

    saturate SECONDS WINDOW    every room keeps WINDOW messages on their way, as fast as they come back
    alone SECONDS              one message after the other, in one room
    pace SECONDS RATE          RATE messages a second in all, at even intervals, whatever comes back
    stall SECONDS WINDOW N     as `saturate`, with N more in the first room who stop reading once they are in

Every message carries "~sender number~", so that each member can tell what is lost, doubled or out of order: by sender,
and by comparing the order in which the members of one room saw everything. A WebSocket client of a few lines, because
a whole one costs more than the servers that are measured.
"""

import asyncio
import base64
import gc
import json
import os
import re
import resource
import socket
import struct
import sys
import time
from typing import Any
from uuid import uuid4

import uvloop

TOKEN = re.compile(rb"~([a-z]+) ([a-z]+)~")
# About 200 characters that screening has no reason to hold: no digits, nobody's name, nothing that repeats.
WORDS = (
    "today the bus was late again and we walked home along the river, which was fine because the evening was warm and"
    " somebody had brought bread for everyone"
)
AT_ONCE = 20  # handshakes
QUIET_SECONDS = 0.1
ESTABLISHED = 1  # a TCP connection that is open, for the kernel
LETTERS = b"bcdfghjklmnpqrstvwxz"
LONGEST_WAIT = 10.0  # what has not come by then is lost


def letters(number: int) -> str:
    """Numbers in letters: digits look like telephone numbers to screening, and letters with vowels became "dm me"."""
    text = ""
    while True:
        number, digit = divmod(number, len(LETTERS))
        text = chr(LETTERS[digit]) + text
        if number == 0:
            return text


def number_of(word: bytes) -> int:
    number = 0
    for byte in word:
        number = number * len(LETTERS) + LETTERS.index(byte)
    return number


class Crowd:
    """Everybody, and what they have seen."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self.host, self.ports = plan["host"], plan["ports"]  # each server's; everybody in turn goes to the next
        self.dialect = plan["dialect"]
        self.rooms: list[Room] = [Room(self, number, name) for number, name in enumerate(plan["rooms"])]
        self.members: list[Member] = []
        for room, cookies in zip(self.rooms, plan["members"], strict=True):
            room.members = [Member(room, cookie) for cookie in cookies]
            self.members += room.members
        for number, member in enumerate(self.members):
            member.name = letters(number)
            member.port = self.ports[number % len(self.ports)]
        self.by_name = {member.name.encode(): member for member in self.members}
        self.saturating = False
        self.forget()

    def forget(self) -> None:
        self.latencies: list[float] = []
        self.acks: list[float] = []
        self.arrived = self.doubled = self.disordered = self.refused = 0
        self.said = 0
        self.last_arrival = 0.0

    async def connect(self) -> float:
        began = time.monotonic()
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(member: "Member") -> None:
            async with gate:
                await asyncio.get_running_loop().create_connection(lambda: member, self.host, member.port)
                await asyncio.wait_for(member.joined, 60)

        await asyncio.gather(*(one(member) for member in self.members))
        return round(time.monotonic() - began, 2)

    async def saturate(self, seconds: float, window: int, rooms: int | None = None) -> dict[str, Any]:
        self.forget()
        began = time.monotonic()
        self.saturating = True
        for room in self.rooms[:rooms]:
            for _ in range(window):
                room.say()
        await asyncio.sleep(seconds)
        self.saturating = False
        arrived, taken = self.arrived, time.monotonic() - began
        await self.quiet()
        return {"per_second": round(arrived / taken), **self.result()}

    async def stall(self, seconds: float, window: int, count: int) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        room = self.rooms[0]
        stalled = [Stalled(room, room.members[number].cookie) for number in range(count)]
        for one in stalled:
            line = socket.socket()
            line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            line.setblocking(False)
            await loop.sock_connect(line, (self.host, one.port))
            await loop.create_connection(lambda one=one: one, sock=line)
            await asyncio.wait_for(one.joined, 60)
        began = time.monotonic()
        watching = [asyncio.create_task(one.dropped()) for one in stalled]
        answer = await self.saturate(seconds, window)
        await asyncio.wait(watching, timeout=3.0)
        dropped = [round(one.result() - began, 2) if one.done() else None for one in watching]
        for one in watching:
            one.cancel()
        for one in stalled:
            one.transport.abort()  # type: ignore[attr-defined]
        return {**answer, "dropped_after": dropped}

    async def pace(self, seconds: float, rate: float) -> dict[str, Any]:
        self.forget()
        began = time.monotonic()
        for number in range(int(seconds * rate)):
            if (early := began + number / rate - time.monotonic()) > 0:
                await asyncio.sleep(early)
            self.rooms[number % len(self.rooms)].say()
        taken = time.monotonic() - began
        await self.quiet()
        return {"per_second": round(self.arrived / taken), **self.result()}

    async def quiet(self) -> None:
        """Wait until everything has come, and a little longer: something might come twice."""
        deadline = time.monotonic() + LONGEST_WAIT
        while time.monotonic() < deadline:
            await asyncio.sleep(QUIET_SECONDS)
            if not self.missing():
                return

    def missing(self) -> int:
        """Deliveries that have not come, since the beginning."""
        return sum(room.said * len(room.members) - sum(member.seen for member in room.members) for room in self.rooms)

    def result(self) -> dict[str, Any]:
        # Everybody in a room saw the same things in the same order.
        disagreeing = sum(len({member.order for member in room.members}) - 1 for room in self.rooms)
        return {
            "messages": self.said,
            "deliveries": self.arrived,
            "lost": self.missing(),
            "duplicated": self.doubled,
            "out_of_order": self.disordered + disagreeing,
            "refused": self.refused,
            "delivery_ms": percentiles(self.latencies),
            "ack_ms": percentiles(self.acks),
        }


class Room:
    def __init__(self, crowd: Crowd, number: int, name: str) -> None:
        self.crowd = crowd
        self.name = name
        self.members: list[Member] = []
        self.said = 0
        self.next = 0

    def say(self) -> None:
        """The next member of the room, in turn, says something."""
        self.members[self.next % len(self.members)].say()
        self.next += 1


class Member(asyncio.Protocol):
    """One person, one WebSocket."""

    def __init__(self, room: Room, cookie: str) -> None:
        self.room, self.crowd, self.cookie = room, room.crowd, cookie
        self.name = ""
        self.port = self.crowd.ports[0]
        self.number = 0  # of what this person said last
        self.sent: dict[int, float] = {}
        self.asked: dict[bytes, float] = {}  # client id -> when
        self.heard: dict[bytes, int] = {}  # by sender: the newest number
        self.seen = 0
        self.order = 0
        self.rest = b""
        self.upgraded = False
        self.joined: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    # --- The line ---------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        host = f"{self.crowd.host}:{self.port}"
        path = self.crowd.dialect["path"].replace("ROOM", self.room.name)
        key = base64.b64encode(os.urandom(16)).decode()
        transport.write(  # type: ignore[attr-defined]
            (
                f"GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://{host}\r\n"
                f"Cookie: {self.cookie}\r\n\r\n"
            ).encode()
        )

    def connection_lost(self, error: Exception | None) -> None:
        if not self.joined.done():
            self.joined.set_exception(ConnectionError("closed before it was in the room"))

    def data_received(self, data: bytes) -> None:
        if self.rest:
            data = self.rest + data
        at, end = 0, len(data)
        if not self.upgraded:
            at = data.find(b"\r\n\r\n") + 4
            if at < 4:
                self.rest = data
                return
            if not data.startswith(b"HTTP/1.1 101"):
                raise ConnectionError(data[:200])
            self.upgraded = True
            if self.crowd.dialect["join"]:
                self.write(self.crowd.dialect["join"].replace("ROOM", self.room.name).encode())
            else:
                self.joined.set_result(None)
        while end - at >= 2:
            size, head = data[at + 1], 2
            if size == 126:
                if end - at < 4:
                    break
                size, head = data[at + 2] << 8 | data[at + 3], 4
            elif size == 127:
                if end - at < 10:
                    break
                size, head = struct.unpack_from("!Q", data, at + 2)[0], 10
            if end - at < head + size:
                break
            self.frame(data[at] & 15, data[at + head : at + head + size])
            at += head + size
        self.rest = data[at:]

    def write(self, text: bytes, opcode: int = 1) -> None:
        size = len(text)
        head = bytes((128 | opcode, 128 | size)) if size < 126 else struct.pack("!BBH", 128 | opcode, 254, size)
        self.transport.write(head + b"\0\0\0\0" + text)  # type: ignore[attr-defined]  # a mask of zeros masks nothing

    # --- What is said and heard -----------------------------------------------------------------------

    def say(self) -> None:
        now = time.monotonic()
        self.number += 1
        self.sent[self.number] = now
        client_id = str(uuid4())
        self.asked[client_id.encode()] = now
        text = f"~{self.name} {letters(self.number)}~ {WORDS} {self.name}"
        post = self.crowd.dialect["post"].replace("ROOM", self.room.name).replace("CLIENT", client_id)
        self.write(post.replace("TEXT", text).encode())
        self.room.said += 1
        self.crowd.said += 1

    def frame(self, opcode: int, text: bytes) -> None:
        if opcode == 9:
            self.write(text, 10)
            return
        if opcode == 8:
            sys.stderr.write(f"closed: {int.from_bytes(text[:2], 'big')} {text[2:].decode()}\n")
        if opcode != 1:
            return
        found = TOKEN.search(text)
        if found is None:
            self.other(text)
            return
        crowd = self.crowd
        crowd.last_arrival = now = time.monotonic()
        sender, number = found.group(1), number_of(found.group(2))
        last = self.heard.get(sender, 0)
        if number == last + 1:
            self.seen += 1
        elif number <= last:
            crowd.doubled += 1
        else:
            self.seen += 1
            crowd.disordered += 1
        self.heard[sender] = max(number, last)
        self.order = hash((self.order, sender, number))
        crowd.arrived += 1
        author = crowd.by_name[sender]
        crowd.latencies.append(now - author.sent[number])
        if author is self and crowd.saturating:
            self.room.say()

    def other(self, text: bytes) -> None:
        if text == b"2":  # the heartbeat of Engine.IO
            self.write(b"3")
        elif b'"joined"' in text:
            self.joined.set_result(None)
        elif b'"ack"' in text:
            client_id = text[text.index(b'"client_id":"') + 13 :][:36]
            self.crowd.acks.append(time.monotonic() - self.asked.pop(client_id))
            if b'"published"' not in text:
                self.crowd.refused += 1
        elif b'"error"' in text:
            self.crowd.refused += 1
            sys.stderr.write(text.decode()[:300] + "\n")


class Stalled(Member):
    """Somebody who comes in and reads no more."""

    def other(self, text: bytes) -> None:
        super().other(text)
        if self.joined.done():
            self.transport.pause_reading()  # type: ignore[attr-defined]

    async def dropped(self) -> float:
        """When the other side broke the connection off. Who reads nothing hears nothing of that: the kernel knows."""
        line = self.transport.get_extra_info("socket")
        while line.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0] == ESTABLISHED:
            await asyncio.sleep(0.1)
        return time.monotonic()


def percentiles(seconds: list[float]) -> dict[str, float]:
    if not seconds:
        return {}
    ordered = sorted(seconds)
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, len(ordered) * share // 100)] * 1000, 2)
        for share in (50, 95, 99)
    }


async def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    gc.disable()  # a pause here would be blamed on the server
    loop = asyncio.get_running_loop()
    crowd = Crowd(json.loads(await loop.run_in_executor(None, sys.stdin.readline)))
    answer: object = {"ready": await crowd.connect()}
    while True:
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
        match (await loop.run_in_executor(None, sys.stdin.readline)).split():
            case ["saturate", seconds, window]:
                answer = await crowd.saturate(float(seconds), int(window))
            case ["alone", seconds]:
                answer = await crowd.saturate(float(seconds), 1, rooms=1)
            case ["stall", seconds, window, count]:
                answer = await crowd.stall(float(seconds), int(window), int(count))
            case ["pace", seconds, rate]:
                answer = await crowd.pace(float(seconds), float(rate))
            case _:
                return


if __name__ == "__main__":
    uvloop.run(main())
