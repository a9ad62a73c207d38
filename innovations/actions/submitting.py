"""An author sends a project in, takes it back, or takes it down."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow, WorkflowState, WorkflowTask
from wagtail.search import index

from innovations.actions.loading import (
    end_review,
    locked_for_author,
    locked_for_writing,
    open_review,
    review_in_progress,
)
from innovations.actions.writing import touch
from innovations.contracts import PROJECT, PROJECT_CHANGE, SafetyCheck
from innovations.events import ProjectHidden
from innovations.models import Project, SafeguardingReviewTask
from innovations.selectors import what_is_missing
from moderation.actions import open_item
from moderation.contracts import ScreeningContext
from moderation.sanctions.restrictions import require_may_write
from moderation.screening import screen
from pop.accounts.contracts import Actor
from pop.audit.actions import record
from pop.core.errors import Conflict, Invalid
from pop.core.events import emit
from pop.core.limits import Limit, count

SUBMISSIONS = Limit("innovations.submit", times=20, seconds=86_400)


@transaction.atomic
def submit_project(*, actor: Actor, project_id: UUID, checks: Collection[str], now: datetime) -> Project:
    """Send the newest version to a person who reads it (every submission is read; SG-47). Nothing is shown by this.

    `checks` are the SafetyCheck values the author said yes to; all are needed. Raises Absent for somebody else's,
    Refused (SG-43, and for who may not write for now: the draft stays theirs), Conflict when it is being read already
    or there is nothing new, Invalid with fields, TooFast.
    If screening or the queue fails, nothing is submitted (SG-11).
    """
    project = locked_for_writing(actor, project_id)
    require_may_write(actor, None, now)
    if project.is_public and not project.has_unpublished_changes:
        raise Conflict(_("There is nothing new to send in. Change something first."), code="nothing_new")
    draft = project.get_latest_revision_as_object()
    _require_complete(draft, checks)
    count(SUBMISSIONS, str(actor.persona_id))

    verdict = screen(_everything_in(draft), _context(actor, draft))
    end_review(project)  # one that was sent back is over: this is a new one
    _start_review(project)
    touch(project, now)
    open_item(kind=kind_of_review(project), subject_id=project.pk, cause="submitted", verdict=verdict, now=now)
    _record("innovations.submit", project, now, reasons=len(verdict.reasons))
    return project


@transaction.atomic
def take_back_project(*, actor: Actor, project_id: UUID, now: datetime) -> Project:
    """The author does not want it read now: back to a draft. What is published stays. Raises Absent, Conflict."""
    project = locked_for_author(actor, project_id)
    if review_in_progress(project) is None:
        raise Conflict(_("Nobody is reading your project now. You can change it right away."), code="not_in_review")
    end_review(project)
    touch(project, now)
    _record("innovations.take_back", project, now)
    return project


@transaction.atomic
def withdraw_project(*, actor: Actor, project_id: UUID, now: datetime) -> Project:
    """The author takes it down everywhere, at once, and out of review: it is a draft again. Raises Absent, Conflict."""
    project = locked_for_author(actor, project_id)
    if not project.live and open_review(project) is None:
        raise Conflict(_("Your project is not shown to anyone."), code="not_published")
    end_review(project)
    if project.live:
        index.remove_object(project)
        project.unpublish(user=None)
    touch(project, now)
    _record("innovations.withdraw", project, now)
    emit(ProjectHidden(project.pk))
    return project


def kind_of_review(project: Project) -> str:
    """A change is its own kind: a flag on what is shown and the review of something new must not be one decision."""
    return PROJECT_CHANGE if project.live else PROJECT


def _require_complete(draft: Project, checks: Collection[str]) -> None:
    wrong = what_is_missing(draft)
    if set(SafetyCheck.values) - set(checks):
        wrong["checks"] = [_("Please go through the whole list. If one is not true yet, change your project first.")]
    if wrong:
        raise Invalid(fields=wrong)


def _everything_in(draft: Project) -> str:
    alts = [picture.alt for picture in draft.pictures]
    return "\n\n".join([draft.title, draft.summary, *(text for _name, _heading, text in draft.sections), *alts])


def _context(actor: Actor, draft: Project) -> ScreeningContext:
    is_minor = actor.age_band is None or actor.age_band.is_minor
    return ScreeningContext(kind=PROJECT, language=draft.language, author_is_minor=is_minor)


def _start_review(project: Project) -> None:
    """Wagtail's workflow, started without a user: the login behind the author is nobody's business."""
    workflow = Project.get_default_workflow() or _new_workflow()
    state: WorkflowState = workflow.start(project, user=None)
    if state.current_task_state is None:  # no task, so no review: Wagtail would have published it unread
        raise Conflict(_("We cannot take projects in at the moment. Yours is safe: please try again later."))


def _new_workflow() -> Workflow:
    task = SafeguardingReviewTask.objects.create(name="Safeguarding review")
    workflow = Workflow.objects.create(name="Youth projects")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow


def _record(verb: str, project: Project, now: datetime, **facts: int) -> None:
    # No actor: beside the project's id, a login's would join login and persona in a log that staff can read.
    record(actor_id=None, verb=verb, subject_kind=PROJECT, subject_id=project.pk, now=now, facts=facts)
