"""Reading rooms and their streams. Whether somebody may is asked of the room's kind, before."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from pop.core.errors import Absent
from pop.realtime.contracts import Event
from pop.realtime.models import Room, RoomEvent


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


def events_after(room_id: UUID, after: int, limit: int) -> list[Event]:
    """The next events of the stream, in order, without gaps."""
    rows = RoomEvent.objects.filter(room=room_id, seq__gt=after).order_by("seq")[:limit]
    return [Event(*row) for row in rows.values_list("seq", "kind", "subject_id", "at")]
