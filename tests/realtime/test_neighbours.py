"""Waking other processes: the first time at once, then together, and nobody is forgotten."""

import asyncio
from uuid import uuid4

from pop.realtime import neighbours


def test_rooms_named_in_a_burst_go_out_in_few_messages(monkeypatch, settings):
    settings.REDIS_URL = "redis://somewhere"
    told = []

    async def send(rooms, sender):
        told.append(set(rooms))

    monkeypatch.setattr(neighbours, "_send", send)
    first, rest = uuid4(), [uuid4() for _ in range(50)]

    async def burst():
        here = neighbours.Neighbours(lambda room_id: None)
        here.tell(first)
        while not told:
            await asyncio.sleep(0)
        for room_id in [*rest, *rest]:
            here.tell(room_id)
        while len(told) < 2:
            await asyncio.sleep(neighbours.REST_SECONDS / 4)
        here.tell(first)
        await asyncio.wait_for(here._telling, 10)

    asyncio.run(burst())
    assert told == [{str(first)}, {*map(str, rest)}, {str(first)}]
