"""A PostgreSQL for one benchmark: in a temporary folder, ended and deleted afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql")


@contextmanager
def postgres() -> Iterator[str | None]:
    """Its address; None where PostgreSQL is not installed. It writes for certain (fsync), as a real one does."""
    programs = _programs()
    if programs is None:
        yield None
        return
    folder = Path(tempfile.mkdtemp())
    owner = _owner()
    if owner:
        os.chown(folder, *owner)
    try:
        made = [str(programs / "initdb"), "-D", str(folder / "data"), "-U", "pop", "--auth=trust", "-E", "UTF8"]
        subprocess.run(made, check=True, cwd=folder, stdout=subprocess.DEVNULL, **_as(owner))
        port = _free_port()
        told = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
        started = [str(programs / "postgres"), "-D", str(folder / "data"), "-p", str(port), *told]
        with (folder / "log").open("w") as log:
            server = subprocess.Popen(started, cwd=folder, stdout=log, stderr=log, **_as(owner))
        try:
            _wait_for(port, server)
            yield f"postgres://pop@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # at once: whoever is still connected is sent away
            server.wait(60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path | None:
    found = [path.parent for place in PLACES for path in Path(place).glob("**/initdb")]
    return sorted(found)[-1] if found else None


def _owner() -> tuple[int, int] | None:
    """PostgreSQL does not run as root."""
    if os.getuid() != 0:
        return None
    try:
        user = pwd.getpwnam("postgres")
    except KeyError:
        user = pwd.getpwnam("nobody")
    return user.pw_uid, user.pw_gid


def _as(owner: tuple[int, int] | None) -> dict[str, Any]:
    return {"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def _wait_for(port: int, server: subprocess.Popen) -> None:
    for _try in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if server.poll() is not None:
                raise SystemExit("PostgreSQL did not start") from None
            time.sleep(0.1)
    raise SystemExit("PostgreSQL did not start in time")
