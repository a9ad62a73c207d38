"""Reading rooms and their streams. Whether somebody may is asked of the room's kind, before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from pop.core.errors import Absent
from pop.realtime.contracts import Event
from pop.realtime.models import Room, RoomEvent

_MOST_KINDS = 10_000
_kinds: dict[UUID, str] = {}
_EVENT = ("room_id", "seq", "kind", "subject_id", "at")


@dataclass(frozen=True, slots=True)
class RoomState:
    """How far a room has come."""

    kind: str
    last_seq: int
    private_seq: int


def room_state(room_id: UUID) -> RoomState:
    """Raises Absent for an unknown room."""
    try:
        return room_states([room_id])[room_id]
    except KeyError:
        raise Absent from None


def room_states(room_ids: Iterable[UUID]) -> dict[UUID, RoomState]:
    """The states of those that exist, in one query."""
    rows = Room.objects.filter(pk__in=set(room_ids)).values_list("pk", "kind", "last_seq", "private_seq")
    return {pk: RoomState(kind, last_seq, private_seq) for pk, kind, last_seq, private_seq in rows}


def room_kinds(room_ids: set[UUID]) -> dict[UUID, str]:
    """Of which kind each of those is that exist. Asked once for each room: a kind never changes."""
    unknown = {room_id for room_id in room_ids if room_id not in _kinds}  # however many are known
    if unknown:
        if len(_kinds) > _MOST_KINDS:
            _kinds.clear()
        _kinds.update(Room.objects.filter(pk__in=unknown).values_list("pk", "kind"))
    return {room_id: _kinds[room_id] for room_id in room_ids if room_id in _kinds}


def events_after(room_id: UUID, after: int, limit: int) -> list[Event]:
    """The next events of the stream, in order, without gaps."""
    rows = RoomEvent.objects.filter(room=room_id, seq__gt=after).order_by("seq")[:limit]
    return [Event(*row) for row in rows.values_list(*_EVENT)]


def events_of_many(wanted: Mapping[UUID, int], limit: int) -> list[Event]:
    """The same for many rooms in one query: the next events of each, after its own number."""
    pages = (Q(room=room_id, seq__gt=after, seq__lte=after + limit) for room_id, after in wanted.items())
    rows = RoomEvent.objects.filter(reduce(or_, pages)).order_by("room", "seq")
    return [Event(*row) for row in rows.values_list(*_EVENT)]
