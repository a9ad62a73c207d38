"""Starting a project and writing on it."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from innovations import policies
from innovations.actions.loading import locked_for_writing
from innovations.contracts import (
    PROJECT,
    SECTION_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    Licence,
    ProjectText,
    Topic,
    languages,
)
from innovations.models import Project
from pop.accounts.contracts import Actor
from pop.accounts.policies import require_participant
from pop.audit.actions import record
from pop.core.errors import Absent, Invalid, Message, Refused
from pop.core.limits import Limit, count
from pop.core.text import clean_block, clean_line

STARTS = Limit("innovations.start", times=20, seconds=86_400)

_LONGEST = {
    "title": TITLE_LENGTH,
    "summary": SUMMARY_LENGTH,
    "problem": SECTION_LENGTH,
    "solution": SECTION_LENGTH,
    "protection": SECTION_LENGTH,
    "sharing": SECTION_LENGTH,
}
_CHOICES = {"topic": ["", *Topic.values], "licence": Licence.values}


@transaction.atomic
def start_project(*, actor: Actor, text: ProjectText, now: datetime) -> Project:
    """Begin a project: a first draft that only its author sees.

    Raises SignInNeeded or Refused where the actor may not take part (SG-43), Invalid with fields, TooFast after many.
    """
    require_participant(actor)
    text = cleaned(text)
    count(STARTS, str(actor.persona_id))
    project = Project(author_id=_persona_of(actor), live=False, started_at=now, changed_at=now)
    _take_in(project, text)
    project.save(force_insert=True)
    project.save_revision(user=None)
    return project


@transaction.atomic
def remix_project(*, actor: Actor, project_id: UUID, now: datetime) -> Project:
    """Begin a project from somebody's published one: its words as a first draft, no pictures, and where it comes from.

    It goes through the same review as any other. Raises Absent for what is not published, SignInNeeded or Refused where
    the actor may not take part (SG-43) or its licence does not allow it, TooFast after many.
    """
    made_from = policies.projects_visible_to(actor).select_for_update().filter(pk=project_id).first()
    if made_from is None:
        raise Absent
    require_participant(actor)
    if not policies.may_remix(actor, made_from):
        raise Refused(_("You can read this project here. Its author has not said that others may change it."))
    count(STARTS, str(actor.persona_id))
    project = Project(author_id=_persona_of(actor), live=False, started_at=now, changed_at=now)
    project.remix_of, project.remix_family = made_from, made_from.remix_family or made_from.pk
    for name in ProjectText.__dataclass_fields__:
        setattr(project, name, getattr(made_from, name))
    project.save(force_insert=True)
    project.save_revision(user=None)
    # No actor: beside the project's id, a login's would join login and persona in a log that staff can read.
    facts = {"made_from": str(made_from.pk)}
    record(actor_id=None, verb="innovations.remix", subject_kind=PROJECT, subject_id=project.pk, now=now, facts=facts)
    return project


@transaction.atomic
def save_draft(*, actor: Actor, project_id: UUID, text: ProjectText, now: datetime) -> Project:
    """Keep what the author wrote as the newest version; what is published stays as it is.

    Raises Absent for somebody else's project, Refused (SG-43), Conflict while a person reads it, Invalid with fields.
    """
    project = locked_for_writing(actor, project_id)
    draft = project.get_latest_revision_as_object()
    _take_in(draft, cleaned(text))
    draft.save_revision(user=None)
    touch(project, now)
    return project


def cleaned(text: ProjectText) -> ProjectText:
    """Clean text, or Invalid naming every field that cannot be taken. Lengths are in characters, after cleaning."""
    lines = {name: clean_line(getattr(text, name)) for name in ("title", "summary")}
    blocks = {name: clean_block(getattr(text, name)) for name in ("problem", "solution", "protection", "sharing")}
    text = replace(text, **lines, **blocks)
    wrong: dict[str, list[Message]] = {}
    if not text.title:
        wrong["title"] = [_("Give your project a title.")]
    for name, longest in _LONGEST.items():
        over = len(getattr(text, name)) - longest
        if over > 0:
            wrong[name] = [_too_long(over)]
    for name, allowed in (*_CHOICES.items(), ("language", dict(languages()))):
        if getattr(text, name) not in allowed:
            wrong[name] = [_("Please choose one from the list.")]
    if wrong:
        raise Invalid(fields=wrong)
    return text


def _persona_of(actor: Actor) -> UUID:
    if actor.persona_id is None:  # `require_participant` has said so already
        raise Absent
    return actor.persona_id


def _too_long(over: int) -> Message:
    return ngettext_lazy(
        "This is %(over)d character too long. Everything you wrote is still here: please shorten it.",
        "This is %(over)d characters too long. Everything you wrote is still here: please shorten it.",
        "over",
    ) % {"over": over}


def _take_in(project: Project, text: ProjectText) -> None:
    for name in ProjectText.__dataclass_fields__:
        setattr(project, name, getattr(text, name))


def touch(project: Project, now: datetime) -> None:
    """When its author last did something with it. Only that column: the row may be older than the newest revision."""
    project.changed_at = now
    project.save(update_fields=["changed_at"])
