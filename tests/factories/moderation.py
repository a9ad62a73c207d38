"""A kind of content without a content area: notes on a board, kept in memory. What moderation promises to every kind is
tested with it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

from moderation import actions, contracts
from moderation.contracts import Effect, Reason, ScreeningContext, Snapshot, Standing, Verdict
from moderation.models import QueueItem
from pop.accounts.contracts import Actor, Role
from pop.accounts.models import Persona
from pop.core.errors import Absent
from tests.people import Person

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
CLEAR = Verdict()
HELD = Verdict().raised_by(Reason("contact", "phone", Effect.HOLD))
CARE = Verdict().raised_by(Reason("care", "self", Effect.CARE))
_LINES = count(1)
CONTEXT = ScreeningContext(kind="note")


@dataclass
class Note:
    author: Person
    text: str = field(default_factory=lambda: f"I painted the bus stop of line {next(_LINES)}.")  # no two say the same
    title: str = "A note"
    shown: bool = True
    limited: bool = False
    board: str = "river"
    images: tuple[str, ...] = ()
    surroundings: tuple[str, ...] = ()
    id: UUID = field(default_factory=uuid4)


class Board:
    """Notes: everybody sees what is shown, the author sees their own, keepers look after one board."""

    name = "note"
    label = "note"
    model = Persona  # has no table of its own

    def __init__(self) -> None:
        self.notes: dict[UUID, Note] = {}
        self.keepers: dict[str, set[UUID]] = {}
        self.calls: list[tuple[str, UUID]] = []

    def pin(self, author: Person, **fields) -> Note:
        note = Note(author, **fields)
        self.notes[note.id] = note
        return note

    def snapshot(self, subject_id: UUID) -> Snapshot:
        note = self._note(subject_id)
        return Snapshot(
            title=note.title,
            text=note.text,
            author_id=note.author.persona.pk,
            url=f"/notes/{note.id}/",
            created_at=NOON,
            surroundings=note.surroundings,
            images=note.images,
            stands_in=uuid5(NAMESPACE_URL, note.board),
        )

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        note = self.notes.get(subject_id)
        return note is not None and (note.shown or actor.persona_id == note.author.persona.pk)

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return actor.has_role(Role.FACILITATOR) and subject_id in self.subjects_looked_after_by(actor)

    def subjects_looked_after_by(self, actor: Actor) -> Iterable[UUID]:
        boards = self._boards_of(actor)
        return [note.id for note in self.notes.values() if note.board in boards]

    def places_looked_after_by(self, actor: Actor) -> Iterable[UUID]:
        return [uuid5(NAMESPACE_URL, board) for board in self._boards_of(actor)]

    def _boards_of(self, actor: Actor) -> set[str]:
        return {board for board, keepers in self.keepers.items() if actor.persona_id in keepers}

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        self._note(subject_id).shown = True
        self.calls.append(("publish", subject_id))

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        self._note(subject_id).shown = False
        self.calls.append(("hide", subject_id))

    def hold_back(self, *, subject_id: UUID, now: datetime) -> bool:
        was_shown, self._note(subject_id).shown = self._note(subject_id).shown, False
        if was_shown:
            self.calls.append(("hold_back", subject_id))
        return was_shown

    def show_again(self, *, subject_id: UUID, now: datetime) -> None:
        self._note(subject_id).shown = True
        self.calls.append(("show_again", subject_id))

    def standing(self, subject_id: UUID) -> Standing:
        note = self._note(subject_id)
        return Standing(is_shown=note.shown, is_limited=note.limited)

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        note = self._note(subject_id)
        note.shown, note.limited = standing.is_shown, standing.is_limited
        self.calls.append(("restore", subject_id))

    def _note(self, subject_id: UUID) -> Note:
        if subject_id not in self.notes:
            raise Absent
        return self.notes[subject_id]


def agree(item: QueueItem, *people: Person, decision: str = "approve", now: datetime = NOON, **fields: str) -> None:
    """These people read it and find the same: two close what is severe (SEC-76)."""
    for one in people:
        actions.open_for_review(actor=one.actor, item_id=item.pk, words=True, now=now)
        actions.decide_item(actor=one.actor, item_id=item.pk, decision=decision, now=now, **fields)


class Workshop(Board):
    """Notes whose authors can change them, and that can be shown with a limit."""

    visibility_limited = ("DECISION_VISIBILITY_CONTENT_DEMOTED",)
    limits = "Only who has its address finds it."

    def where_to_change(self, subject_id: UUID) -> str:
        return f"/notes/{self._note(subject_id).id}/change/"

    def ask_to_change(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        self._note(subject_id).shown = False
        self.calls.append(("ask_to_change", subject_id))

    def limit(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        self._note(subject_id).limited = True
        self.calls.append(("limit", subject_id))


def put_up(monkeypatch, board: Board | None = None) -> Board:
    """A board registered for one test."""
    board = board or Board()
    monkeypatch.setitem(contracts._kinds, "note", board)
    return board


def flag(who, note, reason="unkind", kind="note", now=NOON):
    made = actions.flag_content(actor=who.actor, kind=kind, subject_id=note.id, reason=reason, now=now)
    return QueueItem.objects.get(pk=made.item_id)
