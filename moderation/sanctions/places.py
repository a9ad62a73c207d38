"""What a content area promises so that a sanction can hold where it was earned, and what it is told.

Moderation knows no area: a place is a kind and an id.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from pop.accounts.contracts import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere people write: a circle."""

    kind: str
    id: UUID


@runtime_checkable
class SharedKind(Protocol):
    """A kind of what people write for others to read. Only for words of such a kind can somebody be sanctioned: never
    for a call for help, for how they say they feel, or for what they say to the staff alone (SEC-10)."""

    def place_of(self, subject_id: UUID) -> Place | None:
        """Where it stands; None for what stands in no place of its own. Raises Absent."""


class PlaceKind(Protocol):
    """One kind of place, registered in the area's apps.py."""

    name: str  # stable, stored in rows: "circle"

    def title_of(self, place_id: UUID) -> str:
        """What people call it; "" when it is gone."""

    def show_out(self, *, actor: Actor, persona_id: UUID, place_id: UUID, now: datetime) -> None:
        """Take somebody out of it, inside the sanctioning transaction. Harmless for who has left already."""

    def let_back_in(
        self, *, actor: Actor, persona_id: UUID, place_id: UUID, shown_out_at: Collection[datetime], now: datetime
    ) -> bool:
        """Give somebody the place back that `show_out` took at one of these moments, because it should not have been
        (SG-50); inside the deciding transaction. True also for who had none then. False where it cannot be given back:
        somebody else has it by now, or the place is gone or for others."""


_places: dict[str, PlaceKind] = {}


def register_place_kind(kind: PlaceKind) -> None:
    """Called from a content area's apps.py. Raises ValueError on a second registration under one name."""
    if _places.get(kind.name, kind) is not kind:
        raise ValueError(f"places of kind {kind.name} are registered already")
    _places[kind.name] = kind


def place_kind_named(name: str) -> PlaceKind:
    """Raises KeyError for a kind nobody registered."""
    return _places[name]


def title_of(kind: str, place_id: UUID | None) -> str:
    """What people call it; "" for everywhere, and for what is gone."""
    if not kind or place_id is None or kind not in _places:
        return ""
    return _places[kind].title_of(place_id)
