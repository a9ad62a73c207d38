"""What breaks under load, as often as SECURITY asks, and what was lost by it:

    kills N          a server process killed (kill -9) N times, in turn, with 400 acknowledged between two kills
    redis N          Redis killed and started again N times
    redis-away N     Redis away for a minute, N times
    postgres N       PostgreSQL killed (kill -9) N times
    postgres-away N  PostgreSQL stopped for a minute, N times
    network N        people talk over a link of 300 ms there and back that loses one packet in twenty, N messages each

Two processes of POP over one PostgreSQL (fsync on) and one Redis, all of their own; forty people in eight rooms, half
of each room at either process, who go on talking (`talkers.py`). At the end every row is compared with every ack, and
with what everybody saw. Ends with one line of JSON, and with status 1 where anything was lost, doubled or out of order.
"""

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack

from tests.benchmarks.circles import Shape, say
from tests.benchmarks.grown import Grown
from tests.benchmarks.lossy import FAR, LossyLink
from tests.benchmarks.talkers import Row, Talker, Told, in_seconds, verdict

SHAPE = Shape("8x5", 8, 5, 1)
STRAIGHT: Mapping[int, str] = {}
BETWEEN_KILLS = 400  # acknowledged
AWAY = float(os.environ.get("POP_AWAY_SECONDS", "60"))
ROWS = """SELECT m.client_id, m.id, m.seq, c.room_id, m.text FROM peer_circles_message m
    JOIN peer_circles_circle c ON c.id = m.circle_id WHERE m.seq IS NOT NULL"""


