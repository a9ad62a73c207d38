"""A PostgreSQL whose disk is really full, in mid-conversation (SEC-08): on a disk of its own, with a copy of the test
database on it. In `test_full_disk.py` a database only says so."""

import os
import random
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from django.db import connection

from tests.daemons import give_to_postgres, own_postgres, small_disk
from tests.factories import circles
from tests.served import ServedSite, database_url, served

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MEGABYTES = 160  # an empty PostgreSQL with the tables of POP takes about half of it
TRIES = 60
LETTERS = "abcdefghijklmnopqrstuvwx"


def no_two_alike(number):
    """Words that cannot be packed, so that a page of the database holds few of them."""
    words = random.Random(number)
    return " ".join("".join(words.choices(LETTERS, k=6)) for _ in range(280))


def fill(disk):
    """Until not one more byte fits."""
    filler = Path(disk) / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler


def until_an_ack(wire, room, text, name, postgres):
    """Send it again and again, as a client does; whoever looks after the machine starts PostgreSQL if it has ended."""
    deadline = time.monotonic() + 60
    while (answer := wire.post(room, text, name))["type"] == "error":
        assert answer["code"] in {"unavailable", "too_fast"}
        assert time.monotonic() < deadline
        if not postgres.is_running:
            postgres.start()
        time.sleep(answer.get("retry_after", 0.5))
    return answer


@pytest.mark.parametrize("what", ["tables", "tables and log"])
def test_sec_08_a_full_disk_gives_no_false_ack_and_recovers_when_there_is_room(what, joel, amina):
    """The tables alone, or the whole of it. It may end for want of room; then whoever keeps it starts it again."""
    if connection.vendor != "postgresql":
        pytest.skip("the tests run on SQLite: see test_full_disk.py")
    circle = circles.circle(joel, amina)
    with small_disk(MEGABYTES) as disk, TemporaryDirectory() as elsewhere:
        give_to_postgres(elsewhere)
        log = [f"--waldir={elsewhere}/log"] if what == "tables" else []
        settings = {"max_wal_size": "8MB", "min_wal_size": "2MB"}
        with own_postgres(disk, "--wal-segsize=1", *log, **settings) as postgres:
            cookies = {one.name: ServedSite().cookies_of(one) for one in (joel, amina)}
            postgres.copy_from(database_url(), "copy")
            site = ServedSite(database=postgres.url("copy"))
            with (
                served(site),
                site.connect(None, cookies=cookies["amina"]) as hers,
                site.connect(None, cookies=cookies["joel"]) as staff,
            ):
                hers.join(circle.room_id)
                staff.join(circle.room_id)
                acked = {str(name): hers.post(circle.room_id, "before", name)["id"] for name in [uuid4()]}
                filler = fill(disk)
                for number in range(TRIES):
                    name, text = uuid4(), no_two_alike(number)
                    answer = hers.post(circle.room_id, text, name)
                    if answer["type"] == "error" and answer["code"] == "too_fast":
                        time.sleep(answer["retry_after"])
                    elif answer["type"] == "error":
                        break
                    else:
                        acked[str(name)] = answer["id"]
                assert (answer["type"], answer["code"], answer["client_id"]) == ("error", "unavailable", str(name))
                assert "try again" in answer["message"]

                os.unlink(filler)
                again = until_an_ack(hers, circle.room_id, text, name, postgres)
                assert hers.post(circle.room_id, text, name) == again
                acked[str(name)] = again["id"]
                said = "SELECT client_id, id, seq FROM peer_circles_message ORDER BY seq"
                rows = [row.split("|") for row in postgres.ask(said, "copy")]
                assert {client_id: pk for client_id, pk, _seq in rows} == acked
                assert [int(seq) for _client_id, _pk, seq in rows] == list(range(1, len(acked) + 1))
                heard = [staff.expect("event", 20, kind="message")["message"]["id"] for _ in rows]
                assert heard == [pk for _client_id, pk, _seq in rows]
