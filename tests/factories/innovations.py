"""Projects, made the way people make them: through actions."""

import io
from dataclasses import replace
from datetime import UTC, datetime

from innovations import actions, selectors
from innovations.contracts import ProjectText, SafetyCheck
from innovations.models import Project
from moderation.actions import decide_item
from moderation.models import UNDECIDED, QueueItem
from tests.factories.images import picture

NOW = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)

WALK_HOME = ProjectText(
    title="The walk-home card",
    summary="A paper card that makes checking in with a friend normal.",
    topic="getting_home",
    problem="Walking home late feels unsafe, and nobody likes to ask.",
    solution="A card with three boxes: left, halfway, home.",
    protection="Somebody notices when you do not arrive.",
    sharing="Print it, fold it, give it away.",
    licence="CC-BY-4.0",
)
ALL_CHECKS = SafetyCheck.values


def draft(author, *, now=NOW, **changes):
    return actions.start_project(actor=author.actor, text=replace(WALK_HOME, **changes), now=now)


def with_image(author, project, *, alt="A folded card on a table", now=NOW):
    return actions.add_image(actor=author.actor, project_id=project.pk, file=io.BytesIO(picture()), alt=alt, now=now)


def submitted(author, *, now=NOW, **changes):
    project = draft(author, now=now, **changes)
    return actions.submit_project(actor=author.actor, project_id=project.pk, checks=ALL_CHECKS, now=now)


def open_item(project, kind="project"):
    return QueueItem.objects.get(kind=kind, subject_id=project.pk, state__in=UNDECIDED)


def decide(moderator, project, decision="approve", *, kind="project", now=NOW, **reasons):
    if decision == "remove":
        reasons = {"reason_code": "private", "explanation": "There is a name in it."} | reasons
    item = open_item(project, kind)
    return decide_item(actor=moderator.actor, item_id=item.pk, decision=decision, now=now, **reasons)


def published(author, moderator, *, now=NOW, **changes):
    project = submitted(author, now=now, **changes)
    decide(moderator, project, now=now)
    project.refresh_from_db()
    return project


def state(project):
    """As its row says by now."""
    return selectors.state_of(Project.objects.get(pk=project.pk))
