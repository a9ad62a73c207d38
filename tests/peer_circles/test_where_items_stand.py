"""Facilitators find what waits by the circle it stands in: in what is opened from now on, and in what waited before."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from moderation.actions import open_item
from moderation.contracts import Verdict
from moderation.models import QueueItem
from moderation.selectors import waiting
from peer_circles.actions import asides
from peer_circles.models import CheckIn, CircleSession
from pop.core import clock
from tests.factories import circles
from tests.factories.talk import post


@pytest.fixture
def waiting_in_circle(joel, amina):
    """One item of each kind that facilitators look after, in the circle they stand in."""
    circle = circles.circle(joel, amina, pre_moderated=True)
    now = clock.now()
    post(amina, circle)
    session = CircleSession.objects.create(circle=circle, starts_at=now, ends_at=now + timedelta(hours=1), revision=1)
    how = CheckIn.objects.create(session=session, persona=amina.persona, agreed_version=1, mood=1, came_at=now)
    open_item(kind="circle_check_in", subject_id=how.pk, cause="held", verdict=Verdict(), now=now)
    asides.ask_for_help(actor=amina.actor, circle_id=circle.pk, now=now)
    assert QueueItem.objects.count() == 3
    return circle


def found_by(somebody):
    return sorted(row.kind for row in waiting.page_of_queue(somebody.actor, now=clock.now()).rows)


ALL = ["circle_check_in", "circle_help_call", "circle_message"]


def test_facilitators_find_theirs_and_nobody_elses(waiting_in_circle, joel):
    circles.circle(farah := circles.another_facilitator(), name="Another circle")
    assert found_by(joel) == ALL
    assert found_by(farah) == []
    assert set(QueueItem.objects.values_list("stands_in", flat=True)) == {waiting_in_circle.pk}


def test_what_waited_before_is_found_as_well(waiting_in_circle, joel):
    QueueItem.objects.update(stands_in=None)
    assert found_by(joel) == []
    import_module("peer_circles.migrations.0022_where_items_stand").fill(apps, None)
    assert found_by(joel) == ALL


def test_nothing_that_was_ever_said_in_the_circle_is_read_for_it(waiting_in_circle, joel):
    with CaptureQueriesContext(connection) as asked:
        found_by(joel)
    assert not [query["sql"] for query in asked if "peer_circles_message" in query["sql"]]
