"""Somebody who looks after a drop-in circle is in its room: without them members do not write (SG-09)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from peer_circles.models import Circle, StaffSeen
from peer_circles.session_states import staff_time_left
from pop.realtime.actions import touch_room

WRITTEN_EVERY = timedelta(seconds=8)  # as the signs of life on a shift


def note_staff_there(*, circles: Sequence[Circle], now: datetime) -> bool:
    """The lines of their staff were just looked at. Whether that opens one that was closed for want of them."""
    seen = dict(StaffSeen.objects.filter(circle__in=circles).values_list("circle", "at"))
    due = [one for one in circles if one.pk not in seen or seen[one.pk] + WRITTEN_EVERY <= now]
    if not due:
        return False
    opened = [one for one in due if one.pk not in seen or seen[one.pk] + staff_time_left() < now]
    with transaction.atomic():
        StaffSeen.objects.bulk_create(
            [StaffSeen(circle=one, at=now) for one in due],
            update_conflicts=True,
            unique_fields=["circle"],
            update_fields=["at"],
        )
        for one in opened:
            touch_room(room_id=one.room_id)
    return bool(opened)
