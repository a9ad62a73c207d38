"""What was published, as it was published: rows that nobody changes, so that no second version can be held against the
first (SG-61). Numbers about many, never about a person: no row points anywhere."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class Release(models.Model):
    """The numbers of one quarter. They are worked out once."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    period = models.CharField(max_length=7, unique=True, help_text="As in 2026-Q3.")
    begins_on = models.DateField()
    ends_on = models.DateField(help_text="Its last day.")
    least = models.PositiveSmallIntegerField(help_text="Below it nothing is shown; what is shown is rounded to it.")
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-begins_on"]

    def __str__(self) -> str:
        return self.period


class PublishedCount(models.Model):
    """One number of a release, rounded; empty when it is not shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="counts")
    about = models.CharField(max_length=30, help_text="What is counted: decisions.")
    dimension = models.CharField(max_length=30, help_text="By what it is counted: source, time.")
    code = models.CharField(max_length=90)
    position = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["release", "about", "position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "about", "dimension", "code"], name="published_once"),
            models.CheckConstraint(name="published_is_not_nothing", condition=Q(number__isnull=True) | Q(number__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.dimension} {self.code}"
