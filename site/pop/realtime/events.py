"""What rooms announce. Listeners read the rows; an event only says that it is time to look."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RoomChanged:
    """Something new stands in the room's public stream, or in what some of its members see privately."""

    room_id: UUID
