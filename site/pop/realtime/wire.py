"""Uvicorn's WebSocket protocol, with a way to write a frame that is ready: `--ws pop.realtime.wire:ReadyFrames`.

A message for a thousand members is one frame, the same bytes for each. ASGI's `send` builds it anew for every one of
them. This protocol offers itself in `scope["extensions"]`; on any other server rooms use `send`, and cost more.
"""

import fcntl
import socket
import struct
import termios
from asyncio import BaseTransport
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

EXTENSION = "pop.ready-frames"
KERNEL_KEEPS = 128 * 1024  # bytes on their way to one client
UNHEARD_MILLISECONDS = 30_000  # what is not acknowledged by then, by the other side's machine, ends the connection
_AT_ONCE = struct.pack("ii", 1, 0)  # on, after no seconds
_TEXT = 0x81  # a whole text message in one frame


def text_frame(payload: bytes) -> bytes:
    """A server's frame around UTF-8 text."""
    size = len(payload)
    if size < 126:
        return bytes((_TEXT, size)) + payload
    if size < 65_536:
        return bytes((_TEXT, 126)) + size.to_bytes(2, "big") + payload
    return bytes((_TEXT, 127)) + size.to_bytes(8, "big") + payload


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
        super().data_received(data)

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
        """End the connection as it is, whatever still waits in it: the other side hears so at once, and the kernel
        keeps nothing of it (it would try for minutes, for somebody who reads nothing)."""
        line = self.transport.get_extra_info("socket")
        if line is not None and line.fileno() >= 0:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.transport.abort()
