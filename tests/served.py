"""POP in processes of its own, over the test database: what can be killed, and stand beside another.

`ServedSite` is a `LiveSite` (tests/live.py) behind a port of another process.
"""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests.daemons import free_port, wait_for_port
from tests.live import FRAME_LIMIT, LiveSite

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 60.0


class ServedSite(LiveSite):
    def __init__(self, *, redis_url: str = "", database: str = "") -> None:
        """`database`: another than the test's own, by its address."""
        super().__init__(free_port())
        self._redis_url = redis_url
        self._database = database
        self._process: subprocess.Popen | None = None

    def start(self, listener: socket.socket | None = None) -> None:
        """Begin to start; `wait` until it answers."""
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "pop.settings.test",
            "DATABASE_URL": self._database or database_url(),
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


def database_url() -> str:
    """Of the test database."""
    named = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(named['NAME']).resolve()}"
    who = f"{named['USER']}:{named['PASSWORD']}" if named["PASSWORD"] else named["USER"]
    return f"postgres://{who}@{named['HOST']}:{named['PORT']}/{named['NAME']}"
