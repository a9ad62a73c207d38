"""How long messages wait for a person, measured: a conversation lives only while that takes seconds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import F, Q

from peer_circles.models import Circle, Message, MessageState

LOOKED_AT = 20  # messages
LOOKED_BACK = timedelta(minutes=30)
ENOUGH = 5  # below that a figure says nothing
SLOW_AT_LEAST = timedelta(minutes=3)  # a rule that came and went every few seconds would help nobody
LONGEST_MEDIAN, LONGEST_SLOWEST = 20.0, 60.0  # seconds; the second for nineteen in twenty


@dataclass(frozen=True, slots=True)
class WaitingTimes:
    """Of the last messages that waited, in seconds. `slowest`: nineteen in twenty waited no longer."""

    count: int
    median: float
    slowest: float

    @property
    def are_too_long(self) -> bool:
        return self.count >= ENOUGH and (self.median > LONGEST_MEDIAN or self.slowest > LONGEST_SLOWEST)


def waiting_times(
    circle: Circle, now: datetime, *, with_waiting: bool = True, of_any_age: bool = False
) -> WaitingTimes:
    """Since the circle's mode last changed, half an hour back at most. Messages that still wait count with what they
    have waited so far once that is too long, unless `with_waiting` is False; of newer ones nobody can say yet.
    `of_any_age`: also those that have waited since before the mode changed."""
    since = max(now - LOOKED_BACK, circle.mode_since or now - LOOKED_BACK)
    lately = Q(created_at__gte=since)
    shown = Q(state=MessageState.PUBLISHED, published_at__gt=F("created_at"))
    refused = Q(state=MessageState.REMOVED, published_at__isnull=True)
    waiting = _waiting_long(now) if with_waiting else Q(pk__in=[])
    rows = Message.objects.filter((shown | refused) & lately | waiting & (Q() if of_any_age else lately), circle=circle)
    last = rows.order_by("-created_at").values_list("state", "created_at", "published_at", "settled_at")[:LOOKED_AT]
    waits = sorted(
        ((now if state == MessageState.HELD else published or settled or now) - created).total_seconds()
        for state, created, published, settled in last
    )
    if not waits:
        return WaitingTimes(0, 0.0, 0.0)
    return WaitingTimes(len(waits), median(waits), waits[min(len(waits) - 1, int(len(waits) * 0.95))])


def waiting_long_in(circle_ids: Iterable[UUID], now: datetime) -> set[UUID]:
    """In which of these circles something waits for longer than a conversation lives with. One query."""
    rows = Message.objects.filter(_waiting_long(now), circle__in=set(circle_ids))
    return set(rows.values_list("circle_id", flat=True).distinct())


def is_quick_again(circle: Circle, now: datetime) -> bool:
    """Of a circle that goes slowly: minutes have passed, nothing waits for long, and what came was read in time."""
    if circle.mode_since is None or now < circle.mode_since + SLOW_AT_LEAST or waiting_long_in([circle.pk], now):
        return False
    times = waiting_times(circle, now)
    return times.median <= LONGEST_MEDIAN and times.slowest <= LONGEST_SLOWEST


def _waiting_long(now: datetime) -> Q:
    """What was shown before and is held back now stands in nobody's way (SG-56)."""
    return Q(state=MessageState.HELD, seq__isnull=True, created_at__lt=now - timedelta(seconds=LONGEST_MEDIAN))
