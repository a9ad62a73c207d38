"""What moderation's decisions do to a project. Called through moderated.py, inside the deciding transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState, WorkflowState
from wagtail.search import index

from innovations import policies
from innovations.actions.images import drop_unused_images
from innovations.actions.loading import locked, review_in_progress
from innovations.contracts import PROJECT, REMIXED
from innovations.events import ProjectHidden, ProjectPublished
from innovations.models import Project
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Conflict
from pop.core.events import emit

LIFTED = ("hidden_at", "change_asked_at", "held_back_at", "limited_at")


@transaction.atomic
def publish_project(*, actor: Actor, project_id: UUID, now: datetime) -> Project:
    """Show the version that was read, to everyone. A project that was removed or limited is shown again by it.

    Raises Absent for one who may not review it (its own author above all) and when the author has taken it back;
    Conflict when the version that was read is not the newest any more.
    """
    project = locked_for_review(actor, project_id)
    task_state = _task_being_decided(project)
    if task_state.revision_id != project.latest_revision_id:
        raise Conflict(_("This project has changed since it was sent in. It has to be read again."))
    is_first = project.first_published_at is None
    if is_first:
        project.first_published_at = now
    lift(project)
    project.save(update_fields=["first_published_at", *LIFTED])

    task_state.approve(user=None)  # the last task: Wagtail publishes the revision
    if WorkflowState.objects.get(pk=task_state.workflow_state_id).status != WorkflowState.STATUS_APPROVED:
        raise Conflict(_("The review of youth projects has been set up in another way. Nothing was published."))
    published = Project.objects.get(pk=project.pk)
    drop_unused_images(published, now)
    index.insert_or_update_object(published)
    record_review("innovations.publish", actor, project, now, revision=task_state.revision_id)
    if is_first:
        _tell_whom_it_was_made_from(published, now)
    emit(ProjectPublished(project.pk))
    return published


@transaction.atomic
def ask_for_changes(*, actor: Actor, project_id: UUID, now: datetime) -> Project:
    """Send the version that was read back to its author, who can change it and send it in again.

    What was published before stays. The reasons are in moderation's decision. Raises Absent as `publish_project`.
    """
    project = locked_for_review(actor, project_id)
    task_state = _task_being_decided(project)
    task_state.reject(user=None)
    record_review("innovations.ask_for_changes", actor, project, now, revision=task_state.revision_id)
    return project


@transaction.atomic
def hide_project(*, actor: Actor, project_id: UUID, to_change: bool = False, now: datetime) -> Project:
    """Take a published project off every surface; its author and staff keep it (SG-57). Raises Absent.

    `to_change`: until its author has changed it, sent it in, and a person has read it.
    """
    project = locked_for_review(actor, project_id)
    if not project.live:
        raise Absent
    was_shown = project.hidden_at is None
    project.hidden_at = project.hidden_at or now
    project.change_asked_at, project.held_back_at = now if to_change else None, None
    project.save(update_fields=["hidden_at", "change_asked_at", "held_back_at"])
    if was_shown:
        index.remove_object(project)
        record_review("innovations.hide", actor, project, now)
        emit(ProjectHidden(project.pk))
    return project


def lift(project: Project) -> None:
    """Nothing hides or limits it any more, in memory."""
    project.hidden_at = project.change_asked_at = project.held_back_at = project.limited_at = None


def _tell_whom_it_was_made_from(project: Project, now: datetime) -> None:
    """Only when others can see it: that somebody began a draft is nobody's business."""
    made_from = project.remix_of
    if made_from is not None and made_from.is_public and made_from.author_id != project.author_id:
        notify(persona_id=made_from.author_id, kind=REMIXED, facts={"project": str(made_from.pk)}, now=now)


def locked_for_review(actor: Actor, project_id: UUID) -> Project:
    project = locked(project_id)
    if not policies.may_review(actor, project):
        raise Absent
    return project


def _task_being_decided(project: Project) -> TaskState:
    review = review_in_progress(project)
    if review is None or review.current_task_state is None:
        raise Absent
    task_state: TaskState = review.current_task_state.specific
    return task_state


def record_review(verb: str, actor: Actor, project: Project, now: datetime, **facts: int) -> None:
    record_deed(actor=actor, verb=verb, subject_kind=PROJECT, subject_id=project.pk, now=now, facts=facts)
