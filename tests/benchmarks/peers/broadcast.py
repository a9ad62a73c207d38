"""The least a room can be: whatever comes goes to everybody in it. Nobody is asked who they are, nothing is kept.

python broadcast.py PORT
"""

import sys
from collections import defaultdict
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, broadcast, serve
from websockets.exceptions import ConnectionClosed

rooms: dict[str, set[ServerConnection]] = defaultdict(set)


async def room(line: ServerConnection) -> None:
    assert line.request is not None
    here = rooms[line.request.path]
    here.add(line)
    try:
        with suppress(ConnectionClosed):
            async for message in line:
                broadcast(here, message)
    finally:
        here.discard(line)


async def main() -> None:
    async with serve(room, "127.0.0.1", int(sys.argv[1]), compression=None, ping_interval=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(main())
