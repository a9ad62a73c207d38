"""Messages that come whole are read a short way: whatever is sent, in whatever pieces, the same is heard."""

import asyncio
import struct

import pytest
from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from pop.realtime.wire import ReadyFrames, whole_text

HANDSHAKE = (
    b"GET /ws/rooms/ HTTP/1.1\r\nHost: pop.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)
MASK = b"\x11\x22\x33\x44"
HIGH = b"\xe1\xec\xe5\xe9"
TEXT, BINARY, GOES_ON, CLOSE, PING = 0x81, 0x82, 0x80, 0x88, 0x89
FIRST_PART = 0x01


def frame(first, payload, mask=MASK):
    masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
    size = len(payload)
    head = bytes((first, 0x80 | size)) if size < 126 else struct.pack("!BBH", first, 0x80 | 126, size)
    return head + mask + masked


def looking_like_a_frame():
    """What stands masked in it looks like a whole message in a frame of its own."""
    inner = frame(TEXT, b"not a message", HIGH)
    return frame(TEXT, bytes(byte ^ HIGH[place % 4] for place, byte in enumerate(inner)), HIGH)


class Transport(asyncio.Transport):
    def __init__(self):
        super().__init__()
        self.written = []

    def get_extra_info(self, name, default=None):
        return default

    def write(self, data):
        self.written.append(bytes(data))

    def is_closing(self):
        return False

    def close(self):
        self.written.append("closed")

    def pause_reading(self):
        self.written.append("pause")

    def resume_reading(self):
        self.written.append("go on")


told = []  # what the application was told


async def application(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        told.append(message)
    told.append(message)


CONFIG = Config(application, ws_max_size=1000, ws_per_message_deflate=False, log_config=None, ws_ping_interval=None)
CONFIG.load()


async def everything_heard(kind, chunks):
    told.clear()
    line, transport = kind(CONFIG, ServerState(), {}), Transport()
    line.connection_made(transport)
    for chunk in (HANDSHAKE, *chunks):
        line.data_received(chunk)
        for _until_everybody_waits in range(6):
            await asyncio.sleep(0)
    for task in line.tasks:
        task.cancel()
    return list(told), transport.written[1:]


def heard(kind, *chunks):
    """What the application is told, and what goes back over the line after the handshake."""
    return asyncio.run(everything_heard(kind, chunks))


EVERYTHING = b"".join(
    [
        frame(TEXT, b"hello"),
        frame(TEXT, b""),
        frame(TEXT, "مرحبا".encode() * 20),
        frame(FIRST_PART, b"one "),
        frame(PING, b"there?"),
        frame(GOES_ON, b"and two"),
        looking_like_a_frame(),
        frame(BINARY, b"bytes"),
        frame(TEXT, b"goodbye"),
        frame(CLOSE, struct.pack("!H", 1000)),
    ]
)


def test_in_two_pieces_wherever_it_is_cut():
    expected, _written = heard(WebSocketsSansIOProtocol, EVERYTHING)
    assert [one.get("text") for one in expected if one.get("text")][-1] == "goodbye"

    async def everywhere():
        for cut in range(1, len(EVERYTHING)):
            pieces = EVERYTHING[:cut], EVERYTHING[cut:]
            by_the_library = await everything_heard(WebSocketsSansIOProtocol, pieces)
            assert await everything_heard(ReadyFrames, pieces) == by_the_library, cut

    asyncio.run(everywhere())


@pytest.mark.parametrize("size", [1, 2, 3, 7, 50])
def test_in_many_pieces(size):
    pieces = [EVERYTHING[at : at + size] for at in range(0, len(EVERYTHING), size)]
    assert heard(ReadyFrames, *pieces) == heard(WebSocketsSansIOProtocol, *pieces)


@pytest.mark.parametrize(
    "sent",
    [
        frame(TEXT, b"\xff\xfe"),
        frame(TEXT, b"x" * 1001),
        b"\x81\x05hello",
        frame(0xC1, b"compressed?"),
        frame(TEXT, b"x" * 130)[:-1],
        struct.pack("!BBQ", TEXT, 0xFF, 5) + MASK + b"hello",
        struct.pack("!BBH", TEXT, 0xFE, 5) + frame(TEXT, b"hello")[2:],
        frame(FIRST_PART, b"one ") + frame(TEXT, b"two"),
    ],
    ids=["not UTF-8", "too long", "unmasked", "reserved bit", "cut", "64 bits of size", "two bytes of size", "within"],
)
def test_what_is_wrong_ends_as_before(sent):
    assert heard(ReadyFrames, frame(TEXT, b"a"), sent, frame(TEXT, b"b")) == heard(
        WebSocketsSansIOProtocol, frame(TEXT, b"a"), sent, frame(TEXT, b"b")
    )


def test_between_the_parts_of_a_message_nothing_is_a_message_of_its_own():
    pieces = frame(FIRST_PART, b"one "), frame(TEXT, b"two"), frame(GOES_ON, b"three")
    assert heard(ReadyFrames, *pieces) == heard(WebSocketsSansIOProtocol, *pieces)


def test_the_short_way_is_taken_for_what_comes_whole():
    assert whole_text(frame(TEXT, b"hello"), 5) == b"hello"
    assert whole_text(frame(TEXT, b"x" * 126), 126) == b"x" * 126
    assert whole_text(frame(TEXT, b"hello"), 4) is None
    assert whole_text(frame(TEXT, b"hello") + b"\x81", 100) is None
    assert whole_text(b"", 100) is None
