"""What waits for a person: how soon, of what kind, in whose hand."""

from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Cause(models.TextChoices):
    HELD = "held", _("Held")
    SUBMITTED = "submitted", _("Sent in for review")
    FLAGGED = "flagged", _("Flagged")
    APPEALED = "appealed", _("Appeal")


class Severity(models.IntegerChoices):
    """How soon a person must look (SG-55). A number, so that the database can sort by it."""

    NORMAL = 1, _("Normal")
    HIGH = 2, _("High")
    SEVERE = 3, _("Severe")


class Lane(models.TextChoices):
    """What kind of work it is. A flood in one lane buries nothing in another (SEC-73)."""

    CARE = "care", _("Somebody may need help")
    CONDUCT = "conduct", _("Safety and manners")
    REVIEW = "review", _("Waiting to be published")


class State(models.TextChoices):
    OPEN = "open", _("Open")
    ESCALATED = "escalated", _("With the safeguarding lead")
    DECIDED = "decided", _("Decided")


UNDECIDED = (State.OPEN, State.ESCALATED)
# The same for an index: no value to compare with, so that both databases see at once that it fits.
_UNDECIDED_ROW = Q(decided_at__isnull=True)
_LISTED = Q(decided_at__isnull=True, folded_into__isnull=True)


class QueueItem(models.Model):
    """One thing that waits for a person, with the evidence as it stood."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    # A circle, or nothing: whose keepers find it (LookedAfterKind).
    stands_in = models.UUIDField(null=True, editable=False)
    cause = models.CharField(max_length=10, choices=Cause.choices)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.NORMAL)
    lane = models.CharField(max_length=10, choices=Lane.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    # Screening or a flag points at harm (hardness.py). Only ever set.
    is_sensitive = models.BooleanField(default=False)
    # Why screening spoke up: [{"step", "code", "effect"}]. Reasons are only ever added.
    reasons = models.JSONField(default=list)
    # Evidence, oldest first: as it stood when the item was opened, and again when it was found to have changed.
    evidence = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    author = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    # Where it stands: severe first, then oldest. One number, so that a list can be read on from any place in it.
    place = models.BigIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Severe: one person has said what they would do, and another one is needed (SEC-76).
    half_decided_at = models.DateTimeField(null=True, blank=True)
    # It was shown, and is held back until somebody decides, or until flags alone have held it for long enough (SG-56).
    held_back_at = models.DateTimeField(null=True, blank=True)
    held_back_ended_at = models.DateTimeField(null=True, blank=True)
    # Who is at it, and until when nobody else gets it (SG-53). Once that time has passed the item is free again.
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    held_until = models.DateTimeField(null=True, blank=True)
    # How often the clock has called for somebody because nobody came, and when last (SG-55).
    escalations = models.PositiveSmallIntegerField(default=0)
    overdue_at = models.DateTimeField(null=True, blank=True)
    # The same words here for the same reason have the same; "" is folded into nothing and takes nothing in (SEC-73).
    fingerprint = models.CharField(max_length=64, blank=True, default="")
    folded_into = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="folded")

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                name="one_undecided_item_per_subject",
                condition=Q(state__in=["open", "escalated"]),
            ),
            models.CheckConstraint(
                name="item_decided_has_a_time",
                condition=Q(state="decided", decided_at__isnull=False)
                | (~Q(state="decided") & Q(decided_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="item_escalated_has_a_time", condition=~Q(state="escalated") | Q(escalated_at__isnull=False)
            ),
            models.CheckConstraint(
                name="item_held_has_an_end", condition=Q(holder__isnull=True) | Q(held_until__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["holder"], name="items_in_hand", condition=Q(holder__isnull=False)),
            models.Index(fields=["state", "place", "id"], name="queue_order"),
            models.Index(fields=["kind", "subject_id"], name="items_of_subject"),
            # What is decided weighs nothing on what waits: these hold the undecided alone.
            models.Index(fields=["place", "id"], name="queue_waiting", condition=_LISTED),
            models.Index(fields=["lane", "place", "id"], name="queue_waiting_by_lane", condition=_LISTED),
            models.Index(fields=["kind", "place", "id"], name="queue_waiting_by_kind", condition=_LISTED),
            # Whole answers for moderators' counts: nothing of the rows themselves is read.
            models.Index(
                fields=[
                    *("lane", "severity", "kind", "cause", "state", "id"),
                    *("due_at", "escalated_at", "author", "folded_into", "holder", "held_until"),
                ],
                name="queue_counts",
                condition=_UNDECIDED_ROW,
            ),
            models.Index(fields=["escalations", "due_at"], name="queue_clocks", condition=_UNDECIDED_ROW),
            models.Index(fields=["fingerprint"], name="queue_same_words", condition=_UNDECIDED_ROW),
            models.Index(fields=["author"], name="queue_of_author", condition=_UNDECIDED_ROW),
            models.Index(fields=["stands_in", "place", "id"], name="queue_of_keepers", condition=_UNDECIDED_ROW),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} ({self.state})"

    @property
    def is_held_back(self) -> bool:
        return self.held_back_at is not None and self.held_back_ended_at is None


class PassedOn(models.Model):
    """That somebody left an item to others: they are not given it again. Why is asked of nobody, and kept nowhere."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="passed_on")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.UniqueConstraint(fields=["item", "by"], name="passed_on_once")]

    def __str__(self) -> str:
        return f"{self.item_id} passed on"
