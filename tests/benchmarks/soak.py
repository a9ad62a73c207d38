"""Hours of load, to see what grows: `make soak MINUTES=120`.

Two processes of POP with one PostgreSQL and one Redis, all of their own. A thousand people in fifty rooms of twenty,
half of each room at either process, say thirty messages a second: about a third of what two cores are asked to bear.
Every minute fifty more come into one room, talk and go, and pages are opened.

Each minute is one line: memory and open files of both processes, connections to the database, how late messages came.
Ends with one line of JSON: what grew between the first and the last sixth after warming up, and what was lost, doubled
or out of order in all that time.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import fmean
from tempfile import TemporaryDirectory

from tests.benchmarks.circles import READY, ROOT, RUN, UVICORN, Crowd, Server, Shape, made, resident, say, started
from tests.daemons import Postgres, free_port, own_postgres, own_redis

TALK = Shape("50x20", 50, 20, 1)
VISITORS = 50
RATE = 30  # messages a second
PAGES = ("/en/", "/en/circles/", "/en/help/", "/healthz", "/readyz")
# What a process may hold: a connection for each of its threads that talk to the database (pages 10, rooms 8, what is
# said 1, chores 1).
POOL = 20


def main() -> None:
    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 120
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start; {minutes} minutes")
    with ExitStack() as stack:
        postgres, server, pids, world = opened(stack, [TALK, Shape("visits", minutes + 1, VISITORS, 1)])
        crowd = Crowd(server, TALK, world["rooms"][0], world["cookies"])
        samples, lost = [], {"lost": 0, "duplicated": 0, "out_of_order": 0, "refused": 0}
        ending = time.monotonic() + minutes * 60
        while time.monotonic() < ending:
            run = crowd.ask(f"pace {min(60.0, max(1.0, ending - time.monotonic()))} {RATE}")
            visits = visited(server, world, len(samples))
            opened_well = all(_opens(port, page) for port in server.ports for page in PAGES)
            sample = {
                "rss_mb": [round(resident(pid) / 1e6, 1) for pid in pids],
                "files": [len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids],
                "connections": connections(postgres),
                "delivery_ms": run["delivery_ms"],
                "ack_ms": run["ack_ms"],
                "pages": opened_well,
                "load": os.getloadavg()[0],
            }
            samples.append(sample)
            for one in (run, visits):
                for name in ("duplicated", "out_of_order", "refused"):
                    lost[name] += one[name]
                lost["lost"] += one["lost"] if one is visits else 0
            say(f"{len(samples):4} {json.dumps(sample)} {json.dumps({**lost, 'missing now': run['lost']})}")
        lost["lost"] += run["lost"]  # everything since the beginning
        crowd.go()
    say(json.dumps({"bench": "soak", "minutes": minutes, **summary(samples), **lost}))


def opened(stack: ExitStack, shapes: list[Shape], count: int = 2) -> tuple[Postgres, Server, list[int], dict]:
    """So many processes of POP over one PostgreSQL and one Redis; their process ids, and the people and rooms."""
    postgres = stack.enter_context(own_postgres(max_connections="200"))
    redis = stack.enter_context(own_redis())
    environment = {
        **os.environ,
        "POP_DATA_DIR": stack.enter_context(TemporaryDirectory()),
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": "",
        "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings",
        "DATABASE_URL": postgres.url(),
        "REDIS_URL": redis.url,
    }
    world = made("pop", shapes, environment)
    collect = [sys.executable, RUN, "django", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True)
    ports = [free_port() for _ in range(count)]
    command = [sys.executable, RUN, "uvicorn", "tests.benchmarks.circles_server:application", *UVICORN, *READY]
    processes = [started(stack, [*command, "--port", str(port)], port, environment) for port in ports]
    also = [postgres.pid, redis.pid, *(process.pid for process in processes[1:])]
    return postgres, Server("pop", ports[0], processes[0], also, ports[1:]), [one.pid for one in processes], world


def visited(server: Server, world: dict, number: int) -> dict:
    """Fifty people come into a room where nothing was said yet, talk for some seconds, and go."""
    theirs = world["cookies"][number * VISITORS :]
    crowd = Crowd(server, Shape("visit", 1, VISITORS, 1), [world["rooms"][1][number]], theirs)
    answer = crowd.ask("pace 3 10")
    crowd.go()
    return answer


def _opens(port: int, page: str) -> bool:
    """Whether it was answered: also with the way to sign in."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", page)
    answer = line.getresponse()
    answer.read()
    line.close()
    return answer.status < 500


def connections(postgres: Postgres) -> int:
    """To the database, but for the one that asks."""
    asked = "SELECT count(*) - 1 FROM pg_stat_activity WHERE backend_type = 'client backend'"
    return int(postgres.ask(asked, "postgres")[0])


def summary(samples: list[dict]) -> dict:
    """The first and the last sixth of what came after the first sixth, in which a process fills what it keeps."""
    sixth = max(1, len(samples) // 6)
    early, late = samples[sixth : 2 * sixth] or samples, samples[-sixth:]

    def mean(part: list[dict], name: str, place: int) -> float:
        return fmean(sample[name][place] for sample in part)

    return {
        "rss_growth_percent": [
            round(100 * (mean(late, "rss_mb", n) / mean(early, "rss_mb", n) - 1), 1) for n in range(2)
        ],
        "files": [[round(mean(part, "files", n), 1) for n in range(2)] for part in (early, late)],
        "most_connections": max(sample["connections"] for sample in samples),
        "pool": 2 * POOL,
        "delivery_p95_ms": round(fmean(sample["delivery_ms"]["p95"] for sample in samples), 1),
        "worst_delivery_p99_ms": max(sample["delivery_ms"]["p99"] for sample in samples),
        "pages": all(sample["pages"] for sample in samples),
    }


if __name__ == "__main__":
    main()
