"""What every action on a project does first: take the row for itself, and see whether it is being read."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState

from innovations import policies
from innovations.models import Project
from pop.accounts.contracts import Actor
from pop.accounts.policies import require_participant
from pop.core.errors import Absent, Conflict

IN_REVIEW = _("A person is reading your project. Take it back first if you want to change it.")


def locked(project_id: UUID) -> Project:
    """The project, locked until the transaction ends. Raises Absent."""
    project = Project.objects.select_for_update().filter(pk=project_id).first()
    if project is None:
        raise Absent
    return project


def locked_for_author(actor: Actor, project_id: UUID) -> Project:
    """As `locked`, for its author only: Absent for everyone else."""
    project = locked(project_id)
    if not policies.is_author(actor, project):
        raise Absent
    return project


def locked_for_writing(actor: Actor, project_id: UUID) -> Project:
    """As `locked_for_author`; Refused for one who may not take part, Conflict while a person reads it."""
    project = locked_for_author(actor, project_id)
    require_participant(actor)
    if review_in_progress(project) is not None:
        raise Conflict(IN_REVIEW, code="in_review")
    return project


def review_in_progress(project: Project) -> WorkflowState | None:
    states: Any = WorkflowState.objects.for_instance(project)
    found: WorkflowState | None = states.filter(status=WorkflowState.STATUS_IN_PROGRESS).first()
    return found


def open_review(project: Project) -> WorkflowState | None:
    """The review that is going on, or was sent back and not taken up again."""
    found: WorkflowState | None = WorkflowState.objects.for_instance(project).active().first()
    return found


def end_review(project: Project) -> None:
    """Nobody reads it any more. Without a user: Wagtail's log must not learn who the author is."""
    review = open_review(project)
    if review is not None:
        review.cancel(user=None)
