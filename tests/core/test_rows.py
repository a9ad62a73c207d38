"""Rows written together are the rows that saving each of them would have made."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from peer_circles.models import Message, MessageState
from pop.core import clock
from pop.core.rows import Rows
from pop.realtime.contracts import Event
from pop.realtime.models import RoomEvent
from tests.factories import circles

pytestmark = pytest.mark.django_db

MESSAGES, EVENTS = Rows(Message), Rows(RoomEvent)
HARD = '"quotes", back\\slash, {braces}, 50 %s, السلام عليكم, 👩‍👩‍👧, two\nlines, \u2028'


def message(circle, author, text, **fields):
    held = {
        "client_id": uuid4(),
        "state": MessageState.HELD,
        "created_at": clock.now(),
        "verdict": {"effect": 2, "reasons": [{"a": None}]},
    }
    return Message(circle=circle, author_id=author, text=text, **{**held, **fields})


def test_they_are_what_was_given_to_the_last_column(joel, amina, django_assert_num_queries):
    circle, now = circles.circle(joel, amina), clock.now()
    shown = {"state": MessageState.PUBLISHED, "seq": 2**40, "published_at": now, "settled_at": now + timedelta(days=1)}
    first = message(circle, amina.persona.pk, HARD, **shown)
    given = [first, message(circle, None, "by somebody who left", reply_to=first, is_anonymous=True)]
    with django_assert_num_queries(1):
        MESSAGES.write(given)
    for one in given:
        kept = Message.objects.get(pk=one.pk)
        names = [field.attname for field in Message._meta.concrete_fields]
        assert {name: getattr(kept, name) for name in names} == {name: getattr(one, name) for name in names}
    assert set(Message.objects.filter(verdict__effect=2)) == set(given)  # written as JSON, not as a text about it


def test_anything_with_the_names_of_the_columns_will_do_and_nothing_costs_nothing(joel, django_assert_num_queries):
    room, now, subject = circles.circle(joel).room_id, clock.now(), uuid4()
    with django_assert_num_queries(1):
        EVENTS.write([Event(room, seq, "message", subject, now) for seq in (1, 2)])
    kept = RoomEvent.objects.filter(room=room).order_by("seq")
    assert list(kept.values_list("seq", "kind", "subject_id", "at")) == [
        (1, "message", subject, now),
        (2, "message", subject, now),
    ]
    with django_assert_num_queries(0):
        EVENTS.write([])


def test_one_that_breaks_a_rule_keeps_all_of_them_out(joel, amina):
    circle = circles.circle(joel, amina)
    good, name = message(circle, amina.persona.pk, "good"), uuid4()
    same = [message(circle, amina.persona.pk, text, client_id=name) for text in ("once", "and again")]
    with pytest.raises(IntegrityError), transaction.atomic():
        MESSAGES.write([good, *same])
    assert not Message.objects.exists()
