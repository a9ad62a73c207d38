"""Where the CPU of a message goes, part by part:

    python tests/benchmarks/run.py tests.benchmarks.parts [--postgres] [--watch] [--seconds=N]

1,000 people in 100 rooms of 10 on a running server, who first say nothing, then one thing after the other, then 200 a
second, then as many as come back. On a busy machine what is said at 200 a second shares commits, and costs less than on
a quiet one; what is said alone never does. Counted is the CPU of the event loop's thread, of the other threads of the
server, of PostgreSQL and of Redis. `--watch` divides that of the server by what it is spent on (`watched_server.py`),
which makes it slower itself. Ends with one line of JSON: microseconds of CPU a message (for the first: a second).
"""

import json
import os
import resource
import socket
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.benchmarks import circles
from tests.daemons import free_port

SHAPE = circles.FULL[0]
RATE = 200


def main() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    seconds = float(next((word.split("=")[1] for word in sys.argv if word.startswith("--seconds=")), 6))
    watched = "--watch" in sys.argv
    os.environ["PARTS_PORT"] = str(free_port())
    with ExitStack() as stack:
        grown, application = "--postgres" in sys.argv, "watched_server" if watched else "circles_server"
        server, world = circles.open_all(stack, [SHAPE], ["pop"], grown=grown, application=application)["pop"]
        crowd = circles.Crowd(server, SHAPE, world["rooms"][0], world["cookies"])
        crowd.ask("saturate 0.5 1")  # warm
        crowd.ask(f"pace 1 {RATE}")
        line: dict[str, Any] = {"bench": "parts", "kb_per_connection": crowd.kb_per_connection}
        phases = {
            "nobody says anything": "",
            "one after the other": f"alone {seconds}",
            f"at {RATE} a second": f"pace {seconds} {RATE}",
            "as fast as they come": f"saturate {seconds} {SHAPE.window}",
        }
        for name, command in phases.items():
            if watched:
                asked_parts()
            before = spent(server)
            run = crowd.ask(command) if command else silence(seconds)
            used = {part: after - before.get(part, 0) for part, after in spent(server).items()}
            messages = run["messages"] or seconds
            each = {part: round(nanoseconds / 1000 / messages) for part, nanoseconds in used.items()}
            late = run["delivery_ms"]
            total = sum(each.values())
            circles.say(
                f"\n{name}: {run['messages']} messages, {total} µs of CPU each, lost {run['lost']}"
                + (f", p50 {late['p50']} p95 {late['p95']} p99 {late['p99']} ms" if late else "")
            )
            for part, share in each.items():
                circles.say(f"  {share:7,} µs  {part}")
            if watched:
                for part, (nanoseconds, calls) in sorted(asked_parts().items(), key=lambda one: -one[1][0]):
                    circles.say(f"     {nanoseconds / 1000 / messages:9.1f} µs  {calls / messages:7.2f} times  {part}")
            line[name] = {"total": total, **each}
        crowd.go()
    circles.say(json.dumps(line))


def silence(seconds: float) -> dict[str, Any]:
    time.sleep(seconds)
    return {"messages": 0, "lost": 0, "delivery_ms": {}}


def spent(server: circles.Server) -> dict[str, int]:
    """Nanoseconds of CPU so far, by who used it."""
    loop = scheduled(server.process.pid, server.process.pid)
    every = sum(scheduled(server.process.pid, thread) for thread in threads(server.process.pid))
    found = {"the event loop": loop, "other threads": every - loop}
    for pid in server.also:
        found[Path(f"/proc/{pid}/comm").read_text().strip()] = of_all(pid)
    return found


def of_all(pid: int) -> int:
    """Of a process, and of what it has started."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return sum(scheduled(pid, thread) for thread in threads(pid)) + sum(of_all(child) for child in children)


def threads(pid: int) -> list[int]:
    return [int(one.name) for one in Path(f"/proc/{pid}/task").iterdir()]


def scheduled(pid: int, thread: int) -> int:
    return int(Path(f"/proc/{pid}/task/{thread}/schedstat").read_text().split()[0])


def asked_parts() -> dict[str, list[int]]:
    with socket.create_connection(("127.0.0.1", int(os.environ["PARTS_PORT"]))) as line:
        return json.loads(line.makefile().read())


if __name__ == "__main__":
    main()
