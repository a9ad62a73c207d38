"""What a circle costs as its history grows:

    python tests/benchmarks/run.py tests.benchmarks.history [MESSAGES] [--postgres]

In a new folder, on SQLite or on a PostgreSQL of its own: queries and CPU (PostgreSQL's too) for a message (fifty at one
moment), for coming back after fifty events, and for a page of old messages, with an empty circle and with one of a
million messages. Ends with one line of JSON.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from tempfile import TemporaryDirectory
from uuid import UUID, uuid4

from tests.benchmarks.circles import cpu_of
from tests.daemons import own_postgres

TIMES = 50  # the system counts PostgreSQL's work in hundredths of a second
database: list[int] = []  # the process id of PostgreSQL, whose work counts


def main() -> None:
    rows = int(next((word for word in sys.argv[1:] if word.isdecimal()), 1_000_000))
    with ExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory())
        os.environ |= {"POP_DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "tests.benchmarks.settings"}
        if "--postgres" in sys.argv:
            postgres = stack.enter_context(own_postgres())
            os.environ["DATABASE_URL"] = postgres.url()
            database.append(postgres.pid)
        import django

        django.setup()
        from django.db import connection

        line = {"bench": "history", "on": connection.vendor, "messages": rows, **measured(rows)}
        connection.close()
        sys.stdout.write(json.dumps(line) + "\n")


def measured(rows: int) -> dict[str, object]:
    from django.core.management import call_command

    from tests.benchmarks.circles_world import make_pop

    call_command("migrate", verbosity=0)
    sessions, [[room]] = make_pop(10, [(1, 10)])
    empty = costs(sessions, room)
    began = time.monotonic()
    fill(UUID(room), rows)
    return {"empty": empty, "full": costs(sessions, room), "seconds_to_fill": round(time.monotonic() - began)}


def costs(sessions: list[str], room: str) -> dict[str, dict[str, float]]:
    from peer_circles import selectors
    from pop.accounts.sockets import actors_of_sessions
    from pop.realtime import asking
    from pop.realtime.contracts import Seat
    from pop.realtime.conversation import Said, carry_out
    from pop.realtime.selectors import room_state
    from tests.benchmarks import circles_server  # noqa: F401  lifts the limits per person
    from tests.benchmarks.crowd import WORDS

    def post() -> None:
        frames = [{"type": "post", "room": room, "client_id": str(uuid4()), "text": WORDS} for _ in range(50)]
        said = [Said(sessions[number % 10], "en", frame) for number, frame in enumerate(frames)]
        answers = carry_out(said, lambda news: None)
        assert not [answer for answer in answers if isinstance(answer, Exception)]

    post()
    circle = selectors.circle_of_room(UUID(room))
    actor, seat = actors_of_sessions(sessions[:1])[sessions[0]], Seat(may_write=True)
    newest = room_state(UUID(room)).last_seq
    return {
        "fifty_messages": cost(post),
        "fifty_missed_events": cost(lambda: asking.replay(UUID(room), newest - 50)),
        "a_page_in_the_middle": cost(lambda: selectors.page_of_messages(circle, actor, seat, before=newest // 2 + 51)),
    }


def cost(deed: Callable[[], object]) -> dict[str, float]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    deed()
    with CaptureQueriesContext(connection) as queries:
        deed()
    began = cpu()
    for _ in range(TIMES):
        deed()
    return {"queries": len(queries), "cpu_ms": round((cpu() - began) / TIMES * 1000, 1)}


def cpu() -> float:
    return time.process_time() + sum(cpu_of(pid) for pid in database)


def fill(room_id: UUID, rows: int) -> None:
    from django.db import connection

    from peer_circles.models import Membership, Message
    from peer_circles.selectors import circle_of_room
    from pop.core import clock
    from pop.realtime.models import Room, RoomEvent
    from tests.benchmarks.crowd import WORDS

    circle = circle_of_room(room_id)
    authors = list(Membership.objects.filter(circle=circle).values_list("persona", flat=True))
    before, now = Room.objects.get(pk=room_id).last_seq, clock.now() - timedelta(days=1)
    for start in range(before + 1, before + rows + 1, 20_000):
        seqs = range(start, min(start + 20_000, before + rows + 1))
        messages = [
            Message(
                circle=circle,
                author_id=authors[seq % len(authors)],
                client_id=uuid4(),
                text=WORDS,
                state="published",
                seq=seq,
                created_at=now,
                published_at=now,
                settled_at=now,
            )
            for seq in seqs
        ]
        Message.objects.bulk_create(messages)
        RoomEvent.objects.bulk_create(
            RoomEvent(room_id=room_id, seq=one.seq, kind="message", subject_id=one.pk, at=now) for one in messages
        )
    Room.objects.filter(pk=room_id).update(last_seq=before + rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # PostgreSQL does it by itself, within a minute of so many rows


if __name__ == "__main__":
    main()
