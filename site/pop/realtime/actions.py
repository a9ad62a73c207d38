"""The only writers of rooms. Called by the domain's actions, inside their transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent
from pop.core.events import emit
from pop.core.prepared import Among, Prepared, PreparedUpdate
from pop.core.rows import Rows
from pop.core.turns import one_turn
from pop.realtime.contracts import Event, Frame
from pop.realtime.events import RoomChanged
from pop.realtime.models import Room, RoomEvent


def open_room(*, kind: str) -> UUID:
    """A new, empty room of a registered kind."""
    return Room.objects.create(kind=kind).pk


def keep_room(*, room_id: UUID, kind: str) -> None:
    """See that the room with this id is there: for an area that has one room, and no row of its own to name it."""
    Room.objects.get_or_create(pk=room_id, defaults={"kind": kind})


def append_event(*, room_id: UUID, kind: str, subject_id: UUID, now: datetime, body: Frame | None = None) -> int:
    """Add a step to the room's public stream and give its sequence number.

    `body`: how the step reads, for who knows it already (`RoomKind.render`); otherwise it is read when it is told.

    The room's row stays locked until the caller commits (SQLite: the whole database), so numbers are committed in
    their order and a reader never meets a gap that is filled later. Raises Absent for an unknown room, and
    TransactionManagementError outside a transaction. Whoever is in the room is told after the commit. Not to be undone
    by a savepoint of the caller's own: a number would be missing.
    """
    if (steps := _steps.get()) is not None:
        return steps.append(room_id, kind, subject_id, now, body)
    _move(room_id, "last_seq")
    seq = Room.objects.values_list("last_seq", flat=True).get(pk=room_id)
    RoomEvent.objects.create(room_id=room_id, seq=seq, kind=kind, subject_id=subject_id, at=now)
    emit(RoomChanged(room_id=room_id))
    return seq


def touch_room(*, room_id: UUID) -> None:
    """Say that something changed which only some members see, or who belongs here: seats and private frames are
    looked at again after the commit. Raises as `append_event`."""
    if (steps := _steps.get()) is not None:
        steps.touched.append(room_id)
        return
    _move(room_id, "private_seq")
    emit(RoomChanged(room_id=room_id))


def forget_rooms(*, room_ids: Iterable[UUID]) -> None:
    """Delete rooms with their streams: whose they were has deleted them, and nobody can have a seat there any more."""
    Room.objects.filter(pk__in=list(room_ids)).delete()


def note_staff_joined(joined: Sequence[tuple[Actor, str, UUID]], *, now: datetime) -> None:
    """These of the staff joined these rooms, each with its kind: on record, for they read along now (SEC-61)."""
    with transaction.atomic():
        for actor, kind, room_id in joined:
            record_deed(actor=actor, verb="realtime.join", subject_kind=f"{kind}_room", subject_id=room_id, now=now)


# How far a room has come is the number of its newest event.
_MOVED = PreparedUpdate(
    lambda: Room.objects.filter(Among("pk", "rooms")),
    last_seq=Subquery(RoomEvent.objects.filter(room=OuterRef("pk")).order_by("-seq").values("seq")[:1]),
)
# In one order everywhere, so that two of these never wait for each other.
_LOCKED: Prepared[tuple[UUID, str, int, int]] = Prepared(
    lambda: (
        Room.objects.select_for_update()
        .filter(Among("pk", "rooms"))
        .order_by("pk")
        .values_list("pk", "kind", "last_seq", "private_seq")
    )
)


_EVENTS = Rows(RoomEvent)


class Steps:
    """What happens in several rooms in one transaction, written at its end: two statements, however much it is."""

    def __init__(self, turn: ExitStack) -> None:
        self.kinds: dict[UUID, str] = {}  # of the rooms that are locked
        self.private_seqs: dict[UUID, int] = {}  # the same rooms, as they were found
        self.events: list[Event] = []
        self.touched: list[UUID] = []
        self._seqs: dict[UUID, int] = {}
        self._turn = turn

    def lock(self, room_ids: Iterable[UUID]) -> Callable[[], None]:
        """Ask for the rooms: whatever is asked after this is read behind their locks. Call what it gives when the
        answer is there, before anything happens in them."""
        locked = _LOCKED.ask(rooms=set(room_ids))

        def take() -> None:
            for pk, kind, seq, private_seq in locked():
                self.kinds[pk], self._seqs[pk], self.private_seqs[pk] = kind, seq, private_seq

        return take

    def last_turn(self) -> None:
        """From here on rows are written and nothing is asked: all of it leaves in one turn."""
        self._turn.enter_context(one_turn())

    def append(self, room_id: UUID, kind: str, subject_id: UUID, now: datetime, body: Frame | None = None) -> int:
        if room_id not in self._seqs:
            seq = Room.objects.select_for_update().filter(pk=room_id).values_list("last_seq", flat=True).first()
            if seq is None:
                raise Absent
            self._seqs[room_id] = seq
        self._seqs[room_id] += 1
        self.events.append(Event(room_id, self._seqs[room_id], kind, subject_id, now, body))
        return self._seqs[room_id]

    @contextmanager
    def one(self) -> Iterator[None]:
        """A part that happens as a whole or not at all, whatever becomes of the others."""
        events, touched = len(self.events), len(self.touched)
        try:
            with transaction.atomic():
                yield
        except BaseException:
            for event in self.events[events:]:
                self._seqs[event.room_id] -= 1
            del self.events[events:], self.touched[touched:]
            raise

    def _write(self) -> None:
        if self.events:
            _EVENTS.write(self.events)
            _MOVED(rooms={event.room_id for event in self.events})
        if self.touched:
            Room.objects.filter(pk__in=set(self.touched)).update(private_seq=F("private_seq") + 1)


_steps: ContextVar[Steps | None] = ContextVar("steps", default=None)


@contextmanager
def many_steps() -> Iterator[Steps]:
    """One transaction for what many people do in several rooms at the same moment. Whoever opens it tells the rooms of
    what was committed; nothing is announced here."""
    with transaction.atomic(), ExitStack() as turn:
        steps = Steps(turn)
        token = _steps.set(steps)
        try:
            yield steps
        finally:
            _steps.reset(token)
        steps._write()


def _move(room_id: UUID, counter: str) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A room changes only together with what changed in it")
    if not Room.objects.filter(pk=room_id).update(**{counter: F(counter) + 1}):
        raise Absent
