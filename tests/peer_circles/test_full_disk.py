"""A database that has no room left: what cannot be kept is refused aloud, nothing is half there, and once there is
room again what was said before and is sent again is said once (SEC-08)."""

from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client

from moderation.models import QueueItem
from peer_circles.models import Message
from pop.core import health
from pop.realtime.models import Room, RoomEvent
from tests.factories import circles

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LONG = "and then we talked about it for a long time " * 40


@contextmanager
def no_room_left():
    """SQLite may not grow, on any connection; PostgreSQL says of itself what it says on a full disk."""

    def stop_growing(connection, **_more):
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1")  # it takes the size of now for the least

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # what earlier tests have left is room, too
        connection_created.connect(stop_growing)
        try:
            yield
        finally:
            connection_created.disconnect(stop_growing)
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION no_room() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'No space left on device'"
            " USING ERRCODE = 'disk_full'; END $$ LANGUAGE plpgsql;"
            "CREATE TRIGGER full_disk BEFORE INSERT ON peer_circles_message EXECUTE FUNCTION no_room()"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER full_disk ON peer_circles_message; DROP FUNCTION no_room()")


@pytest.mark.parametrize("words", [LONG, f"I want to kill myself. {LONG}"], ids=["shown at once", "a call for help"])
def test_sec_08_without_room_words_are_refused_with_try_again_and_said_once_when_there_is_room(
    live_site, joel, amina, words
):
    circle = circles.circle(joel, amina)
    acked = {}
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        with no_room_left():
            for _try in range(25):
                name = uuid4()
                answer = hers.post(circle.room_id, words[:1990], name)
                if answer["type"] == "error":
                    break
                acked[str(name)] = answer["id"]
            assert (answer["type"], answer["code"], answer["client_id"]) == ("error", "unavailable", str(name))
            assert "try again" in answer["message"]
            kept = {str(message.client_id): str(message.pk) for message in Message.objects.all()}
            assert kept == acked  # everything that was acknowledged, and nothing else
            shown = Message.objects.filter(seq__isnull=False).count()
            assert RoomEvent.objects.count() == Room.objects.get(pk=circle.room_id).last_seq == shown
            assert QueueItem.objects.count() == len(kept) - shown  # nothing waits that is not there
        again = hers.post(circle.room_id, words[:1990], name)
        assert (again["type"], again["client_id"]) == ("ack", str(name))
        assert hers.post(circle.room_id, words[:1990], name) == again
        assert Message.objects.count() == len(acked) + 1


def test_sec_08_the_health_page_says_that_there_is_no_room(monkeypatch):
    assert Client().get("/readyz").content == b"ready\n"
    monkeypatch.setattr(health, "ROOM", 2**62)  # more than any disk has
    answer = Client().get("/readyz")
    assert (answer.status_code, answer.content) == (503, b"waiting for room on the disk\n")
    assert Client().get("/healthz").status_code == 200
