"""Several statements in one turn: in their order, each seeing what those before it did, and no failure is silent."""

import pytest
from django.db import IntegrityError, connection, transaction

from peer_circles.models import Circle
from pop.core import clock
from pop.core.prepared import Among, Prepared
from pop.core.rows import Rows
from pop.core.turns import one_turn
from pop.realtime.contracts import Event
from pop.realtime.models import RoomEvent
from tests.factories import circles

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NAMES: Prepared[tuple[str]] = Prepared(lambda: Circle.objects.filter(Among("pk", "pks")).values_list("name"))
SEQS: Prepared[tuple[int]] = Prepared(
    lambda: RoomEvent.objects.filter(Among("room", "rooms")).order_by("seq").values_list("seq")
)
EVENTS = Rows(RoomEvent)


def steps(circle, *seqs):
    return [Event(circle.room_id, seq, "message", circle.pk, clock.now()) for seq in seqs]


def test_answers_come_in_any_order_and_hold_what_was_written_before(joel):
    first, second = circles.circle(joel, name="First"), circles.circle(joel, name="Second")
    for _more_than_postgresql_waits_before_it_plans_once in range(7):
        with transaction.atomic():
            with one_turn():
                one, other = NAMES.ask(pks=[first.pk]), NAMES.ask(pks=[second.pk])
                before = SEQS.ask(rooms=[first.room_id])
                EVENTS.write(steps(first, 1, 2))
                after = SEQS.ask(rooms=[first.room_id])
            assert (other(), one()) == ([("Second",)], [("First",)])
            assert (before(), after()) == ([], [(1,), (2,)])
            transaction.set_rollback(True)


def test_what_fails_is_raised_at_the_end_at_the_latest_and_nothing_of_it_stays(joel):
    circle = circles.circle(joel)

    def the_same_twice():
        with one_turn():
            EVENTS.write(steps(circle, 1))
            EVENTS.write(steps(circle, 1))
            SEQS.ask(rooms=[circle.room_id])

    with pytest.raises(IntegrityError), transaction.atomic():
        the_same_twice()
    assert not RoomEvent.objects.exists()
    with transaction.atomic():  # and the connection is as good as before
        with one_turn():
            EVENTS.write(steps(circle, 1))
        assert RoomEvent.objects.get().seq == 1


def test_nobody_waits_within_a_turn(joel):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is asked in this process")
    circle = circles.circle(joel)
    with transaction.atomic():
        SEQS(rooms=[])  # the transaction has begun
        with one_turn():
            asked = [SEQS.ask(rooms=[circle.room_id]) for _n in range(3)]
            assert connection.connection._pipeline is not None
        assert connection.connection._pipeline is None
        assert [one() for one in asked] == [[], [], []]
