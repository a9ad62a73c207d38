"""Part of `make bench-moderation`: what it takes to get the next job and to read the list, with 10,000 things waiting,
alone and among a million. On a PostgreSQL of its own, which lives for this alone; without one installed, nothing is
measured, and it says so.

Then the same for facilitators, who find what they look after alone (moderation_facilitators.py).

Ends with one line of JSON: the larger p95 of the two, in milliseconds, at each size, and how many queries both take.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

from tests.benchmarks import moderation_facilitators
from tests.benchmarks.postgres import postgres

WAITING = 10_000
SIZES = {"10k": 10_000, "1m": 1_000_000}
MODERATORS = 20
ROUNDS = 400
NOTHING = {f"{who}_{what}": None for who in ("queue", "facilitator") for what in ("p95_ms_10k", "p95_ms_1m", "queries")}


def main() -> None:
    with postgres() as url:
        if url is None:
            sys.stdout.write("The queue was not measured: no PostgreSQL is installed here.\n")
            figures: dict[str, Any] = NOTHING
        else:
            figures = measured(url)
    sys.stdout.write(json.dumps({"bench": "moderation_queue", **figures}) + "\n")


def measured(url: str) -> dict[str, Any]:
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    figures: dict[str, Any] = {}
    queries: dict[str, set[int]] = {"queue": set(), "facilitator": set()}
    for name, items in SIZES.items():
        moderators = fill(items)
        facilitators = moderation_facilitators.fill()
        for who, people, before in (("queue", moderators, ""), ("facilitator", facilitators, "facilitator_")):
            queries[who].add(queries_of(people[0]))
            spent = rounds(people, Random(20261126))
            for what, times in spent.items():
                figures[f"{before}{what}_p95_ms_{name}"] = p95(times)
                figures[f"{before}{what}_median_ms_{name}"] = round(sorted(times)[len(times) // 2], 1)
            figures[f"{who}_p95_ms_{name}"] = max(p95(times) for times in spent.values())
            sys.stdout.write(
                f"{items:,} items, {WAITING:,} of them waiting{', for facilitators' if before else ''}: "
                f"next job {figures[f'{before}next_p95_ms_{name}']} ms, "
                f"list {figures[f'{before}list_p95_ms_{name}']} ms (p95 of {ROUNDS})\n"
            )
    connection.close()
    if grown := {who: sorted(found) for who, found in queries.items() if len(found) != 1}:
        raise SystemExit(f"The number of queries grows with the queue: {grown}")
    return {**figures, **{f"{who}_queries": found.pop() for who, found in queries.items()}}


def fill(items: int) -> list[Any]:
    """So many items, every so many-th of them waiting, in no order of severity, lane or author."""
    from django.db import connection

    from moderation.models import Severity
    from pop.accounts.contracts import Actor, Role
    from pop.accounts.models import Login

    every = items // WAITING
    evidence = [{"title": "A message", "text": "Some words that somebody wrote. " * 12, "author_id": None, "url": "/"}]
    moderation_facilitators.empty()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE moderation_queueitem, moderation_shift CASCADE")
        cursor.execute("DELETE FROM accounts_persona")
        cursor.execute("DELETE FROM accounts_login")
        cursor.execute(
            "INSERT INTO accounts_persona (id, name, skeleton, created_on)"
            " SELECT gen_random_uuid(), 'author' || n, 'author' || n, now() FROM generate_series(1, 2000) n"
        )
        cursor.execute(ITEMS, {"items": items, "every": every, "evidence": json.dumps(evidence)})
        cursor.execute(PLACES, [int(Severity.SEVERE)])
        cursor.execute("VACUUM (ANALYZE) moderation_queueitem")
        cursor.execute("CHECKPOINT")  # writing down what was just filled in is no part of what is measured
    logins = Login.objects.bulk_create(Login(username=f"moderator{n}", password="!") for n in range(MODERATORS))
    return [Actor(login_id=login.pk, roles=frozenset({Role.MODERATOR})) for login in logins]


ITEMS = """
INSERT INTO moderation_queueitem (id, kind, subject_id, cause, severity, lane, state, reasons, evidence, author_id,
    created_at, due_at, place, decided_at, escalations, fingerprint, is_sensitive)
SELECT gen_random_uuid(), (ARRAY['circle_message', 'project', 'circle_check_in'])[1 + n %% 3], gen_random_uuid(),
    'held', 1 + (n / %(every)s) %% 3, (ARRAY['care', 'conduct', 'review'])[1 + (n / %(every)s / 3) %% 3],
    CASE WHEN n %% %(every)s = 0 THEN 'open' ELSE 'decided' END,
    '[{"step": "contact", "code": "phone", "effect": 2}]', %(evidence)s,
    (SELECT array_agg(id) FROM accounts_persona)[1 + n %% 2000],
    now() - n * interval '20 seconds', now() + (n %% 5000 - 2500) * interval '1 minute', 0,
    CASE WHEN n %% %(every)s = 0 THEN NULL ELSE now() END, 0, '', FALSE
FROM generate_series(1, %(items)s) n
"""
PLACES = """
UPDATE moderation_queueitem
SET place = (%s - severity) * 10000000000000000 + (extract(epoch FROM created_at) * 1e6)::bigint
"""


def rounds(moderators: list[Any], random: Random) -> dict[str, list[float]]:
    spent: dict[str, list[float]] = {"next": [], "list": []}
    _seen.clear()
    for number in range(-20, ROUNDS):  # the first ones are to warm up
        actor = moderators[number % len(moderators)]
        with taken(spent["next"], number):
            item = next_job(actor)
        if item is not None:  # facilitators come to the end of theirs
            done(item)
        with taken(spent["list"], number):
            read(actor, random)
    return spent


@contextmanager
def taken(times: list[float], number: int) -> Iterator[None]:
    """Milliseconds from asking to having it."""
    began = time.perf_counter()
    yield
    if number >= 0:
        times.append((time.perf_counter() - began) * 1000)


def next_job(actor: Any) -> Any:
    from moderation.actions import take_next
    from pop.core import clock

    return take_next(actor=actor, now=clock.now())


def done(item: Any) -> None:
    from moderation.models import QueueItem
    from pop.core import clock

    QueueItem.objects.filter(pk=item.pk).update(state="decided", decided_at=clock.now())


def read(actor: Any, random: Random) -> None:
    """What the queue's page reads: a page of the list, somewhere in it, filtered or not, and how much waits."""
    from moderation.models import Lane
    from moderation.selectors import waiting
    from moderation.selectors.waiting_tallies import tallies_for
    from moderation.selectors.workload import workload_of
    from pop.core import clock

    now = clock.now()
    wanted = waiting.QueueFilters(
        lane=random.choice(["", "", *Lane.values]), severity=random.choice(["", "", "normal", "high", "severe"])
    )
    page = waiting.page_of_queue(actor, wanted, now=now, after=random.choice(_seen) if _seen else None)
    _seen.extend(row.id for row in page.rows[::5])
    workload_of(tallies_for(actor, now))


_seen: list[Any] = []


def queries_of(actor: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    _seen.clear()
    with CaptureQueriesContext(connection) as queries:
        next_job(actor)
        read(actor, Random(1))
    return len(queries)


def p95(times: list[float]) -> float:
    return round(sorted(times)[int(len(times) * 0.95)], 1)


if __name__ == "__main__":
    main()
