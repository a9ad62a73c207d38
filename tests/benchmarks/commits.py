"""What one commit of what people say costs, by how many of them speak in it:

    python tests/benchmarks/run.py tests.benchmarks.commits [--postgres] [--profile]

Without sockets, clients or a loop: `carry_out` alone, as the hub calls it, with a PostgreSQL and a Redis of its own
or on SQLite. CPU is that of this process and of PostgreSQL and Redis; it says more than the clock on a busy machine.
Ends with one line of JSON.
"""

import cProfile
import json
import os
import pstats
import resource
import sys
import time
from contextlib import ExitStack
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import django

from tests.benchmarks.circles import cpu_of
from tests.daemons import own_postgres, own_redis

ROOMS, MEMBERS = 100, 10
SIZES = {1: 300, 3: 200, 30: 40, 300: 8}  # so many messages in one commit: so many commits
BEFORE: dict[str, Any] = {}  # by session: who was behind it, as the hub knows
WORDS = "I had a long day and the bus was late again but then somebody smiled at me and it was all right after that"


def main() -> None:
    with ExitStack() as stack:
        os.environ["POP_DATA_DIR"] = stack.enter_context(TemporaryDirectory())
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.benchmarks.settings"
        also: list[int] = []
        if "--postgres" in sys.argv:
            postgres, redis = stack.enter_context(own_postgres()), stack.enter_context(own_redis())
            os.environ |= {"DATABASE_URL": postgres.url(), "REDIS_URL": redis.url}
            also = [postgres.pid, redis.pid]
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        measure(also)


def measure(also: list[int]) -> None:
    from django.db import connection

    import tests.benchmarks.circles_server  # noqa: F401  the limits per person are out of the way
    from pop.accounts.sockets import actors_of_sessions
    from tests.benchmarks.circles_world import make_pop

    sessions, (rooms,) = make_pop(ROOMS * MEMBERS, [(ROOMS, MEMBERS)])
    people = [(key, rooms[number // MEMBERS]) for number, key in enumerate(sessions)]
    BEFORE.update({key: (actor,) for key, actor in actors_of_sessions(sessions).items()})  # as whoever has joined
    line: dict[str, Any] = {"bench": "commits", "on": connection.vendor}
    for _warm in range(3):
        for size in SIZES:
            commit(people, size, 7)
    for size, times in SIZES.items():
        statements = counted(people, size)
        began, of_it, clock = cpu(also), own(), time.monotonic()
        for number in range(times):
            commit(people, size, number)
        took, mine, clock = cpu(also) - began, own() - of_it, time.monotonic() - clock
        said = size * times
        sys.stdout.write(
            f"{size:4} in a commit: {statements:3} statements; a commit {took / times * 1000:7.2f} ms of CPU"
            f" ({mine / times * 1000:.2f} of them here), {clock / times * 1000:.2f} by the clock;"
            f" a message {took / said * 1000:.3f} ms of CPU\n"
        )
        line[f"statements_{size}"] = statements
        line[f"cpu_ms_per_message_{size}"] = round(took / said * 1000, 3)
    if "--profile" in sys.argv:
        profile(people)
    sys.stdout.write(json.dumps(line) + "\n")


def own() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def cpu(also: list[int]) -> float:
    return own() + sum(cpu_of(pid) for pid in also)


def commit(people: list[tuple[str, str]], size: int, number: int) -> None:
    from pop.realtime.conversation import Said, carry_out

    step = len(people) // size
    speakers = [people[(place * step + number * 7) % len(people)] for place in range(size)]
    said = [
        Said(key, "en", {"type": "post", "room": room, "client_id": str(uuid4()), "text": f"{WORDS} {number}"}, *before)
        for key, room in speakers
        for before in [BEFORE.get(key, ())]
    ]
    answers = carry_out(said, lambda _news: None)
    assert not any(isinstance(one, Exception) for one in answers), answers
    for (key, _room), (actor, _ack) in zip(speakers, answers, strict=True):
        BEFORE[key] = (actor,)
    assert {one[1].frame["status"] for one in answers} == {"published"}


def counted(people: list[tuple[str, str]], size: int) -> int:
    from django.db import connection

    commit(people, size, 3)  # so that everybody was asked about before
    number = 0

    def count(execute: Any, *asked: Any) -> Any:
        nonlocal number
        number += 1
        return execute(*asked)

    with connection.execute_wrapper(count):
        commit(people, size, 3)
    return number


def profile(people: list[tuple[str, str]]) -> None:
    for size, times in SIZES.items():
        watch = cProfile.Profile()
        watch.enable()
        for number in range(times):
            commit(people, size, number)
        watch.disable()
        sys.stdout.write(f"\n{size} in a commit\n")
        pstats.Stats(watch, stream=sys.stdout).sort_stats("tottime").print_stats(45)


if __name__ == "__main__":
    main()
