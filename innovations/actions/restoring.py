"""A project shown with limits, and one put back after a decision that was a mistake."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from wagtail.models import Revision, TaskState
from wagtail.search import index

from innovations.actions.loading import end_review, open_review, review_in_progress
from innovations.actions.reviews import LIFTED, lift, locked_for_review, record_review
from innovations.events import ProjectHidden, ProjectPublished
from innovations.models import Project
from pop.accounts.contracts import Actor
from pop.core.errors import Absent
from pop.core.events import emit


@transaction.atomic
def limit_project(*, actor: Actor, project_id: UUID, now: datetime) -> Project:
    """Whoever has its address still reads it; nobody comes upon it or makes anything out of it. Raises Absent for what
    is not shown, and for who may not review it."""
    project = locked_for_review(actor, project_id)
    if not project.is_public:
        raise Absent
    if project.limited_at is None:
        project.limited_at = now
        project.save(update_fields=["limited_at"])
        index.remove_object(project)
        record_review("innovations.limit", actor, project, now)
        emit(ProjectHidden(project.pk))
    return project


@transaction.atomic
def restore_project(*, actor: Actor, project_id: UUID, is_limited: bool = False, now: datetime) -> Project:
    """Put back what was hidden or limited by mistake, as it was (SG-50). What was sent back before it was ever shown
    goes up in the version that was read.

    `is_limited`: as it was limited before. Raises Absent when its author has taken it down or is having a newer version
    read, and for who may not review it.
    """
    project = locked_for_review(actor, project_id)
    if not project.live:
        project = _publish_what_was_sent_back(project, now)
    limited_at = (project.limited_at or now) if is_limited else None
    lift(project)
    project.limited_at = limited_at
    project.save(update_fields=LIFTED)
    if is_limited:
        index.remove_object(project)
    else:
        index.insert_or_update_object(project)
    record_review("innovations.restore", actor, project, now)
    emit(ProjectPublished(project.pk))
    return project


@transaction.atomic
def publish_change_sent_back(*, actor: Actor, project_id: UUID, now: datetime) -> Project:
    """A change that was sent back by mistake is shown, in the version that was read (SG-50). Raises Absent as
    `restore_project`."""
    project = _publish_what_was_sent_back(locked_for_review(actor, project_id), now)
    if project.is_listed:
        index.insert_or_update_object(project)
    record_review("innovations.restore", actor, project, now)
    emit(ProjectPublished(project.pk))
    return project


def _publish_what_was_sent_back(project: Project, now: datetime) -> Project:
    """A newer draft of its author's stays a draft."""
    review = open_review(project)
    if review is None or review_in_progress(project) is not None:
        raise Absent
    sent_back = review.task_states.filter(status=TaskState.STATUS_REJECTED).order_by("-finished_at").first()
    read: Revision | None = sent_back.revision if sent_back else None
    if read is None:
        raise Absent
    end_review(project)
    if project.first_published_at is None:
        project.first_published_at = now
        project.save(update_fields=["first_published_at"])
    read.publish(user=None)
    return Project.objects.get(pk=project.pk)
