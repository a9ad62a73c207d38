"""The demo's circles: there once, alive, with work in the queue."""

from moderation.models import QueueItem
from peer_circles.demo import ensure_circles
from peer_circles.models import Circle, Message
from pop.core import clock


def test_the_demo_has_four_circles_and_the_second_time_changes_nothing(db):
    ensure_circles(clock.now())
    first = (Circle.objects.count(), Message.objects.count(), QueueItem.objects.count())
    ensure_circles(clock.now())
    assert (Circle.objects.count(), Message.objects.count(), QueueItem.objects.count()) == first
    assert Circle.objects.count() == 4
    assert set(Message.objects.filter(state="held").values_list("author__name", flat=True)) == {"amina", "bilal"}
    assert Message.objects.filter(state="published").count() == Message.objects.count() - 2
