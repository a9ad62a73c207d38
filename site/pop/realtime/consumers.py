"""The door for WebSockets: /ws/rooms/. Translates frames in, makes one call, translates out.

A plain ASGI callable with a loop of its own: Channels' consumer classes cost a task and a thread hop for each event
of each member (docs/decisions/). Channels still routes, authenticates and checks the origin before this.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import ANONYMOUS, Actor
from pop.core.errors import Absent, DomainError, SignInNeeded
from pop.realtime import frames, hub
from pop.realtime.contracts import Frame
from pop.realtime.frames import Close, Outgoing
from pop.realtime.outbox import MOST_WAITING, Send, outbox_for, wire_of

FIRST_JOIN_SECONDS = 20.0
PING_SECONDS = 25
PING_SECONDS_ELSEWHERE = 10  # on a server that does not say when it last heard the other side's machine (wire.py)
IDLE_SECONDS = 90.0  # a client that says nothing for so long is not there
MOST_REFUSED_IN_A_ROW = 60  # a client that is only ever told off is not one
CLOSING_SECONDS = 2.0
UNAVAILABLE = "unavailable"  # what went wrong is ours

Receive = Callable[[], Awaitable[dict[str, Any]]]
logger = logging.getLogger(__name__)


async def rooms(scope: dict[str, Any], receive: Receive, send: Send) -> None:
    """ASGI application of one WebSocket."""
    await Connection(scope, receive, send).run()


class Connection:
    """One WebSocket of somebody signed in; a `hub.Line`."""

    def __init__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        self.session_key: str = scope["session"].session_key or ""
        self.language = _language(scope)
        self.actor: Actor = ANONYMOUS
        self._receive = receive
        self._send = send
        self._outbox = outbox_for(scope, send)
        self._wire = wire_of(scope)
        self._closing: tuple[Close, str] | None = None
        self._conversation: asyncio.Task[None] | None = None
        self._hub = hub.current()
        self._heard = self._hub.loop.time()
        self._patience = FIRST_JOIN_SECONDS

    async def run(self) -> None:
        await self._receive()  # websocket.connect
        await self._send({"type": "websocket.accept"})
        self.actor = await self._hub.actor(self.session_key)
        if not self.actor.is_signed_in:
            await self._close(Close.SIGN_IN, "")
            return
        if not self._hub.admit(self):
            await self._close(Close.TOO_MANY, "")
            return
        ping = PING_SECONDS if self._wire else PING_SECONDS_ELSEWHERE
        self.offer([Outgoing({"type": "hello", "version": frames.VERSION, "ping_seconds": ping})])
        writer = asyncio.create_task(self._outbox.run())
        self._conversation = asyncio.create_task(self._converse())
        try:
            await asyncio.wait({writer, self._conversation}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._hub.drop(self)
            writer.cancel()
            self._conversation.cancel()
            # Whatever ended them (mostly: the other side is gone) has been dealt with; failures are logged there.
            await asyncio.gather(writer, self._conversation, return_exceptions=True)
        if self._closing is not None:
            await self._close(*self._closing)

    # --- What the hub calls --------------------------------------------------------------------------

    def offer(self, outgoing: Sequence[Outgoing]) -> None:
        if not self._outbox.put(outgoing):
            self.hang_up(Close.TOO_SLOW)

    @property
    def last_heard(self) -> float:
        return max(self._heard, self._wire.last_heard) if self._wire else self._heard

    def is_silent(self, now: float) -> bool:
        return now - self._heard > self._patience

    async def ready(self) -> None:
        if not await self._outbox.drained(below=MOST_WAITING // 4):
            self._outbox.abort()  # a goodbye would stand behind what they do not take
            self.hang_up(Close.TOO_SLOW)

    def hang_up(self, code: Close, reason: str = "") -> None:
        if self._closing is None:
            self._closing = (code, reason)
            self._hub.drop(self)
            if self._conversation is not None:
                self._conversation.cancel()

    # --- The conversation ----------------------------------------------------------------------------

    async def _converse(self) -> None:
        refused = 0
        while True:
            message = await self._receive()
            self._heard = self._hub.loop.time()
            if message["type"] == "websocket.disconnect":
                return
            answered, joined = await self._answer(message)
            refused = 0 if answered else refused + 1
            if joined:
                self._patience = IDLE_SECONDS
            if refused > MOST_REFUSED_IN_A_ROW:
                self.hang_up(Close.NOT_UNDERSTOOD)
                return

    async def _answer(self, message: dict[str, Any]) -> tuple[bool, bool]:
        """Whether the frame was understood rather than refused, and whether it was a join. Who tries again while the
        database is away does nothing wrong."""
        text = message.get("text")
        if len(text if text is not None else message.get("bytes", b"")) > frames.LONGEST_FRAME:
            self.hang_up(Close.TOO_BIG)
            return False, False
        frame: Frame = {}
        try:
            self._hub.count_frame(self)
            frame = frames.parsed(text)
            await self._obey(frame)
        except DomainError as error:
            with translation.override(self.language):
                self.offer([frames.refusal(error, frame)])
            if isinstance(error, SignInNeeded):
                self.hang_up(Close.SIGN_IN)
            return error.code == UNAVAILABLE, False
        except Exception:
            # Never a crash and never a false tick: what failed is said to be not sent.
            logger.exception("A frame could not be handled")
            failure = DomainError(_("Something went wrong on our side. Please try again."), code=UNAVAILABLE)
            with translation.override(self.language):
                self.offer([frames.refusal(failure, frame)])
            return True, False
        return True, frame["type"] == "join"

    async def _obey(self, frame: Frame) -> None:
        match frame["type"]:
            case "ping":
                frames.checked(frame, frames.OWN_WORDS)
                self.offer([Outgoing({"type": "pong"})])
            case "join":
                wanted = frames.checked(frame, frames.OWN_WORDS)
                try:
                    seat, state = await self._hub.seat(self, wanted["room"])
                except Absent:
                    self.hang_up(Close.NOT_HERE, f"not_found {wanted['room']}")
                    return
                await self._hub.follow(self, wanted["room"], seat, state, wanted["after"])
            case "leave":
                room_id = frames.checked(frame, frames.OWN_WORDS)["room"]
                self._hub.leave(self, room_id)
                self.offer([Outgoing({"type": "left", "room": room_id})])
            case _:
                await self._hub.say(self, frame)

    async def _close(self, code: Close, reason: str) -> None:
        """Say why, if the other side still listens; whoever does not take it in time is cut off."""
        with suppress(Exception):
            try:
                async with asyncio.timeout(CLOSING_SECONDS):
                    if code is not Close.TOO_SLOW:
                        await self._outbox.flush()
                    await self._send({"type": "websocket.close", "code": int(code), "reason": reason})
            except TimeoutError:
                self._outbox.abort()


def _language(scope: dict[str, Any]) -> str:
    wanted = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
