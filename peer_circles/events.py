"""What circles announce. Listeners read the rows; an event only says that it is time to look."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PersonAwaited:
    """A message in a circle waits for a person, or has been decided about."""

    circle_id: UUID
