"""What youth projects keep about a person, and how it goes (SG-42, SG-46)."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from innovations import actions, selectors
from innovations.contracts import ProjectText
from innovations.models import Project, ProjectImage


class ProjectsPersonalData:
    area = "innovations"
    models: tuple[type[Model], ...] = (Project, ProjectImage)

    @property
    def retention(self) -> str:
        return _(
            "Your projects stay until you delete your account. Then drafts are deleted, and what is published stays"
            " without your name. Pictures you take out are deleted after 30 days."
        )

    def export(self, persona_id: UUID) -> Any:
        return [
            {
                "id": str(own.project.pk),
                "state": own.state.value,
                "is_remix": own.project.is_remix,
                "started_at": own.project.started_at.isoformat(),
                "first_published_at": _iso(own.project.first_published_at),
                "newest_version": _written(own.draft),
                "published_version": _written(own.project) if own.project.live else None,
            }
            for own in selectors.projects_kept_about(persona_id)
        ]

    def erase(self, persona_id: UUID) -> None:
        actions.erase_projects_of(persona_id=persona_id)


def _written(version: Project) -> dict[str, Any]:
    text: dict[str, Any] = {name: getattr(version, name) for name in ProjectText.__dataclass_fields__}
    return text | {"pictures": [{"id": str(picture.pk), "description": picture.alt} for picture in version.pictures]}


def _iso(moment: Any) -> str | None:
    return moment.isoformat() if moment else None
