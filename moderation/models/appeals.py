"""That somebody disagrees with a decision or a sanction, and what became of it."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.decisions import Decision
from moderation.models.queue import QueueItem
from moderation.models.sanctions import Sanction


class AppealSide(models.TextChoices):
    """Who asks for another look: whoever wrote it, or whoever flagged it and was told that it stays. About a sanction,
    only whoever wrote what it is about."""

    AUTHOR = "author", _("Its author")
    FLAGGER = "flagger", _("Somebody who flagged it")


class AppealOutcome(models.TextChoices):
    UPHELD = "upheld", _("The decision stays")
    OVERTURNED = "overturned", _("The decision was undone")
    WITHDRAWN = "withdrawn", _("There was nothing left to decide")  # changed and sent in anew, or they left


class Appeal(models.Model):
    """Somebody asks another person to look at a decision or a sanction again (DSA article 20). Once for each of them
    and person; why it is one table: docs/decisions/0018."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # One of the two, which the database sees to.
    decision = models.ForeignKey(Decision, null=True, on_delete=models.PROTECT, related_name="appeals")
    sanction = models.ForeignKey(Sanction, null=True, on_delete=models.PROTECT, related_name="appeals")
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
            models.UniqueConstraint(fields=["sanction"], name="one_appeal_per_sanction"),
            models.CheckConstraint(
                name="appeal_is_about_one_thing",
                condition=Q(decision__isnull=False, sanction__isnull=True)
                | Q(decision__isnull=True, sanction__isnull=False, side="author"),
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
        return f"{self.side} against {self.decision_id or self.sanction_id}"


class PartInAppeal(models.Model):
    """Who had a part in what an appeal is about, written down when somebody asks; and, once it is answered, who judged
    it. One row for each person: the database itself takes nobody as judge who had a part in it (SG-50)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="parts")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    judges = models.BooleanField(default=False)

    class Meta:
        ordering = ["appeal", "id"]
        constraints = [models.UniqueConstraint(fields=["appeal", "person"], name="nobody_judges_their_own_part")]

    def __str__(self) -> str:
        return f"{'judge' if self.judges else 'part'} in {self.appeal_id}"
