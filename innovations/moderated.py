"""How moderation looks after projects. Two kinds: what is shown (or would be for the first time), and a new version.

Were they one, removing a bad change would take down the good project, and keeping a flagged project would publish
a change nobody has read.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from innovations import actions, policies, selectors
from innovations.contracts import PROJECT, PROJECT_CHANGE, ProjectState
from innovations.models import Project
from moderation.contracts import Snapshot, Standing
from pop.accounts.contracts import Actor
from pop.core.errors import Absent


class ModeratedProject:
    name = PROJECT
    model: type[models.Model] = Project
    label: str = _("Youth project")  # type: ignore[assignment]  # said when it is shown

    def snapshot(self, subject_id: UUID) -> Snapshot:
        """What is shown, or the first version somebody sent in. Raises Absent when there is neither any more."""
        project = _project(subject_id)
        if project.live:
            return _snapshot_of(project)
        if selectors.state_of(project) is not ProjectState.IN_REVIEW:
            raise Absent
        return _snapshot_of(selectors.newest_version(project))

    def place_of(self, subject_id: UUID) -> None:
        """Projects stand in no place of their own."""

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        project = Project.objects.filter(pk=subject_id).first()
        return project is not None and policies.may_see(actor, project)

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return False  # moderators look after projects, nobody else

    def texts_since(self, since: datetime, most: int) -> Iterable[str]:
        """For back-tests of the lexicon: what is shown."""
        shown = Project.objects.filter(live=True, changed_at__gte=since).order_by("-changed_at")[:most]
        return (_snapshot_of(project).text for project in shown)

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        if _project(subject_id).live:
            raise Absent  # what is waiting by now is a change, and has an item of its own
        actions.publish_project(actor=actor, project_id=subject_id, now=now)

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """Off every surface; a first version goes back to its author instead, to be put right."""
        if _project(subject_id).live:
            actions.hide_project(actor=actor, project_id=subject_id, now=now)
        else:
            actions.ask_for_changes(actor=actor, project_id=subject_id, now=now)

    def standing(self, subject_id: UUID) -> Standing:
        project = _project(subject_id)
        return Standing(is_shown=project.is_public, is_limited=project.limited_at is not None)

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        actions.restore_project(actor=actor, project_id=subject_id, is_limited=standing.is_limited, now=now)

    def hold_back(self, *, subject_id: UUID, now: datetime) -> bool:
        return actions.hold_back_project(project_id=subject_id, now=now)

    def show_again(self, *, subject_id: UUID, now: datetime) -> None:
        actions.show_project_again(project_id=subject_id, now=now)

    def where_to_change(self, subject_id: UUID) -> str:
        return reverse("innovations:edit", args=[subject_id])

    def ask_to_change(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """What is shown is hidden until its change has been read; a first version goes back to its author."""
        if _project(subject_id).live:
            actions.hide_project(actor=actor, project_id=subject_id, to_change=True, now=now)
        else:
            actions.ask_for_changes(actor=actor, project_id=subject_id, now=now)

    visibility_limited = ("DECISION_VISIBILITY_CONTENT_DEMOTED", "DECISION_VISIBILITY_INTERACTION_RESTRICTED")
    limits: str = _(  # type: ignore[assignment]  # said when it is shown
        "Who has its address can read it. It is on no list and in no search, and nobody can make a remix of it."
    )

    def limit(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.limit_project(actor=actor, project_id=subject_id, now=now)


class ModeratedProjectChange:
    name = PROJECT_CHANGE
    model: type[models.Model] = Project
    label: str = _("Change to a youth project")  # type: ignore[assignment]  # said when it is shown

    def snapshot(self, subject_id: UUID) -> Snapshot:
        project = _project(subject_id)
        if not selectors.is_in_review(project):
            raise Absent
        return _snapshot_of(selectors.newest_version(project))

    def place_of(self, subject_id: UUID) -> None:
        """Projects stand in no place of their own."""

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        return False  # nobody flags what nobody is shown

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return False

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.publish_project(actor=actor, project_id=subject_id, now=now)

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        """Back to its author; what is published stays."""
        actions.ask_for_changes(actor=actor, project_id=subject_id, now=now)

    def standing(self, subject_id: UUID) -> Standing:
        _project(subject_id)
        return Standing(is_shown=False)

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        actions.publish_change_sent_back(actor=actor, project_id=subject_id, now=now)

    def where_to_change(self, subject_id: UUID) -> str:
        return reverse("innovations:edit", args=[subject_id])

    def ask_to_change(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        self.hide(actor=actor, subject_id=subject_id, now=now)


def _project(subject_id: UUID) -> Project:
    project = Project.objects.filter(pk=subject_id).first()
    if project is None:
        raise Absent
    return project


def _snapshot_of(version: Project) -> Snapshot:
    pictures = version.pictures
    parts = [version.summary, *(f"{heading}\n{text}" for _name, heading, text in version.sections)]
    return Snapshot(
        title=version.title,
        text="\n\n".join(part for part in parts if part),
        author_id=version.author_id,
        url=reverse("innovations:preview", args=[version.pk]),
        created_at=version.changed_at,
        images=tuple(reverse("innovations:image", args=[picture.pk, "large"]) for picture in pictures),
        extra={f"picture {number}": picture.alt for number, picture in enumerate(pictures, 1)},
    )
