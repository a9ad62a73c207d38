"""A Redis and a PostgreSQL that a test may stop and start: `own_redis()`, `own_postgres()`. Skipped where they are not
installed. Knows nothing of POP."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

PATIENCE = 60.0


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

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


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


class Postgres:
    """A PostgreSQL of a test's own, which it may stop and start."""

    def __init__(self, folder: str, programs: str) -> None:
        self.port = free_port()
        self.folder = folder
        self._programs = programs
        self._process: subprocess.Popen | None = None
        self._settings: dict[str, str] = {}

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def url(self, database: str = "postgres") -> str:
        return f"postgres://pop@127.0.0.1:{self.port}/{database}"

    def make(self, *options: str) -> None:
        data = ["-D", f"{self.folder}/data", "-U", "pop", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        data += options
        subprocess.run(
            [f"{self._programs}/initdb", *data], cwd=self.folder, check=True, stdout=subprocess.DEVNULL, **_not_root()
        )

    def start(self, **settings: str) -> None:
        """Start, and wait until it answers; `settings` as in postgresql.conf."""
        self._settings = settings
        chosen = {"listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder, **settings}
        options = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
        command = [f"{self._programs}/postgres", "-D", f"{self.folder}/data", "-p", str(self.port), *options]
        self._process = subprocess.Popen(command, cwd=self.folder, stderr=subprocess.DEVNULL, **_not_root())
        deadline = time.monotonic() + PATIENCE
        while not self._answers():
            assert self._process.poll() is None, "PostgreSQL ended by itself"
            assert time.monotonic() < deadline, "PostgreSQL did not start in time"
            time.sleep(0.05)

    @property
    def is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _answers(self) -> bool:
        asked = [f"{self._programs}/pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked, check=False).returncode == 0

    def stop(self) -> None:
        """At once and without a goodbye to anybody (SIGQUIT): what was committed is found in its log."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait(10)
            self._process = None

    def kill(self) -> None:
        """kill -9 of the one all others belong to: they see it and go."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def start_again(self) -> None:
        """After `kill`: what is left of it may be in the way for a moment."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.start(**self._settings)
            except AssertionError:
                assert time.monotonic() < deadline, "PostgreSQL did not start again in time"
                time.sleep(0.2)

    def do(self, sql: str, database: str = "postgres") -> None:
        command = [f"{self._programs}/psql", "-q", "-d", self.url(database), "-c", sql]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def ask(self, sql: str, database: str) -> list[str]:
        """The rows, each as one line of values between bars."""
        command = [f"{self._programs}/psql", "-Atq", "-d", self.url(database), "-c", sql]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()

    def copy_from(self, url: str, database: str) -> None:
        """A database of this name, with everything in that one."""
        self.do(f"CREATE DATABASE {database}")
        dumped = subprocess.run([f"{self._programs}/pg_dump", "-d", url], check=True, stdout=subprocess.PIPE).stdout
        take = [f"{self._programs}/psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", self.url(database)]
        subprocess.run(take, input=dumped, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def small_disk(megabytes: int) -> Iterator[str]:
    """A folder on a disk of its own, in memory. Skipped where nothing may be mounted."""
    with TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        if shutil.which("mount") is None or subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("nothing may be mounted here")
        try:
            yield folder
        finally:
            subprocess.run(["umount", folder], check=True)


@contextmanager
def own_postgres(folder: str = "", *options: str, **settings: str) -> Iterator[Postgres]:
    """Running, with nothing in it but what every PostgreSQL has; in this folder, or in one of its own. `options` are
    initdb's."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or sorted(
        Path("/usr/local/pgsql").glob("bin/initdb")
    )
    if not found:
        pytest.skip("PostgreSQL is not installed")
    with TemporaryDirectory() as own:
        folder = folder or own
        give_to_postgres(folder)
        postgres = Postgres(folder, str(found[-1].parent))
        postgres.make(*options)
        postgres.start(**settings)
        try:
            yield postgres
        finally:
            postgres.stop()


def give_to_postgres(folder: str) -> None:
    """To whom PostgreSQL runs as, where it does not run as whoever runs the tests."""
    owner = _not_root().get("user")
    if owner is not None:
        os.chown(folder, owner, -1)


def _not_root() -> dict[str, Any]:
    """PostgreSQL will not run as root: as whom then, for `subprocess`."""
    if os.getuid() != 0:
        return {}
    try:
        somebody = pwd.getpwnam("postgres")
    except KeyError:
        somebody = pwd.getpwnam("nobody")
    return {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}
