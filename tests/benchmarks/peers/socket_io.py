"""The chat on socket.io and PostgreSQL (`socketio/server.mjs`): its packages, and the people who use it."""

import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psycopg

HERE = Path(__file__).parent / "socketio"
# Outside the sources, so that nothing that gathers them ever meets node_modules.
THERE = Path(sys.prefix) / "socketio"
TABLES = """
create table session (key text primary key, name text not null);
create table message (
    id bigserial primary key, room text not null, author text not null, text text not null,
    at timestamptz not null default now()
);
create index on message (room);
"""


def found(program: str) -> str | None:
    return shutil.which(program, path=str(Path(sys.executable).parent)) or shutil.which(program)


def command(port: int) -> list[str] | None:
    """What starts it, its packages installed as the lock names them; None where Node or they cannot be had."""
    npm, node = found("npm"), found("node")
    if npm is None or node is None:
        return None
    THERE.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc", "server.mjs"):
        shutil.copy(HERE / name, THERE / name)
    try:
        subprocess.run([npm, "ci", "--loglevel=error"], cwd=THERE, check=True, timeout=120, stdout=subprocess.DEVNULL)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return [node, str(THERE / "server.mjs"), str(port)]


def make_people(url: str, people: int) -> list[str]:
    """Cookies of so many who are signed in, in a database that is empty."""
    keys = [uuid4().hex for _ in range(people)]
    with psycopg.connect(url) as line, line.cursor() as cursor:
        cursor.execute(TABLES)
        cursor.executemany(
            "insert into session (key, name) values (%s, %s)",
            [(key, f"person{number}") for number, key in enumerate(keys)],
        )
    return [f"session={key}" for key in keys]
