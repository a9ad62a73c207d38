"""Reading projects for somebody. Unknown and forbidden look alike."""

import string
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import WorkflowState
from wagtail.search.backends import get_search_backend

from innovations import policies
from innovations.contracts import PROJECT, PROJECT_CHANGE, Licence, ProjectState, Topic
from innovations.models import Project, ProjectImage
from moderation.selectors import called_for_care
from pop.accounts.contracts import Actor
from pop.audit.looks import note_look
from pop.core.errors import Absent, Message
from pop.core.text import clean_line
from pop.support.care import CareCard, care_card

PAGE = 12
LONGEST_SEARCH = 100  # characters
CARE_SHOWN = timedelta(days=1)  # and for as long as it waits for a person
MOST_FOUND = 500  # the best of them; whoever finds more adds a word


_NEEDED: dict[str, Message] = {
    "summary": _("Say in one or two sentences what your project is."),
    "topic": _("Choose what your project is about."),
    "problem": _("Tell us what the problem was."),
    "solution": _("Tell us what you made."),
    "protection": _("Tell us how it keeps people safer."),
}


_SHARE_ALIKE = _("What you started from asks to be shared the same way: please choose CC BY-SA.")

# Signs mean something to SQLite's full-text search, and the backend hands them on: they would be an error.
_NO_SIGNS = str.maketrans(dict.fromkeys(string.punctuation, " "))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of the gallery begins: after this project."""

    first_published_at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class GalleryPage:
    projects: list[Project]
    next_place: Place | None


@dataclass(frozen=True, slots=True)
class OwnProject:
    """A project as its author sees it: the version being written, and where it stands."""

    project: Project  # what is published, or was
    draft: Project  # the newest version
    state: ProjectState
    change_in_review: bool  # published, and a new version is waiting
    change_sent_back: bool  # published, and a new version was sent back
    has_unsent_change: bool  # published, and a new version is being written


def published_projects(actor: Actor, *, topic: str = "", search: str = "") -> QuerySet[Project]:
    """What the gallery shows, unordered; `search` goes through Wagtail's index. Nothing for an unknown topic."""
    rows = policies.projects_visible_to(actor).select_related("author")
    if topic:
        rows = rows.filter(topic=topic) if topic in Topic.values else rows.none()
    words = clean_line(search[:LONGEST_SEARCH].translate(_NO_SIGNS))
    return rows.filter(pk__in=_found(words)) if words else rows


def gallery_page(
    actor: Actor, *, topic: str = "", search: str = "", after: Place | None = None, size: int = PAGE
) -> GalleryPage:
    """Newest first, `size` at a time, one query more for all covers and one for all credits (SG-39: one order)."""
    return page_of(published_projects(actor, topic=topic, search=search), after=after, size=size)


def page_of(rows: QuerySet[Project], *, after: Place | None = None, size: int = PAGE) -> GalleryPage:
    """As `gallery_page`, of these published projects."""
    rows = rows.order_by("-first_published_at", "-id")
    if after is not None:  # this form is one range of the index; the usual OR is not
        rows = rows.filter(first_published_at__lte=after.first_published_at).exclude(
            first_published_at=after.first_published_at, id__gte=after.id
        )
    found = list(rows[: size + 1])
    shown = found[:size]
    with_covers(shown)
    with_credits(shown)
    last = shown[-1] if len(found) > size else None
    return GalleryPage(shown, Place(last.first_published_at, last.pk) if last and last.first_published_at else None)


def with_covers(projects: Iterable[Project]) -> None:
    """Fill in the first picture of each, in one query."""
    projects = list(projects)
    wanted = {project.pk: project.image_ids[0] for project in projects if project.images}
    images = ProjectImage.objects.in_bulk(wanted.values()) if wanted else {}
    for project in projects:
        project.cover = images.get(wanted.get(project.pk))


def with_credits(projects: Iterable[Project]) -> None:
    """Fill in what each remix was made from, as far as that is shown; one query, none where there is no remix."""
    projects = list(projects)
    wanted = {project.remix_of_id for project in projects if project.remix_of_id}
    shown = Project.objects.listed().select_related("author").in_bulk(wanted) if wanted else {}
    for project in projects:
        project.credit = shown.get(project.remix_of_id)


def project_for(actor: Actor, *, project_id: UUID) -> Project:
    """The project, published version. Raises Absent for what the actor may not see."""
    project = Project.objects.select_related("author").filter(pk=project_id).first()
    if project is None or not policies.may_see(actor, project):
        raise Absent
    if not project.is_public:
        _note_look(actor, project)
    return project


def published_project(actor: Actor, *, project_id: UUID) -> Project:
    """As everyone comes upon it, whoever asks. Raises Absent for anything that is not published, or is limited."""
    project = policies.projects_visible_to(actor).select_related("author").filter(pk=project_id).first()
    if project is None:
        raise Absent
    return project


