"""Many moderators at once: no job is given twice, and none is forgotten."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import repeat
from threading import Barrier
from time import sleep
from uuid import uuid4

import pytest
from django.db import connection, connections

from moderation import actions
from moderation.models import Lane, QueueItem, Severity, State
from moderation.triage import due_at, place_of
from pop.accounts.contracts import Actor, Role
from pop.accounts.models import Login
from tests.factories.moderation import HELD, NOON
from tests.people import person


def jobs(count):
    QueueItem.objects.bulk_create(
        QueueItem(
            kind="note",
            subject_id=uuid4(),
            cause="held",
            severity=Severity.HIGH,
            lane=Lane.CONDUCT,
            created_at=NOON + timedelta(seconds=number),
            due_at=due_at(Severity.HIGH, NOON),
            place=place_of(Severity.HIGH, NOON + timedelta(seconds=number)),
        )
        for number in range(count)
    )


def moderators(count):
    logins = Login.objects.bulk_create(Login(username=f"moderator{number}", password="!") for number in range(count))
    return [Actor(login_id=login.pk, roles=frozenset({Role.MODERATOR})) for login in logins]


def work(actor, everybody):
    """Take one after the other until nothing waits; each is done before the next is taken."""
    given = []
    try:
        everybody.wait(60)
        while (item := actions.take_next(actor=actor, now=NOON)) is not None:
            given.append(item.pk)
            QueueItem.objects.filter(pk=item.pk).update(state=State.DECIDED, decided_at=NOON)
            sleep(0.002)  # SQLite knows no queue of writers: whoever never pauses has it all
    finally:
        connections.close_all()
    return given


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sg_53_in_a_race_no_job_is_given_twice():
    people, count = (20, 1_000) if connection.vendor == "postgresql" else (4, 100)
    jobs(count)
    with ThreadPoolExecutor(people) as pool:
        given = list(pool.map(work, moderators(people), repeat(Barrier(people))))
    times = Counter(pk for theirs in given for pk in theirs)
    assert len(times) == count
    assert set(times.values()) == {1}
    assert sum(1 for theirs in given if theirs) > 1  # it was a race


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sg_53_one_job_and_many_hands_has_one_holder():
    jobs(1)
    people = moderators(8)

    def take(actor):
        try:
            return actions.take_next(actor=actor, now=NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(people)) as pool:
        taken = [actor for actor, item in zip(people, pool.map(take, people), strict=True) if item is not None]
    assert [actor.login_id for actor in taken] == [QueueItem.objects.get().holder_id]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_sec_73_nothing_hides_behind_what_was_decided_meanwhile(board):
    author = person("rosa", "16-17")
    (moderator,) = moderators(1)
    notes = [board.pin(author, shown=False, text="Win a free phone, only today") for _number in range(40)]

    def open_all():
        try:
            for note in notes:
                actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        opening = pool.submit(open_all)
        while not opening.done() or QueueItem.objects.filter(decided_at__isnull=True).exists():
            if (item := actions.take_next(actor=moderator, now=NOON)) is not None:
                actions.decide_item(actor=moderator, item_id=item.pk, decision="approve", now=NOON)
            hidden = QueueItem.objects.filter(decided_at__isnull=True, folded_into__decided_at__isnull=False)
            assert not hidden.exists()
        opening.result()
    assert QueueItem.objects.filter(decided_at__isnull=False).count() == 40
