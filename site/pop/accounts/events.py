"""What accounts announces. Listeners read the rows; an event only says that it is time to look."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class RoleGranted:
    login_id: UUID
    role: str
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class RoleEnded:
    login_id: UUID
    role: str
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PeopleHidden:
    """Somebody's list of people they do not want to see has changed. It is for what they see themselves."""

    persona_id: UUID
