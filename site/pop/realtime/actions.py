"""The only writers of rooms. Called by the domain's actions, inside their transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from pop.core.errors import Absent
from pop.core.events import emit
from pop.realtime.events import RoomChanged
from pop.realtime.models import Room, RoomEvent


def open_room(*, kind: str) -> UUID:
    """A new, empty room of a registered kind."""
    return Room.objects.create(kind=kind).pk


def append_event(*, room_id: UUID, kind: str, subject_id: UUID, now: datetime) -> int:
    """Add a step to the room's public stream and give its sequence number.

    The room's row stays locked until the caller commits (SQLite: the whole database), so numbers are committed in
    their order and a reader never meets a gap that is filled later. Raises Absent for an unknown room, and
    TransactionManagementError outside a transaction. Whoever is in the room is told after the commit.
    """
    _move(room_id, "last_seq")
    seq = Room.objects.values_list("last_seq", flat=True).get(pk=room_id)
    RoomEvent.objects.create(room_id=room_id, seq=seq, kind=kind, subject_id=subject_id, at=now)
    emit(RoomChanged(room_id=room_id))
    return seq


def touch_room(*, room_id: UUID) -> None:
    """Say that something changed which only some members see, or who belongs here: seats and private frames are
    looked at again after the commit. Raises as `append_event`."""
    _move(room_id, "private_seq")
    emit(RoomChanged(room_id=room_id))


def _move(room_id: UUID, counter: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A room changes only together with what changed in it")
    if not Room.objects.filter(pk=room_id).update(**{counter: F(counter) + 1}):
        raise Absent
