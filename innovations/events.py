"""What youth projects announce. Primitives only; others may listen."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ProjectPublished:
    project_id: UUID


@dataclass(frozen=True, slots=True)
class ProjectHidden:
    """Off every surface: removed by a moderator, or taken down by its author."""

    project_id: UUID
