"""What was decided and why, and the rules it refers to."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.models.queue import QueueItem


class Choice(models.TextChoices):
    """What a person can decide."""

    APPROVE = "approve", _("Approve")
    HOLD = "hold", _("Keep it waiting")
    REMOVE = "remove", _("Remove")
    ESCALATE = "escalate", _("Hand to the safeguarding lead")


OPEN_AFTERWARDS = (Choice.HOLD, Choice.ESCALATE)  # somebody still has to decide


class ReasonCode(models.Model):
    """A rule of POP that content can break, and where it stands in the European statement of reasons.

    Rows and not an enum: the European list of categories is revised (2025), and operators may add rules. Words in the
    reader's language for the rules POP brings are in rules.py; `title` is what an added rule says.
    """

    code = models.SlugField(primary_key=True, max_length=40)
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=90, help_text="STATEMENT_CATEGORY_... of the DSA Transparency Database")
    category_specification = models.CharField(max_length=90, blank=True, help_text="KEYWORD_... of the same source")
    position = models.PositiveSmallIntegerField(default=100)
    is_active = models.BooleanField(default=True)
    differently = models.CharField(
        max_length=300, blank=True, help_text="For an added rule: one thing to do differently, in plain words."
    )

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class Decision(models.Model):
    """What was decided, by whom, and why. The fields of a removal carry the names of the European statement of reasons
    (DSA article 17), and the database refuses a removal that lacks one of them (SG-49).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # its `puid`
    item = models.ForeignKey(QueueItem, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=10, choices=Choice.choices)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Empty: they left."
    )
    note = models.TextField(blank=True, help_text="For colleagues; the author never sees it.")
    created_at = models.DateTimeField()  # its `application_date`

    decision_visibility = models.CharField(max_length=60, blank=True)
    decision_ground = models.CharField(max_length=60, blank=True)
    incompatible_content_ground = models.ForeignKey(
        ReasonCode, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    incompatible_content_explanation = models.TextField(blank=True)
    # Codes, so that each reader gets them in their own language: "held contact.phone", "flagged".
    decision_facts = models.TextField(blank=True)
    source_type = models.CharField(max_length=60, blank=True)
    automated_detection = models.CharField(max_length=10, blank=True)
    automated_decision = models.CharField(max_length=60, blank=True)
    category = models.CharField(max_length=90, blank=True)
    content_date = models.DateTimeField(null=True, blank=True)
    redress = models.CharField(max_length=40, blank=True, help_text="What the author can do next.")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(name="waiting_on_says_why", condition=~Q(decision="hold") | ~Q(note="")),
            models.CheckConstraint(
                name="removal_states_its_reasons",
                condition=~Q(decision="remove")
                | (
                    Q(incompatible_content_ground__isnull=False)
                    & Q(content_date__isnull=False)
                    & ~Q(decision_visibility="")
                    & ~Q(decision_ground="")
                    & ~Q(incompatible_content_explanation="")
                    & ~Q(decision_facts="")
                    & ~Q(source_type="")
                    & ~Q(automated_detection="")
                    & ~Q(automated_decision="")
                    & ~Q(category="")
                    & ~Q(redress="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.item_id}"
