"""How long messages wait for a person, measured: a conversation lives only while that takes seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.db.models import F, Q

from peer_circles.models import Circle, Message, MessageState

LOOKED_AT = 20  # messages
LOOKED_BACK = timedelta(minutes=30)
ENOUGH = 5  # below that a figure says nothing
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


def waiting_times(circle: Circle, now: datetime, *, with_waiting: bool = True) -> WaitingTimes:
    """Since the circle's mode last changed, half an hour back at most. Messages that still wait count with what they
    have waited so far, unless `with_waiting` is False."""
    since = max(now - LOOKED_BACK, circle.mode_since or now - LOOKED_BACK)
    shown = Q(state=MessageState.PUBLISHED, published_at__gt=F("created_at"))
    refused = Q(state=MessageState.REMOVED, published_at__isnull=True)
    waiting = Q(state=MessageState.HELD) if with_waiting else Q(pk__in=[])
    rows = Message.objects.filter(shown | refused | waiting, circle=circle, created_at__gte=since)
    last = rows.order_by("-created_at").values_list("state", "created_at", "published_at", "settled_at")[:LOOKED_AT]
    waits = sorted(
        ((now if state == MessageState.HELD else published or settled or now) - created).total_seconds()
        for state, created, published, settled in last
    )
    if not waits:
        return WaitingTimes(0, 0.0, 0.0)
    return WaitingTimes(len(waits), median(waits), waits[min(len(waits) - 1, int(len(waits) * 0.95))])
