"""Live rooms under load, beside others: `make bench-circles` (ARGS=--quick for a try in half the time).

Starts POP as production does, with everything on: sessions, seats asked at every frame, screening, commit before
acknowledgement. Beside it, in the same run and in turns: a chat as the Channels documentation builds it, on the same
database and server, and a bare broadcast that asks and keeps nothing; with --postgres also a chat on socket.io with a
PostgreSQL of its own, where npm can install it. Clients are in processes of their own.

What is compared is how many deliveries (messages x members reached) a server makes of one second of CPU, Redis and
PostgreSQL included, while every room always has messages on their way: on a busy machine that says more than what came
per second, which is printed too. Ends with one line of JSON.

On SQLite, POP without Redis, the Channels chat with one of its own where redis-server is installed. With --postgres
each of the two has a PostgreSQL and a Redis of its own, as they are installed (fsync on).
"""

import json
import os
import resource
import shutil
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.benchmarks.peers import socket_io
from tests.daemons import free_port, own_postgres, own_redis

ROOT = Path(__file__).resolve().parents[2]
RUN = str(ROOT / "tests" / "benchmarks" / "run.py")
PATIENCE = 120.0
UVICORN = ["--log-level", "warning", "--no-access-log", "--ws-max-size", "16384", "--ws-per-message-deflate", "false"]
READY = ["--ws", "pop.realtime.wire:ReadyFrames"]
TICK = os.sysconf("SC_CLK_TCK")
STOCK = ("/ws/ROOM/", None, '{"type":"post","client_id":"CLIENT","text":"TEXT"}')
DIALECTS = {
    "pop": (
        "/ws/rooms/",
        '{"type":"join","room":"ROOM","after":0}',
        '{"type":"post","room":"ROOM","client_id":"CLIENT","text":"TEXT"}',
    ),
    "stock": STOCK,
    "socketio": (  # Engine.IO 4: "40" goes into the default namespace, "42" is an event
        "/socket.io/?EIO=4&transport=websocket&room=ROOM",
        "40",
        '42["post",{"client_id":"CLIENT","text":"TEXT"}]',
    ),
    "raw": STOCK,
}


@dataclass(frozen=True)
class Shape:
    """So many rooms of so many members, each with so many messages on their way."""

    name: str
    rooms: int
    members: int
    window: int

    @property
    def people(self) -> int:
        return self.rooms * self.members


FULL = [Shape("100x10", 100, 10, 4), Shape("100", 1, 100, 60), Shape("1000", 1, 1000, 20)]
QUICK = [Shape("100x10", 20, 10, 8), Shape("100", 1, 100, 60), Shape("1000", 1, 300, 20)]


@dataclass
class Server:
    """A running server, and the processes whose CPU counts as its own."""

    name: str
    port: int
    process: subprocess.Popen
    also: list[int] = field(default_factory=list)
    beside: list[int] = field(default_factory=list)  # ports of further processes that serve the same rooms

    @property
    def ports(self) -> list[int]:
        return [self.port, *self.beside]

    def cpu(self) -> float:
        """Seconds of CPU so far."""
        return sum(cpu_of(pid) for pid in [self.process.pid, *self.also])

    def resident(self) -> int:
        """Bytes of memory now."""
        return resident(self.process.pid)


def resident(pid: int) -> int:
    """Bytes of memory of a process now."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) * 1024


def cpu_of(pid: int) -> float:
    """Of a process and of what it has started (PostgreSQL works in children). What ended just now counts as nothing."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK + sum(cpu_of(int(child)) for child in children)


