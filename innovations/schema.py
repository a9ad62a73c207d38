"""Youth projects in the API. Pictures are uploaded on the pages (/innovations/<id>/pictures/), not here."""

from typing import Any

import graphene
from django.urls import reverse

from innovations import actions, policies, selectors
from innovations.contracts import Language, Licence, ProjectState, ProjectText, SafetyCheck, Topic, languages
from innovations.remixes import remixes_of
from pop.accounts.policies import require_participant
from pop.core import clock
from pop.core.graphql import DomainMutation, KeysetConnectionField
from pop.support.schema import SupportCard

ProjectTopicName = graphene.Enum("ProjectTopic", [(topic.name, topic.value) for topic in Topic])
_LANGUAGE_NAMES = {language.value: language.name for language in Language}
ProjectLanguageName = graphene.Enum(
    "ProjectLanguage",
    [(_LANGUAGE_NAMES.get(code, code.upper().replace("-", "_")), code) for code, _own in languages()],
)
ProjectLicenceName = graphene.Enum("ProjectLicence", [(licence.name, licence.value) for licence in Licence])
ProjectStateName = graphene.Enum("ProjectState", [(state.name, state.value) for state in ProjectState])
SafetyCheckName = graphene.Enum("ProjectSafetyCheck", [(check.name, check.value) for check in SafetyCheck])

_PLAIN = ("title", "summary", "problem", "solution", "protection", "sharing")


class ProjectPicture(graphene.ObjectType):
    """A picture of a project; its addresses answer only whom the project is shown to."""

    id = graphene.UUID(required=True)
    description = graphene.String(required=True, description="What it shows, for someone who cannot see it.")
    small_url = graphene.String(required=True)
    large_url = graphene.String(required=True)

    resolve_description = staticmethod(lambda image, info: image.alt)
    resolve_small_url = staticmethod(lambda image, info: reverse("innovations:image", args=[image.pk, "small"]))
    resolve_large_url = staticmethod(lambda image, info: reverse("innovations:image", args=[image.pk, "large"]))


class ProjectCredit(graphene.ObjectType):
    """What a remix was made from; everything is null when that is not shown any more."""

    project_id = graphene.UUID()
    title = graphene.String()
    author_name = graphene.String(description="A pseudonym; it leads to nobody.")

    resolve_title = staticmethod(lambda credit, info: credit.title or None)
    resolve_author_name = staticmethod(lambda credit, info: credit.author_name or None)


class Project(graphene.ObjectType):
    """Something young people made so that others are safer."""

    id = graphene.UUID(required=True)
    title = graphene.String(required=True)
    summary = graphene.String(required=True)
    topic = graphene.Field(ProjectTopicName)
    language = graphene.Field(ProjectLanguageName, required=True)
    problem = graphene.String(required=True)
    solution = graphene.String(required=True)
    protection = graphene.String(required=True)
    sharing = graphene.String(required=True)
    licence = graphene.Field(ProjectLicenceName, required=True)
    author_name = graphene.String(required=True, description="A pseudonym; it leads to nobody.")
    first_published_at = graphene.DateTime()
    cover = graphene.Field(ProjectPicture, description="The first picture.")

    remix_of = graphene.Field(ProjectCredit, description="What it was made from; null for what is no remix.")

    resolve_remix_of = staticmethod(lambda project, info: project.credit)
    resolve_topic = staticmethod(lambda project, info: project.topic or None)
    resolve_author_name = staticmethod(lambda project, info: str(project.author))


class Gallery(KeysetConnectionField):
    """A page of projects, with all their first pictures in one query and what they were made from in another."""

    def page_of(self, rows: Any, first: int, after: str | None) -> dict[str, Any]:
        page = super().page_of(rows, first, after)
        nodes = [edge["node"] for edge in page["edges"]]
        selectors.with_covers(nodes)
        selectors.with_credits(nodes)
        return page


class ProjectInFull(graphene.ObjectType):
    """One project with everything that belongs to it."""

    project = graphene.Field(Project, required=True)
    pictures = graphene.List(graphene.NonNull(ProjectPicture), required=True)
    remixes = Gallery(
        Project, order="-first_published_at", description="What others made from it and is published, newest first."
    )

    @staticmethod
    def resolve_remixes(full: Any, info: Any) -> Any:
        return remixes_of(info.context.actor, full["project"])


class OwnProject(graphene.ObjectType):
    """A project as its author sees it."""

    id = graphene.UUID(required=True)
    state = graphene.Field(ProjectStateName, required=True)
    change_in_review = graphene.Boolean(required=True)
    change_sent_back = graphene.Boolean(required=True)
    has_unsent_change = graphene.Boolean(required=True)
    draft = graphene.Field(Project, required=True, description="The newest version.")

    resolve_id = staticmethod(lambda own, info: own.project.pk)
    resolve_state = staticmethod(lambda own, info: own.state.value)


