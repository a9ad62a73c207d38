"""The words screening looks for, in every version they ever stood in."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Effect
from moderation.models.queue import Severity
from moderation.screening.categories import CATEGORIES


class LexiconVersion(models.Model):
    """The lexicon as it was from one moment on. Rows are only ever added; the newest is the one in use."""

    number = models.PositiveIntegerField(primary_key=True)
    created_at = models.DateTimeField()
    # Empty: they left, or the software did it (the starter lexicon).
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added = models.PositiveIntegerField(help_text="terms")
    removed = models.PositiveIntegerField(help_text="terms")

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"


class TermState(models.TextChoices):
    DRAFT = "draft", _("Will be added with the next version")
    LIVE = "live", _("In use")
    LEAVING = "leaving", _("Will be removed with the next version")
    REMOVED = "removed", _("No longer in use")


class LexiconTerm(models.Model):
    """A word or phrase that screening looks for. What it says never changes: another meaning is another term, so that
    every version can be read again from `since` and `until`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    text = models.CharField(
        _("Word or phrase"),
        max_length=300,
        help_text=_("Several ways to say it: “{a|b} c” finds “a c” and “b c”, “{|a} c” finds “c” and “a c”."),
    )
    language = models.CharField(_("Language"), max_length=12, help_text=_("Its code: en, fr, es, ar, pt-BR"))
    category = models.CharField(
        _("What it is about"), max_length=20, choices=[(name, one.label) for name, one in CATEGORIES.items()]
    )
    effect = models.PositiveSmallIntegerField(
        _("What should happen"),
        choices=[
            (Effect.ALLOW.value, _("Nothing alone; it counts with others")),
            (Effect.NOTE.value, _("Show it, and a person looks later")),
            (Effect.HOLD.value, _("Hold it until a person has looked")),
            (Effect.CARE.value, _("Hold it, and offer help")),
        ],
    )
    severity = models.PositiveSmallIntegerField(
        _("How soon a person must look"), choices=Severity.choices, default=Severity.NORMAL
    )
    state = models.CharField(_("State"), max_length=10, choices=TermState.choices, default=TermState.DRAFT)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    removal_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    since = models.ForeignKey(LexiconVersion, null=True, on_delete=models.PROTECT, related_name="added_terms")
    until = models.ForeignKey(LexiconVersion, null=True, on_delete=models.PROTECT, related_name="removed_terms")

    class Meta:
        ordering = ["language", "category", "text"]
        verbose_name = _("term of the lexicon")
        verbose_name_plural = _("terms of the lexicon")
        constraints = [
            models.UniqueConstraint(
                fields=["text", "language", "category"], name="one_term_at_a_time", condition=~Q(state="removed")
            ),
            models.CheckConstraint(
                name="term_stands_in_its_versions",
                condition=Q(state="draft", since__isnull=True, until__isnull=True)
                | Q(state__in=["live", "leaving"], since__isnull=False, until__isnull=True)
                | Q(state="removed", until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.text
