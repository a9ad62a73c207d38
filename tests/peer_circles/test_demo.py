"""The demo's circles: there once, alive, with work in the queue."""

from datetime import UTC, datetime

from moderation.models import QueueItem
from peer_circles.demo import ensure_circles
from peer_circles.models import Circle, CircleSession, Message
from pop.core import clock


def test_the_demo_has_four_circles_and_the_second_time_changes_nothing(db):
    ensure_circles(clock.now())
    first = (Circle.objects.count(), Message.objects.count(), QueueItem.objects.count())
    ensure_circles(clock.now())
    assert (Circle.objects.count(), Message.objects.count(), QueueItem.objects.count()) == first
    assert Circle.objects.count() == 4
    assert set(Message.objects.filter(state="held").values_list("author__name", flat=True)) == {"amina", "bilal"}
    assert Message.objects.filter(state="published").count() == Message.objects.count() - 2


def test_the_demos_circles_meet_in_the_coming_two_weeks(db, time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 22, 50, tzinfo=UTC))
    ensure_circles(clock.now())
    first = list(CircleSession.objects.values_list("pk", flat=True))
    off = CircleSession.objects.get(cancelled_at__isnull=False)
    assert (len(first), off.circle.name) == (4, "First flat, first job")
    assert off.instead
    ensure_circles(clock.now())
    assert list(CircleSession.objects.values_list("pk", flat=True)) == first
    time_machine.move_to(datetime(2026, 11, 30, 9, 0, tzinfo=UTC))
    ensure_circles(clock.now())
    assert CircleSession.objects.count() == 6
    assert CircleSession.objects.get(cancelled_at__isnull=False) == off
