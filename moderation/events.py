"""What moderation announces. Whoever listens is not known here."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CareNeeded:
    """Screening heard that somebody may need help (SG-31). Holds ids only; the words are in the queue item."""

    item_id: UUID
    kind: str
    subject_id: UUID
    author_id: UUID | None  # a persona
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemDecided:
    """A person decided about an item. `decision` is a value of moderation.models.Choice."""

    item_id: UUID
    kind: str
    subject_id: UUID
    decision: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SanctionSet:
    """A person decided that somebody does not write for a while, or reminded them of a rule. The row says what."""

    sanction_id: UUID
    persona_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class SanctionLifted:
    """A person ended a sanction early."""

    sanction_id: UUID
    persona_id: UUID
    at: datetime