class Crowd:
    """Everybody of one shape, connected to one server: tests/benchmarks/crowd.py in a process of its own."""

    def __init__(self, server: Server, shape: Shape, rooms: list[str], cookies: list[str]) -> None:
        self.server = server
        path, join, post = DIALECTS[server.name]
        everybody = iter(cookies)
        plan = {
            "host": "127.0.0.1",
            "ports": server.ports,
            "dialect": {"path": path, "join": join, "post": post},
            "rooms": rooms,
            "members": [[next(everybody) for _ in range(shape.members)] for _ in rooms],
        }
        before = server.resident()
        self.process = subprocess.Popen(
            [sys.executable, RUN, "tests.benchmarks.crowd"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.connected = self.ask(json.dumps(plan))["ready"]
        self.kb_per_connection = round((server.resident() - before) / shape.people / 1000, 1)

    def ask(self, command: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        began = self.server.cpu()
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or "{}")
        assert answer, f"the people at {self.server.name} went away"
        return {**answer, "cpu": self.server.cpu() - began}

    def go(self) -> None:
        self.process.communicate("end\n", timeout=30)


# --- What is started ---------------------------------------------------------------------------------------


def started(stack: ExitStack, command: list[str], port: int, environment: dict[str, str]) -> subprocess.Popen:
    """Start a server and wait until it listens; it is ended with the stack."""
    process = subprocess.Popen(command, cwd=ROOT, env=environment)

    def end() -> None:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()

    stack.callback(end)
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            assert process.poll() is None, f"ended by itself: {command}"
            assert time.monotonic() < deadline, f"does not answer: {command}"
            time.sleep(0.1)
        else:
            return process


def made(who: str, shapes: list[Shape], environment: dict[str, str]) -> dict[str, Any]:
    people = max(shape.people for shape in shapes)
    command = [sys.executable, RUN, "tests.benchmarks.circles_world", who, str(people)]
    answer = subprocess.run(
        [*command, *(f"{shape.rooms}x{shape.members}" for shape in shapes)],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        timeout=600,
    )
    return json.loads(answer.stdout.splitlines()[-1])


def open_all(
    stack: ExitStack,
    shapes: list[Shape],
    names: list[str],
    *,
    grown: bool = False,
    application: str = "circles_server",
) -> dict[str, tuple[Server, dict[str, Any]]]:
    """Each server with the world it serves; `grown`: on PostgreSQL and Redis. `application`: POP's, a module here."""
    folder = stack.enter_context(TemporaryDirectory())
    kept = {**os.environ, "POP_DATA_DIR": folder, "PYTHONWARNINGS": "ignore", "PYTHONPATH": ""}
    for theirs in ("DATABASE_URL", "REDIS_URL"):
        kept.pop(theirs, None)
    opened: dict[str, tuple[Server, dict[str, Any]]] = {}
    people = max(shape.people for shape in shapes)
    made_up = [[f"{shape.name}-{number}" for number in range(shape.rooms)] for shape in shapes]
    for name in names:
        port = free_port()
        also: list[int] = []
        world: dict[str, Any]
        if name == "raw":
            world = {"cookies": ["x=y"] * people, "rooms": made_up}
            command = [sys.executable, str(ROOT / "tests/benchmarks/peers/broadcast.py"), str(port)]
            environment = kept
        elif name == "socketio":
            starts = socket_io.command(port) if grown else None
            if starts is None:
                say("socketio: left out; it is measured with --postgres, and needs Node and packages from npm")
                continue
            command = starts
            postgres = stack.enter_context(own_postgres(max_connections="200"))
            also.append(postgres.pid)
            environment = {**kept, "DATABASE_URL": postgres.url()}
            world = {"cookies": socket_io.make_people(postgres.url(), people), "rooms": made_up}
            say("socketio: PostgreSQL")
        else:
            settings = "tests.benchmarks.settings" if name == "pop" else "tests.benchmarks.peers.stock_chat.settings"
            environment = {**kept, "DJANGO_SETTINGS_MODULE": settings}
            if grown:
                postgres = stack.enter_context(own_postgres(max_connections="200"))
                environment["DATABASE_URL"] = postgres.url()
                also.append(postgres.pid)
            if shutil.which("redis-server") and (grown or name == "stock"):
                redis = stack.enter_context(own_redis())
                environment["REDIS_URL"] = redis.url
                also.append(redis.pid)
            say(
                f"{name}: {'PostgreSQL' if grown else 'SQLite'}, Redis: {'yes' if 'REDIS_URL' in environment else 'no'}"
            )
            world = made(name, shapes, environment)
            module = application if name == "pop" else "peers.stock_chat.asgi"
            command = [sys.executable, RUN, "uvicorn", f"tests.benchmarks.{module}:application"]
            command += ["--port", str(port), *UVICORN, *(READY if name == "pop" else [])]
        server = Server(name, port, started(stack, command, port, environment), also)
        opened[name] = (server, world)
    return opened


# --- What is measured -----------------------------------------------------------------------------------------


def measure(shapes: list[Shape], names: list[str], seconds: float, turns: int, *, grown: bool) -> dict[str, Any]:
    figures: dict[str, Any] = {}
    with ExitStack() as stack:
        opened = open_all(stack, shapes, names, grown=grown)
        for place, shape in enumerate(shapes):
            crowds = {
                name: Crowd(server, shape, world["rooms"][place], world["cookies"])
                for name, (server, world) in opened.items()
            }
            say(f"\n{shape.rooms} rooms of {shape.members}, always {shape.window} messages on their way in each")
            for name, crowd in crowds.items():
                say(f"  {name:6} connected in {crowd.connected} s, {crowd.kb_per_connection} kB a connection")
                crowd.ask("saturate 0.5 1")  # warm
            runs: dict[str, list[dict[str, Any]]] = {name: [] for name in crowds}
            for _turn in range(turns):
                for name, crowd in crowds.items():
                    runs[name].append(crowd.ask(f"saturate {seconds} {shape.window}"))
            for name, crowd in crowds.items():
                one = figures[name, shape.name] = summed(runs[name])
                one["kb"] = crowd.kb_per_connection
                report(name, one)
            if shape is shapes[0]:
                paced = figures["pop", "paced"] = summed([crowds["pop"].ask(f"pace {seconds * 2} 200")], seconds * 2)
                say("  200 messages a second, evenly")
                report("pop", paced)
            if shape.name == "100":
                figures["stalled"] = stalled(crowds["pop"], shape, seconds * 2, figures["pop", "100"])
            for crowd in crowds.values():
                crowd.go()
    return figures


def stalled(crowd: Crowd, shape: Shape, seconds: float, before: dict[str, Any]) -> dict[str, Any]:
    """What three who stop reading cost the others."""
    resident = crowd.server.resident()
    run = crowd.ask(f"stall {seconds} {shape.window} 3")
    one = {
        "p99_ms": run["delivery_ms"]["p99"],
        "p99_ms_without": before["delivery_ms"]["p99"],
        "more_mb": round((crowd.server.resident() - resident) / 1_000_000, 1),
        "dropped_after": run["dropped_after"],
        "lost": run["lost"],
    }
    say(f"  pop, with three more who read nothing: {json.dumps(one)}")
    return one


def summed(runs: list[dict[str, Any]], seconds: float = 0) -> dict[str, Any]:
    deliveries = sum(run["deliveries"] for run in runs)
    cpu = sum(run["cpu"] for run in runs)
    middle = sorted(runs, key=lambda run: run["per_second"])[len(runs) // 2]
    return {
        "per_second": middle["per_second"],
        "per_core": deliveries / cpu if cpu else 0.0,
        "cpu_per_1000": cpu / deliveries * 1000 if deliveries else 0.0,
        "core": cpu / seconds if seconds else 0.0,
        "delivery_ms": middle["delivery_ms"],
        "ack_ms": middle["ack_ms"],
        **{name: sum(run[name] for run in runs) for name in ("messages", "refused", "duplicated", "out_of_order")},
        "lost": runs[-1]["lost"],  # everything since the beginning
    }


def report(name: str, one: dict[str, Any]) -> None:
    late = one["delivery_ms"]
    say(
        f"  {name:6} {one['per_second']:8,} deliveries/s  {one['per_core']:8,.0f} per second of CPU"
        f"  {one['cpu_per_1000']:.4f} s CPU per 1000"
        f"  p50 {late.get('p50')} p95 {late.get('p95')} p99 {late.get('p99')} ms"
        f"  lost {one['lost']} doubled {one['duplicated']} disordered {one['out_of_order']} refused {one['refused']}"
        + (f"  core {one['core']:.2f}" if one["core"] else "")
    )


def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    quick = "--quick" in sys.argv
    only = [name for name in sys.argv[1:] if name in DIALECTS]
    began = time.monotonic()
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start; figures of a busy machine are rough")
    shapes = QUICK if quick else FULL
    grown = "--postgres" in sys.argv
    figures = measure(shapes, only or list(DIALECTS), 2.0 if quick else 4.0, 1 if quick else 2, grown=grown)
    slow = figures.pop("stalled", None)
    ours = [one for (name, _shape), one in figures.items() if name == "pop"]

    def ratio(peer: str, shape: str) -> float | None:
        if ("pop", shape) not in figures or (peer, shape) not in figures:
            return None
        return round(figures["pop", shape]["per_core"] / figures[peer, shape]["per_core"], 2)

    line = {"bench": "circles"}
    if ours:
        line |= {
            **{f"ratio_stock_{shape.name}": ratio("stock", shape.name) for shape in shapes},
            **{f"ratio_socketio_{shape.name}": ratio("socketio", shape.name) for shape in shapes},
            **{f"ratio_raw_{shape.name}": ratio("raw", shape.name) for shape in shapes},
            "p95_ms_100x10_at_200": figures["pop", "paced"]["delivery_ms"]["p95"],
            "core_100x10_at_200": round(figures["pop", "paced"]["core"], 3),
            "kb_per_connection": figures["pop", shapes[0].name]["kb"],
            **{
                f"cpu_s_per_1000_{name}_{shape.name}": round(figures[name, shape.name]["cpu_per_1000"], 4)
                for name in DIALECTS
                for shape in shapes
                if (name, shape.name) in figures
            },
            "stalled_readers": slow,
            "lost": sum(one["lost"] for one in ours),
            "duplicated": sum(one["duplicated"] for one in ours),
            "out_of_order": sum(one["out_of_order"] for one in ours),
        }
    say(f"\nTook {time.monotonic() - began:.0f} s\n")
    say(json.dumps(line))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
