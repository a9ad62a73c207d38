"""Uvicorn's WebSocket protocol, with a way to write a frame that is ready: `--ws pop.realtime.wire:ReadyFrames`.

A message for a thousand members is one frame, the same bytes for each. ASGI's `send` builds it anew for every one of
them. This protocol offers itself in `scope["extensions"]`; on any other server rooms use `send`, and cost more.

And a short way in: a client's message nearly always comes whole, in one frame by itself. Such a one is read here;
whatever else comes is read by the library, which takes twenty times as long.
"""

import fcntl
import socket
import struct
import termios
from asyncio import BaseTransport
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import apply_mask  # type: ignore[attr-defined]  # in C where there is one
from websockets.protocol import OPEN
from websockets.streams import StreamReader

EXTENSION = "pop.ready-frames"
KERNEL_KEEPS = 128 * 1024  # bytes on their way to one client
UNHEARD_MILLISECONDS = 30_000  # what is not acknowledged by then, by the other side's machine, ends the connection
_TEXT = 0x81  # a whole text message in one frame
_MASKED = 0x80
_LEAST = 6  # bytes of a masked frame that says nothing


def text_frame(payload: bytes) -> bytes:
    """A server's frame around UTF-8 text."""
    size = len(payload)
    if size < 126:
        return bytes((_TEXT, size)) + payload
    if size < 65_536:
        return bytes((_TEXT, 126)) + size.to_bytes(2, "big") + payload
    return bytes((_TEXT, 127)) + size.to_bytes(8, "big") + payload


def whole_text(data: bytes, most: int) -> bytes | None:
    """What a client's text message says, of which this is all, in one frame of at most so many bytes; None for anything
    else."""
    if len(data) < _LEAST or data[0] != _TEXT:
        return None
    size, head = data[1] - _MASKED, 2  # from clients everything comes masked
    if size == 126:
        size, head = int.from_bytes(data[2:4], "big"), 4
    elif size > 126:
        return None
    if not 0 <= size <= most or len(data) != head + 4 + size:
        return None
    return apply_mask(data[head + 4 :], data[head : head + 4])


class ReadyFrames(WebSocketsSansIOProtocol):
    last_heard = 0.0  # when anything last came over the line, as the event loop counts

    def connection_made(self, transport: BaseTransport) -> None:
        super().connection_made(transport)
        line = transport.get_extra_info("socket")
        if line is not None and line.family in {socket.AF_INET, socket.AF_INET6}:
            # Otherwise the kernel keeps megabytes for who reads nothing, and what it keeps nobody counts.
            line.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, KERNEL_KEEPS)
            if hasattr(socket, "TCP_USER_TIMEOUT"):  # Linux
                line.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_MILLISECONDS)

    async def run_asgi(self) -> None:
        extensions: dict[str, Any] = self.scope["extensions"]
        extensions[EXTENSION] = self
        await super().run_asgi()

    def data_received(self, data: bytes) -> None:
        self.last_heard = self.loop.time()
        text = whole_text(data, self.config.ws_max_size) if self._is_between_frames() else None
        if text is None:
            super().data_received(data)
            return
        self.frames, self.curr_msg_data_type = [text], "text"
        self.send_receive_event_to_app()

    def _is_between_frames(self) -> bool:
        """Whether what comes now begins a message: the library waits for nothing but the next frame of a new one."""
        parser: Any = self.conn.parser
        waits_in = parser.gi_yieldfrom
        is_waiting = waits_in is not None and waits_in.gi_code is StreamReader.at_eof.__code__
        return is_waiting and self.conn.state is OPEN and self.conn.current_size is None

    @property
    def unwritten(self) -> int:
        """Bytes that the other side has not taken yet."""
        return self.transport.get_write_buffer_size()

    @property
    def untaken(self) -> int:
        """Bytes that the other side's machine has not acknowledged: those unwritten, and those the kernel keeps."""
        line = self.transport.get_extra_info("socket")
        if line is None or line.fileno() < 0:
            return self.unwritten
        (kept,) = struct.unpack("i", fcntl.ioctl(line.fileno(), termios.TIOCOUTQ, b"\0" * 4))
        return self.unwritten + kept

    def write_frames(self, frames: bytes) -> None:
        """Write whole frames at once, without waiting. Nothing happens where nobody listens any more."""
        if self.handshake_complete and not self.close_sent and not self.disconnected:
            self.transport.write(frames)

    def abort(self) -> None:
        """End the connection as it is, whatever still waits in it."""
        self.transport.abort()
