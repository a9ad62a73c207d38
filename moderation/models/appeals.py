"""That somebody disagrees with a decision, and what became of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.decisions import Decision
from moderation.models.queue import QueueItem


class AppealSide(models.TextChoices):
    """Who asks for another look: whoever wrote it, or whoever flagged it and was told that it stays."""

    AUTHOR = "author", _("Its author")
    FLAGGER = "flagger", _("Somebody who flagged it")


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("The decision stays")
    OVERTURNED = "overturned", _("The decision was undone")
    WITHDRAWN = "withdrawn", _("There was nothing left to decide")  # changed and sent in anew, or they left


class Appeal(models.Model):
    """Somebody asks another person to look at a decision again (DSA article 20). Once for each decision and person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="appeals")
    item = models.ForeignKey(QueueItem, on_delete=models.PROTECT, related_name="appeals", help_text="Where it waits.")
    # Empty: they left.
    appellant = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    side = models.CharField(max_length=10, choices=AppealSide.choices)
    words = models.TextField(blank=True, help_text="Their own. Empty after their term, and when they left.")
    created_at = models.DateTimeField()
    # Whose decision it is about, so that the database itself sees that somebody else judges it (SG-50).
    decided_first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True, choices=AppealOutcome.choices)
    answer = models.TextField(blank=True, help_text="Why, in plain words for whoever asked.")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "appellant"],
                name="one_appeal_per_decision_and_person",
                condition=Q(appellant__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["decision"], name="one_open_appeal_of_the_author", condition=Q(side="author", outcome="")
            ),
            models.CheckConstraint(
                name="appeal_is_judged_by_another",
                condition=Q(decided_by__isnull=True)
                | Q(decided_first_by__isnull=True)
                | ~Q(decided_by=F("decided_first_by")),
            ),
            models.CheckConstraint(
                name="appeal_with_outcome_has_a_time",
                condition=Q(outcome="", decided_at__isnull=True) | (~Q(outcome="") & Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["item"], name="appeals_open", condition=Q(outcome=""))]

    def __str__(self) -> str:
        return f"{self.side} against {self.decision_id}"
