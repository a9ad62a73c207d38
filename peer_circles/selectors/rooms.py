"""Which circle a room of realtime belongs to, and how far its stream has come."""

from collections.abc import Iterable
from uuid import UUID

from peer_circles.models import Circle
from pop.core.errors import Absent
from pop.core.prepared import Among, Prepared
from pop.realtime.selectors import room_state

# Asked for everybody who has a line, at every beat of the rooms.
_IN_ROOMS: Prepared[Circle] = Prepared(lambda: Circle.objects.filter(Among("room", "rooms")).order_by())


def circles_of_rooms(room_ids: Iterable[UUID]) -> dict[UUID, Circle]:
    rooms = set(room_ids)
    return {circle.room_id: circle for circle in _IN_ROOMS(rooms=rooms)} if rooms else {}


def circle_of_room(room_id: UUID) -> Circle:
    """Raises Absent."""
    circle = Circle.objects.filter(room=room_id).first()
    if circle is None:
        raise Absent
    return circle


_MOST_KNOWN = 10_000
_circle_ids: dict[UUID, UUID] = {}  # by room


def circle_ids_of_rooms(room_ids: set[UUID]) -> dict[UUID, UUID]:
    """Of those rooms that are circles'. Asked once for each: a circle keeps its room for good."""
    unknown = {room_id for room_id in room_ids if room_id not in _circle_ids}  # however many are known
    if unknown:
        if len(_circle_ids) > _MOST_KNOWN:
            _circle_ids.clear()
        _circle_ids.update(Circle.objects.filter(room__in=unknown).values_list("room_id", "pk"))
    return {room_id: _circle_ids[room_id] for room_id in room_ids if room_id in _circle_ids}


def circle_id_of_room(room_id: UUID) -> UUID:
    """Raises Absent."""
    try:
        return circle_ids_of_rooms({room_id})[room_id]
    except KeyError:
        raise Absent from None


def stream_position(circle: Circle) -> int:
    """How far the circle's stream has come. Read it before the messages: what comes between is replayed, not lost."""
    return room_state(circle.room_id).last_seq
