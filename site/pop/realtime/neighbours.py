"""How processes wake each other: small messages through the channel layer, where there is Redis; the first at once, the
next ones together, fifty a second at most.

The channel layer drops silently and forgets its groups when Redis restarts: it carries room ids as hints and nothing
else. Losing one costs the time to the next beat of the hub.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from uuid import UUID, uuid4

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

GROUP = "pop.rooms"
AGAIN_SECONDS = 2.0
ANSWER_SECONDS = 5.0  # a Redis that hangs is not waited for: what is told next would wait behind it
REST_SECONDS = 0.02  # between two messages: each costs every process as much as a tenth of a commit

logger = logging.getLogger(__name__)
_outside = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rooms-wake")


class Neighbours:
    """The other processes' hubs. Without Redis there are none, and this does nothing."""

    def __init__(self, woken: Callable[[UUID], None]) -> None:
        self._woken = woken
        self._me = uuid4().hex
        self._untold: set[UUID] = set()
        self._telling: asyncio.Task[None] | None = None

    def tell(self, room_id: UUID) -> None:
        """Tell them, soon, without waiting; rooms named shortly after the last message go out together."""
        if not settings.REDIS_URL:
            return
        self._untold.add(room_id)
        if self._telling is None or self._telling.done():
            self._telling = asyncio.get_running_loop().create_task(self._tell())

    async def _tell(self) -> None:
        while self._untold:
            rooms = [str(room_id) for room_id in self._untold]
            self._untold.clear()
            try:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await _send(rooms, self._me)
            except Exception as error:
                logger.warning("Other processes could not be woken (%s); they look by themselves", type(error).__name__)
            await asyncio.sleep(REST_SECONDS)

    async def listen(self) -> None:
        """Hear them until cancelled; after losing Redis, subscribe anew."""
        if not settings.REDIS_URL:
            return
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                try:
                    while True:
                        message = await layer.receive(channel)
                        if message["sender"] != self._me:
                            for room in message["rooms"]:
                                self._woken(UUID(room))
                finally:
                    await layer.group_discard(GROUP, channel)
            except Exception as error:
                logger.warning("Other processes are not heard (%s); trying again", type(error).__name__)
                await asyncio.sleep(AGAIN_SECONDS)


def tell_from_outside(room_id: UUID) -> None:
    """The same from a process without a hub (a command, a worker), in a thread of its own: Redis may hang."""
    if settings.REDIS_URL:
        _outside.submit(_tell_now, room_id)


def _tell_now(room_id: UUID) -> None:
    with suppress(Exception):
        async_to_sync(_send)([str(room_id)], "")


async def _send(rooms: list[str], sender: str) -> None:
    await get_channel_layer().group_send(GROUP, {"type": "rooms.changed", "rooms": rooms, "sender": sender})
