"""A question that is put into SQL once gives what the queryset gives, each time anew."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.db.models import DateTimeField, Q

from peer_circles.models import Circle, Membership
from pop.core import clock
from pop.core.prepared import Among, Given, Prepared
from pop.realtime.actions import open_room
from pop.realtime.models import Room
from tests.factories import circles

pytestmark = pytest.mark.django_db

MEMBERS = Prepared(
    lambda: (
        Membership.objects.select_related("persona")
        .filter(
            Q(Among("circle", "circles")) | Q(removed_at__isnull=False), joined_at__lt=Given("before", DateTimeField())
        )
        .order_by("persona__name")
    )
)
NAMES = Prepared(
    lambda: Circle.objects.select_for_update().filter(Among("pk", "pks")).order_by("name").values_list("pk", "name")
)


def names(found):
    return [one.persona.name for one in found]


def test_it_gives_instances_as_they_are_now_for_any_number_of_values(joel, amina, bilal, django_assert_num_queries):
    first, second = circles.circle(joel, amina), circles.circle(joel, bilal, name="Other")
    soon = clock.now() + timedelta(minutes=1)
    with django_assert_num_queries(3):
        assert names(MEMBERS(circles=[first.pk], before=soon)) == ["amina", "joel"]
        assert names(MEMBERS(circles={first.pk, second.pk, uuid4()}, before=soon)) == ["amina", "bilal", "joel", "joel"]
        assert MEMBERS(circles=[], before=soon) == []
    Membership.objects.filter(persona=amina.persona).update(joined_at=soon)
    assert names(MEMBERS(circles=[first.pk], before=soon)) == ["joel"]
    (member,) = MEMBERS(circles=[first.pk], before=soon)
    expected = Membership.objects.get(pk=member.pk)
    assert {name: getattr(member, name) for name in _fields()} == {name: getattr(expected, name) for name in _fields()}


def _fields():
    return [field.attname for field in Membership._meta.concrete_fields]


def test_it_gives_rows_of_values_and_locks(joel):
    circle = circles.circle(joel, name="The one")
    with transaction.atomic():
        assert NAMES(pks=[circle.pk]) == [(circle.pk, "The one")]
    with pytest.raises(KeyError):
        NAMES(others=[circle.pk])


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_in_a_task_it_asks_the_connection_of_that_task(monkeypatch):
    """Django gives each task of an event loop a connection of its own; another one would not see what is going on."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "yes")
    rooms = Prepared(lambda: Room.objects.filter(Among("pk", "rooms")))
    assert rooms(rooms=[]) == []  # compiled for this thread's

    async def in_a_task():
        with transaction.atomic():
            room_id = open_room(kind="circle")
            found = rooms(rooms=[room_id])
        connections.close_all()
        return [room.pk for room in found] == [room_id]

    assert asyncio.run(in_a_task())


BY_NAME = Prepared(
    lambda: Circle.objects.filter(Among("name", "names")).order_by("name").values_list("name", flat=True)
)


def test_values_are_compared_as_they_are_whatever_signs_are_in_them(joel):
    odd = ['"', "\\", '\\"', "{a,b}", "NULL", " edges ", "100%s", "%%", "$1", "two\nlines", "ألوان"]
    for name in (*odd, "another"):
        Circle.objects.filter(pk=circles.circle(joel).pk).update(name=name)
    assert set(BY_NAME(names=odd)) == set(odd)
    assert [BY_NAME(names=[name]) for name in odd] == [[name] for name in odd]
    assert BY_NAME(names=["", "a", "null", None]) == []
