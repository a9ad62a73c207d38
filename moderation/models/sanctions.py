"""What a person of the staff decided about somebody's writing, for a time."""

from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from moderation.models.decisions import ReasonCode
from moderation.models.queue import QueueItem


class Step(models.TextChoices):
    """How far a sanction goes. What each means is one table: moderation/sanctions/steps.py."""

    REMINDER = "reminder", _("A reminder")
    MUTE = "mute", _("Does not write in this place for a while")
    READ_ONLY = "read_only", _("Reads, and writes nowhere")
    REMOVAL = "removal", _("Out of this place")
    CLOSED = "closed", _("The account is closed to writing")


# Those that keep somebody from writing what others see. Reading and asking for help are never among what a step stops.
STOPS_WRITING = (Step.MUTE, Step.READ_ONLY, Step.REMOVAL, Step.CLOSED)


class Sanction(models.Model):
    """One step, about one thing somebody wrote, with the statement of reasons by its European field names (DSA article
    17): the database keeps none that lacks one of them (SG-49). It is about a persona, never about a network address.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # its `puid`
    # Empty when they have deleted their account.
    persona = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    step = models.CharField(max_length=10, choices=Step.choices)
    # Where it holds: a kind of place and its id, or "" for everywhere.
    place_kind = models.CharField(max_length=60, blank=True)
    place_id = models.UUIDField(null=True, blank=True)
    since = models.DateTimeField()  # its `application_date`
    until = models.DateTimeField(null=True, blank=True)  # its `end_date_visibility_restriction` or `…_account_…`
    review_at = models.DateTimeField(null=True, blank=True, help_text="Without an end: when a person looks again.")
    review_told_at = models.DateTimeField(null=True, blank=True, help_text="When safeguarding leads were told so.")
    counts_until = models.DateTimeField(help_text="Until then it makes a higher step the next one.")

    # What it is about, and their own words as they stood.
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    item = models.ForeignKey(QueueItem, null=True, on_delete=models.SET_NULL, related_name="sanctions")
    evidence = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    decision_visibility = models.CharField(max_length=60, blank=True)
    decision_account = models.CharField(max_length=60, blank=True)
    decision_ground = models.CharField(max_length=60)
    incompatible_content_ground = models.ForeignKey(ReasonCode, on_delete=models.PROTECT, related_name="+")
    incompatible_content_explanation = models.TextField()
    # Codes, so that each reader gets them in their own language, as in a decision.
    decision_facts = models.TextField()
    source_type = models.CharField(max_length=60)
    automated_detection = models.CharField(max_length=10)
    automated_decision = models.CharField(max_length=60)
    category = models.CharField(max_length=90)
    content_date = models.DateTimeField()
    redress = models.CharField(max_length=40)
    differently = models.TextField(
        blank=True, help_text="One thing to do differently, where the rule's words do not do."
    )

    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    lifted_words = models.TextField(blank=True, help_text="What the person is told.")
    # An appeal undid it: it should not have been. Otherwise it was right, and ended early.
    was_undone = models.BooleanField(default=False)
    place_is_lost = models.BooleanField(default=False, help_text="Undone, and their place could not be given back.")

    class Meta:
        ordering = ["-since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id", "step"],
                name="sanction_once_for_a_thing",
                condition=Q(lifted_at__isnull=True),
            ),
            models.CheckConstraint(
                name="sanction_has_an_end_or_a_review",
                condition=Q(step="closed", until__isnull=True, review_at__isnull=False)
                | (~Q(step="closed") & Q(until__isnull=False, review_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="sanction_ends_after_it_begins", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
            models.CheckConstraint(
                name="sanction_undone_is_lifted",
                condition=Q(was_undone=False, place_is_lost=False) | Q(was_undone=True, lifted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="sanction_place_is_whole",
                condition=Q(place_kind="", place_id__isnull=True) | (~Q(place_kind="") & Q(place_id__isnull=False)),
            ),
            models.CheckConstraint(
                name="sanction_of_a_place_names_it",
                condition=Q(step="reminder")
                | (Q(step__in=["mute", "removal"]) & ~Q(place_kind=""))
                | Q(step__in=["read_only", "closed"], place_kind=""),
            ),
            models.CheckConstraint(
                name="sanction_states_its_reasons",
                condition=~(Q(decision_visibility="") & Q(decision_account=""))
                & ~Q(decision_ground="")
                & ~Q(incompatible_content_explanation="")
                & ~Q(decision_facts="")
                & ~Q(source_type="")
                & ~Q(automated_detection="")
                & Q(automated_decision="AUTOMATED_DECISION_NOT_AUTOMATED")
                & ~Q(category="")
                & ~Q(redress=""),
            ),
        ]
        indexes = [
            # What every message asks: the few of this person that nobody has lifted.
            models.Index(fields=["persona", "until"], name="sanctions_in_force", condition=Q(lifted_at__isnull=True)),
            models.Index(fields=["persona", "-since"], name="sanctions_of_persona"),
        ]

    def __str__(self) -> str:
        return f"{self.step} ({self.since:%Y-%m-%d})"


class SanctionKept(models.Model):
    """That somebody looked again at one without an end and kept it: they had a part in it, too."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    sanction = models.ForeignKey(Sanction, on_delete=models.CASCADE, related_name="kept")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kept_at = models.DateTimeField()
    review_at = models.DateTimeField(help_text="When a person looks again.")

    class Meta:
        ordering = ["kept_at", "id"]

    def __str__(self) -> str:
        return f"{self.sanction_id} until {self.review_at:%Y-%m-%d}"