class Query(graphene.ObjectType):
    projects = Gallery(
        Project,
        order="-first_published_at",
        topic=graphene.Argument(ProjectTopicName),
        search=graphene.String(),
        description="Published projects, newest first, the same for everyone.",
    )
    project = graphene.Field(ProjectInFull, required=True, id=graphene.UUID(required=True))
    my_projects = graphene.List(graphene.NonNull(OwnProject), required=True, description="The asker's own; at most 50.")

    @staticmethod
    def resolve_projects(root: Any, info: Any, topic: Any = None, search: str = "") -> Any:
        return selectors.published_projects(info.context.actor, topic=_value(topic), search=search)

    @staticmethod
    def resolve_project(root: Any, info: Any, id: Any) -> Any:
        found = selectors.published_project(info.context.actor, project_id=id)
        return {"project": found, "pictures": found.pictures}

    @staticmethod
    def resolve_my_projects(root: Any, info: Any) -> Any:
        found = selectors.own_projects(info.context.actor)[:50]
        selectors.with_covers([own.draft for own in found])
        selectors.with_credits([own.draft for own in found])
        return found


class StartProject(DomainMutation):
    """Begin a project; only its author sees it."""

    policy = require_participant

    class Input:
        title = graphene.String(required=True)
        summary = graphene.String()
        topic = graphene.Field(ProjectTopicName)
        language = graphene.Field(ProjectLanguageName)
        problem = graphene.String()
        solution = graphene.String()
        protection = graphene.String()
        sharing = graphene.String()
        licence = graphene.Field(ProjectLicenceName)

    project = graphene.Field(OwnProject)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        started = actions.start_project(actor=actor, text=_text(input), now=clock.now())
        return cls(project=selectors.own_project(actor, project_id=started.pk))


class RemixProject(DomainMutation):
    """Begin a project from a published one whose licence allows it: its words as your first draft, without pictures."""

    policy = (policies.projects_visible_to, policies.may_remix, require_participant)

    class Input:
        project_id = graphene.UUID(required=True)

    project = graphene.Field(OwnProject)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        started = actions.remix_project(actor=actor, project_id=input["project_id"], now=clock.now())
        return cls(project=selectors.own_project(actor, project_id=started.pk))


class SaveDraft(DomainMutation):
    """Keep the newest version, whole. What is published stays as it is until a person has approved the new one."""

    policy = (policies.is_author, require_participant)

    class Input:
        project_id = graphene.UUID(required=True)
        title = graphene.String(required=True)
        summary = graphene.String(required=True)
        topic = graphene.Field(ProjectTopicName)
        language = graphene.Field(ProjectLanguageName, required=True)
        problem = graphene.String(required=True)
        solution = graphene.String(required=True)
        protection = graphene.String(required=True)
        sharing = graphene.String(required=True)
        licence = graphene.Field(ProjectLicenceName, required=True)

    project = graphene.Field(OwnProject)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        project_id = input["project_id"]
        actions.save_draft(actor=actor, project_id=project_id, text=_text(input), now=clock.now())
        return cls(project=selectors.own_project(actor, project_id=project_id))


class SubmitProject(DomainMutation):
    """Send the newest version to a person who reads it. Needs every check of the list, honestly."""

    policy = (policies.is_author, require_participant)

    class Input:
        project_id = graphene.UUID(required=True)
        checks = graphene.List(graphene.NonNull(SafetyCheckName), required=True)

    project = graphene.Field(OwnProject)
    help = graphene.Field(SupportCard, description="Where something you sent in sounds as if you needed help.")

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        project_id, said = input["project_id"], [_value(check) for check in input["checks"]]
        actions.submit_project(actor=actor, project_id=project_id, checks=said, now=clock.now())
        own = selectors.own_project(actor, project_id=project_id)
        return cls(project=own, help=selectors.help_for(actor, clock.now()))


class TakeBackProject(DomainMutation):
    """Back from the person who reads it; what is published stays."""

    policy = policies.is_author

    class Input:
        project_id = graphene.UUID(required=True)

    project = graphene.Field(OwnProject)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        project_id = input["project_id"]
        actions.take_back_project(actor=actor, project_id=project_id, now=clock.now())
        return cls(project=selectors.own_project(actor, project_id=project_id))


class WithdrawProject(DomainMutation):
    """Off every surface at once, and out of review. It is a draft again."""

    policy = policies.is_author

    class Input:
        project_id = graphene.UUID(required=True)

    project = graphene.Field(OwnProject)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        project_id = input["project_id"]
        actions.withdraw_project(actor=actor, project_id=project_id, now=clock.now())
        return cls(project=selectors.own_project(actor, project_id=project_id))


class Mutation(graphene.ObjectType):
    start_project = StartProject.Field()
    remix_project = RemixProject.Field()
    save_draft = SaveDraft.Field()
    submit_project = SubmitProject.Field()
    take_back_project = TakeBackProject.Field()
    withdraw_project = WithdrawProject.Field()


def _value(choice: Any) -> str:
    return getattr(choice, "value", choice) or ""


def _text(words: dict[str, Any]) -> ProjectText:
    choices = {name: _value(words[name]) for name in ("topic", "language", "licence") if words.get(name)}
    plain = {name: words.get(name) or "" for name in _PLAIN}
    return ProjectText(**plain, **choices)
