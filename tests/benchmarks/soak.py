"""Hours of load, to see what grows: `make soak MINUTES=120`; or minutes of much of it: `make load`.

    MINUTES ROOMS RATE    how long, how many rooms of twenty people, how many messages a second

Two processes of POP with one PostgreSQL and one Redis, all of their own. For a soak a thousand people in fifty rooms of
twenty, half of each room at either process, say thirty messages a second: about a third of what two cores are asked to
bear. Every minute fifty more come into one room, talk and go, and pages are opened.

Each minute is one line: memory and open files of both processes, connections to the database, how late messages came.
Ends with one line of JSON: what grew between the first and the last sixth after warming up, and what was lost, doubled
or out of order in all that time.
"""

import http.client
import json
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from statistics import fmean

from tests.benchmarks.circles import Crowd, Server, Shape, resident, say
from tests.benchmarks.grown import Grown

VISITORS = 50
PAGES = ("/en/", "/en/circles/", "/en/help/", "/healthz", "/readyz")
# What a process may hold: a connection for each of its threads that talk to the database (pages 10, rooms 8, what is
# said 1, chores 1).
POOL = 20


def main() -> None:
    minutes, rooms, rate = (int(given) for given in (*sys.argv[1:], *["120", "50", "30"][len(sys.argv) - 1 :]))
    talk = Shape(f"{rooms}x20", rooms, 20, 1)
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start")
    say(f"{minutes} minutes, {talk.people} people in {rooms} rooms, {rate} messages a second")
    with ExitStack() as stack:
        site = Grown(stack, [talk, Shape("visits", minutes + 1, VISITORS, 1)])
        server, pids, world = site.server, site.pids, site.world
        crowd = Crowd(server, talk, world["rooms"][0], world["cookies"])
        samples, lost = [], {"lost": 0, "duplicated": 0, "out_of_order": 0, "refused": 0}
        ending = time.monotonic() + minutes * 60
        while time.monotonic() < ending:
            run = crowd.ask(f"pace {min(60.0, max(1.0, ending - time.monotonic()))} {rate}")
            visits = visited(server, world, len(samples))
            opened_well = all(_opens(port, page) for port in server.ports for page in PAGES)
            sample = {
                "rss_mb": [round(resident(pid) / 1e6, 1) for pid in pids],
                "files": [len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids],
                "connections": site.connections(),
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
    say(
        json.dumps(
            {"bench": "soak", "minutes": minutes, "people": talk.people, "rate": rate, **summary(samples), **lost}
        )
    )


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
        "delivery_p99_ms": round(fmean(sample["delivery_ms"]["p99"] for sample in samples), 1),
        "ack_p95_ms": round(fmean(sample["ack_ms"]["p95"] for sample in samples), 1),
        "ack_p99_ms": round(fmean(sample["ack_ms"]["p99"] for sample in samples), 1),
        "delivery_p95_ms": round(fmean(sample["delivery_ms"]["p95"] for sample in samples), 1),
        "worst_delivery_p99_ms": max(sample["delivery_ms"]["p99"] for sample in samples),
        "pages": all(sample["pages"] for sample in samples),
    }


if __name__ == "__main__":
    main()
