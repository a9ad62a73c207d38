"""Youth projects and their pictures. Wagtail carries revisions, review and search; young people never see its admin."""

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, Task, Workflow, WorkflowMixin
from wagtail.search import index

from innovations.contracts import (
    ALT_LENGTH,
    SECTION_LENGTH,
    SUMMARY_LENGTH,
    TITLE_LENGTH,
    Credit,
    Language,
    Licence,
    Topic,
)
from pop.core.fields import SearchableUUIDField

_OF_THE_ROW = (
    "author_id",
    "remix_of_id",
    "remix_family",
    "started_at",
    "changed_at",
    "hidden_at",
    "change_asked_at",
    "held_back_at",
    "limited_at",
    "last_published_at",
    "live_revision_id",
)


class ProjectQuerySet(models.QuerySet["Project"]):
    def published(self) -> "ProjectQuerySet":
        """What everyone may see (SG-57)."""
        return self.filter(live=True, hidden_at__isnull=True)

    def listed(self) -> "ProjectQuerySet":
        """What everyone comes upon: nothing else is on any list, in search, or in the API."""
        return self.published().filter(limited_at__isnull=True)


class Project(WorkflowMixin, DraftStateMixin, RevisionMixin, PreviewableMixin, index.Indexed, models.Model):
    """Something young people made so that others are safer.

    The row is what is published (or the first draft, not live); what its author is writing lives in revisions.
    No login is ever written beside it: revisions, review and Wagtail's log are kept without a user.
    """

    id = SearchableUUIDField(primary_key=True, default=uuid4, editable=False)
    author = models.ForeignKey("accounts.Persona", on_delete=models.PROTECT, related_name="+", editable=False)
    title = models.CharField(_("title"), max_length=TITLE_LENGTH)
    summary = models.CharField(_("in one or two sentences"), max_length=SUMMARY_LENGTH, blank=True)
    topic = models.CharField(_("what it is about"), max_length=20, choices=Topic.choices, blank=True)
    language = models.CharField(_("language"), max_length=12, default=Language.ENGLISH)
    problem = models.TextField(_("what was the problem"), max_length=SECTION_LENGTH, blank=True)
    solution = models.TextField(_("what we made"), max_length=SECTION_LENGTH, blank=True)
    protection = models.TextField(_("how it keeps people safer"), max_length=SECTION_LENGTH, blank=True)
    sharing = models.TextField(_("how others can use it"), max_length=SECTION_LENGTH, blank=True)
    licence = models.CharField(_("what others may do"), max_length=20, choices=Licence.choices, blank=True)
    # Ids of ProjectImage rows in the order shown. In the revision, so a new picture waits for review like a new word.
    images = models.JSONField(default=list, blank=True, editable=False)
    # What it was made from; empty when that is gone. `remix_family` is the first project of all, whether or not it is
    # still there: it says that this is a remix, and finds the whole tree in one query.
    remix_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    remix_family = models.UUIDField(null=True, blank=True, editable=False)
    started_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Hidden until it is changed: somebody has said what.
    change_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Hidden until a second person has read it (SEC-76).
    held_back_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Shown, but only to who has its address: on no list, in no search, and nobody makes anything out of it.
    limited_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = models.Manager.from_queryset(ProjectQuerySet)()

    search_fields = [
        index.SearchField("title", boost=3),
        index.SearchField("summary", boost=2),
        index.SearchField("problem"),
        index.SearchField("solution"),
        index.SearchField("protection"),
        index.SearchField("sharing"),
        index.FilterField("id"),
        index.FilterField("live"),
        index.FilterField("hidden_at"),
        index.FilterField("limited_at"),
        index.FilterField("topic"),
        index.FilterField("first_published_at"),
    ]
    search_auto_update = False  # actions say what enters the index and what leaves it
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("youth project")
        verbose_name_plural = _("youth projects")
        indexes = [
            models.Index(
                fields=["-first_published_at", "-id"],
                name="projects_published",
                condition=models.Q(live=True, hidden_at__isnull=True, limited_at__isnull=True),
            ),
            models.Index(
                fields=["topic", "-first_published_at", "-id"],
                name="projects_published_by_topic",
                condition=models.Q(live=True, hidden_at__isnull=True, limited_at__isnull=True),
            ),
            models.Index(fields=["remix_family"], name="projects_by_remix_family"),
        ]
        constraints = [
            models.CheckConstraint(
                name="remix_has_a_family",
                condition=models.Q(remix_of__isnull=True) | models.Q(remix_family__isnull=False),
            ),
            models.CheckConstraint(
                name="project_asked_to_change_is_hidden",
                condition=models.Q(change_asked_at__isnull=True) | models.Q(hidden_at__isnull=False),
            ),
            models.CheckConstraint(
                name="project_held_back_is_hidden",
                condition=models.Q(held_back_at__isnull=True) | models.Q(hidden_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet:
        return cls.objects.listed()

    @classmethod
    def get_default_workflow(cls) -> Workflow | None:
        """The review every project goes through, found by its task: nobody can rename it away."""
        tasks = SafeguardingReviewTask.objects.filter(active=True)
        return Workflow.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk").first()

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = False, strict_fks: bool = False) -> Any:
        """Without asking the database for every key in it: `with_content_json` sets all of them itself."""
        return super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)

    def with_content_json(self, content: dict[str, Any]) -> "Project":
        """A revision brings back what was written, never who wrote it, what it comes from, or whether it is hidden."""
        project = super().with_content_json(content)
        for name in _OF_THE_ROW:
            setattr(project, name, getattr(self, name))
        if "author" in self._state.fields_cache:
            project.author = self.author
        return project

    @property
    def is_public(self) -> bool:
        return self.live and self.hidden_at is None

    @property
    def is_listed(self) -> bool:
        return self.is_public and self.limited_at is None

    @property
    def image_ids(self) -> list[UUID]:
        return [UUID(value) for value in self.images]

    @property
    def pictures(self) -> "list[ProjectImage]":
        """The pictures of this version, in order. One query."""
        found = ProjectImage.objects.filter(project_id=self.pk).in_bulk(self.image_ids) if self.images else {}
        return [found[image_id] for image_id in self.image_ids if image_id in found]

    @property
    def cover(self) -> "ProjectImage | None":
        """The first picture. Lists fill it in for all their projects at once."""
        if "_cover" not in self.__dict__:
            self.__dict__["_cover"] = next(iter(self.pictures), None)
        return self.__dict__["_cover"]

    @cover.setter
    def cover(self, image: "ProjectImage | None") -> None:
        self.__dict__["_cover"] = image

    @property
    def is_remix(self) -> bool:
        return self.remix_family is not None

    @property
    def credit(self) -> Credit | None:
        """Where a remix comes from, as everybody sees it now (SG-57). Lists fill it in for all at once."""
        if "_credit" not in self.__dict__:
            shown = (
                Project.objects.listed().select_related("author").filter(pk=self.remix_of_id)
                if self.remix_of_id
                else []
            )
            self.credit = next(iter(shown), None)
        return self.__dict__["_credit"]

    @credit.setter
    def credit(self, made_from: "Project | None") -> None:
        if made_from is None:
            self.__dict__["_credit"] = Credit() if self.is_remix else None
        else:
            self.__dict__["_credit"] = Credit(made_from.pk, made_from.title, str(made_from.author), made_from.language)

    @property
    def sections(self) -> list[tuple[str, str, str]]:
        """Name, heading and text of each part that has been written."""
        parts = [
            ("problem", _("What was the problem?"), self.problem),
            ("solution", _("What we made"), self.solution),
            ("protection", _("How it keeps people safer"), self.protection),
            ("sharing", _("How you can use it"), self.sharing),
        ]
        return [(name, str(heading), text) for name, heading, text in parts if text]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "innovations/project.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        return {"request": request, "project": self, "is_preview": True}


class ProjectImage(models.Model):
    """A picture of a project, never changed once it is there: another picture is another row.

    Whether it is shown depends on the version that names it. `removed_at` is when the author took it out; staff can
    look at it for a while longer, since it may be evidence.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    alt = models.CharField(max_length=ALT_LENGTH)
    small_name = models.CharField(max_length=80)  # in the "private" storage
    small_width = models.PositiveIntegerField()
    small_height = models.PositiveIntegerField()
    large_name = models.CharField(max_length=80)
    large_width = models.PositiveIntegerField()
    large_height = models.PositiveIntegerField()
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["removed_at"], name="removed_images")]

    def __str__(self) -> str:
        return self.alt


class SafeguardingReviewTask(Task):
    """A person looks at the project. The only way on is moderation's decision: Wagtail's own buttons do nothing."""

    class Meta:
        verbose_name = _("safeguarding review")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        return []

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        raise PermissionDenied

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return True

    @classmethod
    def get_description(cls) -> str:
        return str(_("Approved or sent back in the moderation queue, never here"))