class Trial:
    """One fault, again and again, while people talk."""

    def __init__(self, site: Grown, *, pause: float = 0.25, ways: Mapping[int, str] = STRAIGHT, first: int = 0) -> None:
        """`ways`: by place, for whose lines go another way than straight. `first`: the number of the first of them,
        which makes up their names."""
        self.site, self.told = site, Told()
        self.facts: dict[str, object] = {}
        rooms, cookies = site.world["rooms"][0], site.world["cookies"]
        self.talkers = [
            Talker(
                first + n, cookie, rooms[n // SHAPE.members], site.ports, self.told, pause=pause, way=ways.get(n, "")
            )
            for n, cookie in enumerate(cookies[: SHAPE.people])
        ]

    async def run(self, breaking: Callable[["Trial"], object]) -> dict[str, object]:
        began = time.monotonic()
        running = [asyncio.create_task(one.run()) for one in self.talkers]
        await self.acknowledged(len(self.talkers))
        await breaking(self)  # type: ignore[misc]
        for one in self.talkers:
            one.is_quiet = True
        await self.until(lambda: all(one.unsent is None for one in self.talkers), 120)
        rows = self.rows()
        in_room = {room: sum(row[3] == room for row in rows) for room in {one.room for one in self.talkers}}
        await self.until(lambda: all(len(one.seen) >= in_room[one.room] for one in self.talkers), 120)
        for one in self.talkers:
            one.is_done = True
        await asyncio.wait(running, timeout=15)
        for one in running:
            one.cancel()
        taken = round(time.monotonic() - began)
        return {**self.facts, "seconds": taken, **self.told.report(), **verdict(self.rows(), self.told, self.talkers)}

    async def acknowledged(self, more: int, patience: float = 120) -> None:
        wanted = len(self.told.acks) + more
        await self.until(lambda: len(self.told.acks) >= wanted, patience)

    async def until(self, is_so: Callable[[], bool], patience: float) -> None:
        """Waits at most so long: what is missing then is counted, not waited for."""
        deadline = time.monotonic() + patience
        while not is_so() and time.monotonic() < deadline:
            await asyncio.sleep(0.02)

    def rows(self) -> list[Row]:
        found = (row.split("|") for row in self.site.postgres.ask(ROWS, "postgres"))
        return [(client_id, pk, int(seq), room, text) for client_id, pk, seq, room, text in found]

    def note(self, what: str) -> None:
        say(f"{what}: {json.dumps(self.told.report())}")


# --- The faults ----------------------------------------------------------------------------------------------


def kills(times: int) -> Callable:
    async def breaking(trial: Trial) -> None:
        for number in range(times):
            await trial.acknowledged(BETWEEN_KILLS)
            port = trial.site.ports[number % 2]
            await asyncio.to_thread(trial.site.kill, port)
            trial.site.start(port)
            await asyncio.to_thread(trial.site.wait, port)
            trial.note(f"killed {number + 1}")
        await trial.acknowledged(BETWEEN_KILLS)

    return breaking


def redis(times: int, away: float = 0.0) -> Callable:
    async def breaking(trial: Trial) -> None:
        resumed: list[float] = []
        for number in range(times):
            await trial.acknowledged(200)
            await asyncio.to_thread(trial.site.redis.kill)
            before = len(trial.told.acks)
            await asyncio.sleep(away)
            during = len(trial.told.acks) - before
            await asyncio.to_thread(trial.site.redis.start)
            resumed.append(await heard_quickly(trial))
            trial.note(f"Redis came back {number + 1} ({during} acknowledged while it was away)")
        trial.facts["heard_at_once_again_s"] = in_seconds(resumed)

    return breaking


async def heard_quickly(trial: Trial) -> float:
    """Seconds until fifty deliveries in a row take less than half a second each: wake-ups find their way again."""
    began, heard = time.monotonic(), trial.told.heard_after
    start = len(heard)
    while time.monotonic() - began < 60:
        await asyncio.sleep(0.05)
        if len(heard) - start >= 50 and max(heard[-50:]) < 0.5:
            break
    return time.monotonic() - began


def postgres(times: int, away: float = 0.0) -> Callable:
    async def breaking(trial: Trial) -> None:
        for number in range(times):
            await trial.acknowledged(200)
            await asyncio.to_thread(trial.site.postgres.stop if away else trial.site.postgres.kill)
            await asyncio.sleep(away)
            await asyncio.to_thread(trial.site.postgres.start_again)
            await trial.acknowledged(len(trial.talkers))
            trial.note(f"PostgreSQL came back {number + 1}")

    return breaking


def talk(messages: int) -> Callable:
    async def breaking(trial: Trial) -> None:
        await trial.acknowledged(messages * len(trial.talkers), 600)

    return breaking


FAULTS = {
    "kills": kills,
    "redis": redis,
    "redis-away": lambda times: redis(times, AWAY),
    "postgres": postgres,
    "postgres-away": lambda times: postgres(times, AWAY),
}


def network(link: LossyLink, site: Grown, messages: int) -> list[dict[str, object]]:
    """The same people at the far end of a bad link; then one of them alone at the end of a very slow one."""
    everybody = dict.fromkeys(range(SHAPE.people), FAR)
    lossy = asyncio.run(Trial(site, pause=0.5, ways=everybody).run(talk(messages)))
    lossy |= {"link": "300 ms, 5 % lost", "packets": link.passed, "packets_lost": link.lost}
    link.loss, link.delay, link.rate = 0.0, 0.0, 1000
    slow = asyncio.run(Trial(site, pause=10, ways={0: FAR}, first=1000).run(talk(min(messages, 10))))
    return [lossy, {"link": "1 KB a second, for one of them", **slow}]


def main() -> None:
    name, times = sys.argv[1], int(sys.argv[2])
    if name == "network" and "--inside" not in sys.argv:
        inside = [sys.executable, *sys.orig_argv[1:], "--inside"]
        os.execvp("unshare", ["unshare", "-n", *inside])  # noqa: S606
    say(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before the start")
    with ExitStack() as stack:
        if name == "network":
            link = LossyLink(delay=0.15, loss=0.05)
            link.start()
            found = network(link, Grown(stack, [SHAPE], host="0.0.0.0"), times)  # noqa: S104  a network of its own
        else:
            found = [asyncio.run(Trial(Grown(stack, [SHAPE])).run(FAULTS[name](times)))]
    for one in found:
        say(json.dumps({"bench": "faults", "fault": name, "times": times, **one}))
    sys.exit(any(one[bad] for one in found for bad in ("lost", "doubled", "out_of_order")))


if __name__ == "__main__":
    main()
