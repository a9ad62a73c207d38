"""A published project that waits for a person again, and comes back exactly as it was (SEC-76). The software does so
itself, when one person would not show it; there is no actor."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail.search import index

from innovations.actions.loading import locked
from innovations.contracts import PROJECT
from innovations.events import ProjectHidden, ProjectPublished
from innovations.models import Project
from pop.audit.actions import record
from pop.core.errors import Absent
from pop.core.events import emit


@transaction.atomic
def hold_back_project(*, project_id: UUID, now: datetime) -> bool:
    """Off every surface (SG-57); its author sees that somebody reads it. False, and nothing happens, for what is not
    shown. Raises Absent."""
    project = locked(project_id)
    if not project.is_public:
        return False
    project.hidden_at = project.held_back_at = now
    project.save(update_fields=["hidden_at", "held_back_at"])
    index.remove_object(project)
    _record("innovations.hold_back", project, now)
    emit(ProjectHidden(project.pk))
    return True


@transaction.atomic
def show_project_again(*, project_id: UUID, now: datetime) -> None:
    """Harmless for what was not held back. Raises Absent for what its author has taken down."""
    project = locked(project_id)
    if not project.live:
        raise Absent
    if project.held_back_at is None:
        return
    project.hidden_at = project.held_back_at = None
    project.save(update_fields=["hidden_at", "held_back_at"])
    if project.is_listed:
        index.insert_or_update_object(project)
    _record("innovations.show_again", project, now)
    emit(ProjectPublished(project.pk))


def _record(verb: str, project: Project, now: datetime) -> None:
    record(actor_id=None, verb=verb, subject_kind=PROJECT, subject_id=project.pk, now=now)
