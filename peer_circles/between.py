"""Between the meetings of a circle that lets its members write then: who reads what they say (SG-09).

Nobody of the staff is on shift then. While somebody who looks after the circle has a line to its room, members talk as
they do in drop-in hours; at all other times it is a board: whatever a member says waits for a person, and reaches
nobody before one has said yes (docs/decisions/0019-between-meetings-nobody-is-alone.md).
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from peer_circles.models import Circle, StaffSeen
from peer_circles.policies import writes_between_meetings
from peer_circles.selectors.sessions import sessions_on
from peer_circles.states.sessions import SessionState, staff_time_left

LOOKED_BACK = timedelta(seconds=20)  # longer than a beat of the rooms: who went is found at one of them


def lacks_staff(circle: Circle, on: SessionState | None, seen_at: datetime | None, now: datetime) -> bool:
    """Whether what members say here waits because nobody of the staff is there. `seen_at`: when somebody last was."""
    if not writes_between_meetings(circle, on):
        return False
    return seen_at is None or seen_at + staff_time_left() < now


def lacks_staff_now(circle: Circle, now: datetime) -> bool:
    """The same for one circle, asked of the rows: no query where there is nothing to ask, four otherwise."""
    if not writes_between_meetings(circle, None):
        return False
    on = sessions_on([circle], now).get(circle.pk)
    seen_at = StaffSeen.objects.filter(circle=circle).values_list("at", flat=True).first()
    return lacks_staff(circle, on.state if on else None, seen_at, now)


def left_lately(room_ids: Collection[UUID], now: datetime) -> set[UUID]:
    """The rooms among these that the last of the staff has left a moment ago: members see another sentence now."""
    gone = now - staff_time_left()
    rows = StaffSeen.objects.filter(circle__room__in=room_ids, circle__talk_between_sessions=True)
    return set(rows.filter(at__lt=gone, at__gte=gone - LOOKED_BACK).values_list("circle__room", flat=True))


def talking_between(circles: Iterable[Circle], on: Collection[UUID]) -> set[UUID]:
    """Those among these circles whose members write although no meeting is on. `on`: circles where one is."""
    return {one.pk for one in circles if one.pk not in on and writes_between_meetings(one, None)}
