"""Whoever leaves, and a circle that goes, is found by an index, though these columns have none of their own."""

from uuid import uuid4

import pytest
from django.db import connection

from peer_circles.models import Message
from pop.realtime.models import RoomEvent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("rows", "index"),
    [
        (Message.objects.filter(author__in=[uuid4()]), "messages_of_author"),
        (Message.objects.filter(circle__in=[uuid4()]), "message_order"),
        (Message.objects.filter(reply_to__in=[uuid4()]), "answers_to_message"),
        (RoomEvent.objects.filter(room__in=[uuid4()]), "room_event_order"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whoever_leaves_is_found_by_an_index_that_begins_with_them(rows, index):
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")  # it would rather read an empty table from its beginning
    plan = rows.order_by().explain()
    # SQLite has names of its own for the indexes behind constraints.
    named = index in plan or (connection.vendor == "sqlite" and "sqlite_autoindex" in plan)
    assert named, plan
    assert "SCAN" not in plan.upper() or connection.vendor == "postgresql"