def draft_for(actor: Actor, *, project_id: UUID) -> OwnProject:
    """The newest version, for its author and those who review. Raises Absent for everyone else."""
    project = project_for(actor, project_id=project_id)
    if not (policies.is_author(actor, project) or actor.has_role(*policies.REVIEWERS)):
        raise Absent
    _note_look(actor, project)
    return _as_own([project])[0]


def _note_look(actor: Actor, project: Project) -> None:
    """Somebody of the staff sees what is not everybody's."""
    if not policies.is_author(actor, project):
        note_look(actor, verb="innovations.view", subject_kind=PROJECT, subject_id=project.pk)


def own_project(actor: Actor, *, project_id: UUID) -> OwnProject:
    """The actor's own project. Raises Absent for somebody else's."""
    project = policies.projects_of(actor).select_related("author", "latest_revision").filter(pk=project_id).first()
    if project is None:
        raise Absent
    return _as_own([project])[0]


def own_projects(actor: Actor) -> list[OwnProject]:
    """All of the actor's own, what was touched last first."""
    rows = policies.projects_of(actor).select_related("author", "latest_revision").order_by("-changed_at", "-id")
    return _as_own(list(rows))


def help_for(actor: Actor, now: datetime) -> CareCard | None:
    """The card of help, where something the actor sent in sounded as if they needed it (SG-31)."""
    mine = list(policies.projects_of(actor).values_list("pk", flat=True))
    if not mine or not called_for_care([PROJECT, PROJECT_CHANGE], mine, now - CARE_SHOWN):
        return None
    return care_card(reader=actor.persona_id, now=now)


def image_for(actor: Actor, *, image_id: UUID) -> ProjectImage:
    """Raises Absent unless the actor may see the picture now."""
    image = ProjectImage.objects.select_related("project").filter(pk=image_id).first()
    if image is None or not policies.may_see_image(actor, image):
        raise Absent
    if not (image.project.is_public and str(image.pk) in image.project.images):
        _note_look(actor, image.project)
    return image


def state_of(project: Project) -> ProjectState:
    """Where this project stands. Two queries; lists use `own_projects`."""
    return _as_own([project])[0].state


def is_in_review(project: Project) -> bool:
    """Whether a person is reading the newest version."""
    return _reviews_of([project]).get(str(project.pk)) == WorkflowState.STATUS_IN_PROGRESS


def projects_kept_about(persona_id: UUID) -> list[OwnProject]:
    """Everything of one persona, for their own export."""
    rows = Project.objects.filter(author=persona_id).select_related("author", "latest_revision")
    return _as_own(list(rows.order_by("started_at", "id")))


def newest_version(project: Project) -> Project:
    """What its author wrote last, whether or not it was ever published."""
    if project.latest_revision is None or not project.has_unpublished_changes:
        return project
    return project.with_content_json(project.latest_revision.content)


def what_is_missing(project: Project) -> dict[str, list[Message]]:
    """What a draft still needs before it can be sent in, by field."""
    missing: dict[str, list[Message]] = {
        name: [message] for name, message in _NEEDED.items() if not getattr(project, name)
    }
    made_from = project.remix_of
    if made_from is not None and made_from.licence == Licence.CC_BY_SA and project.licence != Licence.CC_BY_SA:
        missing["licence"] = [_SHARE_ALIKE]
    return missing


def _as_own(projects: list[Project]) -> list[OwnProject]:
    reviews = _reviews_of(projects)
    return [_own(project, reviews.get(str(project.pk))) for project in projects]


def _own(project: Project, review: str | None) -> OwnProject:
    waiting = review == WorkflowState.STATUS_IN_PROGRESS
    sent_back = review == WorkflowState.STATUS_NEEDS_CHANGES
    if project.live and project.hidden_at is None:
        state = ProjectState.PUBLISHED
    elif waiting or project.held_back_at is not None:
        state = ProjectState.IN_REVIEW
    elif project.change_asked_at is not None:
        state = ProjectState.CHANGES_ASKED
    elif project.hidden_at is not None:
        state = ProjectState.REMOVED
    else:
        state = ProjectState.CHANGES_ASKED if sent_back else ProjectState.DRAFT
    published = state is ProjectState.PUBLISHED
    return OwnProject(
        project=project,
        draft=newest_version(project),
        state=state,
        change_in_review=published and waiting,
        change_sent_back=published and sent_back,
        has_unsent_change=published and project.has_unpublished_changes and not waiting and not sent_back,
    )


def _reviews_of(projects: list[Project]) -> dict[str, str]:
    """How the review of each stands, where one is going on: status by project id. One query."""
    if not projects:
        return {}
    rows: Any = WorkflowState.objects.active().filter(
        base_content_type=Project.get_base_content_type(), object_id__in=[str(project.pk) for project in projects]
    )
    return dict(rows.values_list("object_id", "status"))


def _found(words: str) -> list[UUID]:
    """Ids of published projects with these words, from Wagtail's index."""
    results: Any = get_search_backend().search(words, Project.objects.listed().only("pk"), operator="and")
    return [project.pk for project in results[:MOST_FOUND]]
