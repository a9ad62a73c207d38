"""The whole site, really running: uvicorn in a thread, on a free port, over the test database.

`live_site` (conftest.py) gives a `LiveSite`. Browser journeys take its `url` and `cookies_of(somebody)`; socket tests
take `connect(somebody)`, which gives a `Wire`: a real WebSocket with the words of docs/realtime-protocol.md.
"""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID, uuid4

import uvicorn
from django.conf import settings
from django.db import connections
from django.test import Client
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from pop.realtime import database
from tests import people

PATIENCE = 10.0  # seconds; nothing here takes that long unless it is broken
BY_THE_BEAT = 10.0  # seconds: what a lost wake-up may cost at most
FRAME_LIMIT = 16_384


class LiveSite:
    """A running POP: where it is, and how somebody of the cast gets in."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.host = f"127.0.0.1:{port}"
        self.url = f"http://{self.host}"
        self._server: uvicorn.Server
        self._thread: threading.Thread

    def start(self, listener: socket.socket | None = None) -> None:
        """Listen, and be there before this returns. Without a listener: at the same address as before."""
        from pop.asgi import application  # late: Django must be set up first

        if listener is None:
            listener = socket.create_server(("127.0.0.1", self.port))
        config = uvicorn.Config(
            application,
            lifespan="off",
            log_level="warning",
            access_log=False,
            ws_max_size=FRAME_LIMIT,
            ws_per_message_deflate=False,
            ws="pop.realtime.wire:ReadyFrames",
            ws_ping_interval=0.3,  # seconds: here staff are gone after one of silence, not after thirty
            timeout_graceful_shutdown=2,
        )
        self._server = server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=server.run, kwargs={"sockets": [listener]}, name="live-site", daemon=True
        )
        self._thread.start()
        deadline = time.monotonic() + PATIENCE
        while not server.started:
            assert self._thread.is_alive(), "the live site did not start"
            assert time.monotonic() < deadline, "the live site did not start in time"
            time.sleep(0.01)

    def stop(self) -> None:
        """As a deployment does: no new connections, every open socket told to come back (1012)."""
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive(), "the live site did not stop"

    def cookies_of(self, somebody: people.Person, *, second_factor: bool = True) -> dict[str, str]:
        """A session of somebody's, as the browser would hold it: {name: value}."""
        client = Client()
        client.force_login(somebody.login)
        session = client.session
        session.update(people.SECOND_FACTOR if second_factor else people.PASSPHRASE_ONLY)
        session.save()
        return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}

    def playwright_cookies_of(self, somebody: people.Person) -> list[dict[str, str]]:
        """The same, as `browser_context.add_cookies` wants it."""
        return [{"name": name, "value": value, "url": self.url} for name, value in self.cookies_of(somebody).items()]

    @contextmanager
    def connect(
        self,
        somebody: people.Person | None,
        *,
        origin: str | None = "",
        cookies: dict[str, str] | None = None,
        path: str = "/ws/rooms/",
        subprotocol: str | None = None,
    ) -> Iterator["Wire"]:
        """A WebSocket as somebody's browser opens it. `origin=None` sends none; the default is this very site."""
        if cookies is None:
            cookies = self.cookies_of(somebody) if somebody else {}
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
        wire = connect(
            f"ws://{self.host}{path}",
            origin=self.url if origin == "" else origin,
            additional_headers=headers,
            subprotocols=[Subprotocol(subprotocol)] if subprotocol else None,
            open_timeout=PATIENCE,
            close_timeout=2,
            compression=None,
            proxy=None,
        )
        with wire:
            yield Wire(wire)


class Wire:
    """One open WebSocket, spoken to in frames."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection

    def send(self, **frame: object) -> None:
        self.connection.send(json.dumps(frame, default=str))

    def receive(self, timeout: float = PATIENCE) -> dict:
        """The next frame. Raises TimeoutError, or ConnectionClosed (see `closing_code`)."""
        return json.loads(self.connection.recv(timeout))

    def expect(self, type: str, /, timeout: float = PATIENCE, **wanted: object) -> dict:
        """The next frame of this type with these values; others before it are passed over."""
        deadline = time.monotonic() + timeout
        while True:
            frame = self.receive(max(0.01, deadline - time.monotonic()))
            if frame["type"] == type and all(frame.get(name) == value for name, value in wanted.items()):
                return frame

    def nothing_but(self, *kinds: str, seconds: float = 0.5) -> list[dict]:
        """Listen for a while and assert that no frame of another type comes. Gives back what came."""
        seen = []
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                seen.append(self.receive(left))
            except TimeoutError:
                break
        assert [frame for frame in seen if frame["type"] not in kinds] == []
        return seen

    def join(self, room: UUID, after: int = 0) -> dict:
        """Enter a room and wait until it says so."""
        self.send(type="join", room=room, after=after)
        return self.expect("joined", room=str(room))

    def post(self, room: UUID, text: str, client_id: UUID | None = None) -> dict:
        """Say something and wait for its ack (or the refusal)."""
        client_id = client_id or uuid4()
        self.send(type="post", room=room, client_id=client_id, text=text)
        while True:
            frame = self.receive()
            if frame["type"] in {"ack", "error"} and frame.get("client_id") == str(client_id):
                return frame

    def closing_code(self, timeout: float = PATIENCE) -> tuple[int, str]:
        """Wait until the other side closes; its code and reason."""
        deadline = time.monotonic() + timeout
        try:
            while True:
                self.connection.recv(max(0.01, deadline - time.monotonic()))
        except ConnectionClosed as error:
            goodbye = error.rcvd
        assert goodbye is not None, "the connection broke without a word"
        return goodbye.code, goodbye.reason

    def kill(self) -> None:
        """Break the line without a goodbye, as a train does in a tunnel."""
        self.connection.socket.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_site() -> Iterator[LiveSite]:
    """Start uvicorn as `make run` does, wait until it listens, stop it at the end."""
    from pop.asgi import application  # late: Django must be set up first

    listener = socket.create_server(("127.0.0.1", 0))
    site = LiveSite(listener.getsockname()[1])
    site.start(listener)
    try:
        yield site
    finally:
        site.stop()
        _let_finish(application.application_mapping["http"].executor)
        _let_finish(database._threads)
        _let_finish(database._writer)
        connections.close_all()


def _let_finish(pool: ThreadPoolExecutor) -> None:
    """Wait until no thread of this pool is at work: a row written late would meet the next test's empty database."""
    everybody = threading.Barrier(pool._max_workers + 1)
    for _ in range(pool._max_workers):
        pool.submit(everybody.wait, PATIENCE)
    everybody.wait(PATIENCE)


def texts(wire: Wire, count: int, timeout: float = BY_THE_BEAT) -> list[str]:
    """What the next messages say, in the order they come."""
    return [wire.expect("event", timeout, kind="message")["message"]["text"] for _ in range(count)]
