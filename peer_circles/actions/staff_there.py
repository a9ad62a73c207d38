"""Somebody who looks after a circle is in its room: without them members do not write in drop-in hours, and what they
write between meetings waits (SG-09)."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from peer_circles.models import Circle, StaffSeen
from peer_circles.states.sessions import staff_time_left
from pop.realtime.actions import touch_room

WRITTEN_EVERY = timedelta(seconds=8)  # as the signs of life on a shift


def note_staff_there(*, circles: Mapping[Circle, datetime], now: datetime) -> bool:
    """The lines of their staff were just looked at: in which circles, and when one of them was last heard. Whether one
    of these had nobody before."""
    here = {one: heard for one, heard in circles.items() if heard + staff_time_left() >= now}
    seen = dict(StaffSeen.objects.filter(circle__in=here).values_list("circle", "at")) if here else {}
    due = {one: at for one, at in here.items() if one.pk not in seen or seen[one.pk] + WRITTEN_EVERY <= at}
    if not due:
        return False
    opened = [one for one in due if one.pk not in seen or seen[one.pk] + staff_time_left() < now]
    with transaction.atomic():
        StaffSeen.objects.bulk_create(
            [StaffSeen(circle=one, at=heard) for one, heard in due.items()],
            update_conflicts=True,
            unique_fields=["circle"],
            update_fields=["at"],
        )
        for one in opened:
            touch_room(room_id=one.room_id)
    return bool(opened)
