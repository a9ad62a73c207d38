"""POP in processes of its own, over the test database: what can be killed, and stand beside another.

`ServedSite` is a `LiveSite` (tests/live.py) behind a port of another process. `own_redis()` is a Redis that a test may
stop and start.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection

from tests.live import FRAME_LIMIT, LiveSite

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


class ServedSite(LiveSite):
    def __init__(self, *, redis_url: str = "") -> None:
        super().__init__(free_port())
        self._redis_url = redis_url
        self._process: subprocess.Popen | None = None

    def start(self, listener: socket.socket | None = None) -> None:
        """Begin to start; `wait` until it answers."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "pop.settings.test",
            "DATABASE_URL": database_url(),
            "REDIS_URL": self._redis_url,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "PYTHONWARNINGS": "ignore",
        }
        command = [sys.executable, "-m", "uvicorn", "pop.asgi:application", "--port", str(self.port)]
        command += ["--log-level", "error", "--ws", "pop.realtime.wire:ReadyFrames", "--ws-max-size", str(FRAME_LIMIT)]
        self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)

    def wait(self) -> "ServedSite":
        wait_for_port(self.port, self._process)
        return self

    def kill(self) -> None:
        """kill -9: no goodbye, nothing finished."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(10)
            self._process = None


class Redis:
    def __init__(self, folder: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        keeps_nothing = ["--save", "", "--appendonly", "no", "--dir", self._folder, "--bind", "127.0.0.1"]
        command = ["redis-server", "--port", str(self.port), *keeps_nothing]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        wait_for_port(self.port, self._process)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


@contextmanager
def served(*sites: ServedSite) -> Iterator[None]:
    """Start them side by side, end them at the end."""
    try:
        for site in sites:
            site.start()
        for site in sites:
            site.wait()
        yield
    finally:
        for site in sites:
            site.stop()


@contextmanager
def own_redis() -> Iterator[Redis]:
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    with TemporaryDirectory() as folder:
        redis = Redis(folder)
        redis.start()
        try:
            yield redis
        finally:
            redis.kill()


def database_url() -> str:
    """Of the test database."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(named['NAME']).resolve()}"
    who = f"{named['USER']}:{named['PASSWORD']}" if named["PASSWORD"] else named["USER"]
    return f"postgres://{who}@{named['HOST']}:{named['PORT']}/{named['NAME']}"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for_port(port: int, process: subprocess.Popen | None) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process is not None
            assert process.poll() is None, "it ended by itself"
            assert time.monotonic() < deadline, "it does not answer"
            time.sleep(0.05)
        else:
            return
