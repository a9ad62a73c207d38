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
    CHANGE = "change", _("Ask to change")
    RESTRICT = "restrict", _("Limit")
    REMOVE = "remove", _("Remove")
    REFER = "refer", _("Refer to help")
    ESCALATE = "escalate", _("Hand to the safeguarding lead")
    # Of an appeal: what was decided stays, or is undone.
    UPHOLD = "uphold", _("The decision stays")
    OVERTURN = "overturn", _("Undo the decision")


RESTRICTING = (Choice.REMOVE, Choice.CHANGE, Choice.RESTRICT)  # with a rule, and words for the author


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
    is_active = models.BooleanField(default=True, help_text="Whether people can choose it.")
    differently = models.CharField(
        max_length=300, blank=True, help_text="For an added rule: one thing to do differently, in plain words."
    )

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


_STATED = (
    Q(incompatible_content_ground__isnull=False)
    & Q(content_date__isnull=False)
    & ~Q(decision_ground="")
    & ~Q(decision_facts="")
    & ~Q(source_type="")
    & ~Q(automated_detection="")
    & ~Q(automated_decision="")
    & ~Q(category="")
    & ~Q(redress="")
)


class Decision(models.Model):
    """What was decided, by whom, and why. Whatever restricts something carries the European statement of reasons (DSA
    article 17) under its own names, and the database refuses one that lacks a part of it (SG-49). What the European
    list calls a list is kept as words with spaces between them.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)  # its `puid`
    item = models.ForeignKey(QueueItem, on_delete=models.PROTECT, related_name="decisions")
    decision = models.CharField(max_length=10, choices=Choice.choices)
    decider = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Empty: they left."
    )
    note = models.TextField(blank=True, help_text="For colleagues; the author never sees it.")
    created_at = models.DateTimeField()  # its `application_date`
    content_note = models.CharField(max_length=40, blank=True, default="", help_text="Behind which it is shown folded.")
    # How it stood before, as moderation.contracts.Standing: what an overturned decision puts back (SG-50).
    stood_before = models.JSONField(null=True, blank=True)

    decision_visibility = models.CharField(max_length=120, blank=True)
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
    category_specification = models.CharField(max_length=90, blank=True, default="")
    content_type = models.CharField(max_length=90, blank=True, default="")
    content_date = models.DateTimeField(null=True, blank=True)
    end_date_visibility_restriction = models.DateTimeField(null=True, blank=True, help_text="Since when it is over.")
    redress = models.CharField(max_length=40, blank=True, help_text="What the author can do next.")

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(name="waiting_on_says_why", condition=~Q(decision="hold") | ~Q(note="")),
            models.CheckConstraint(
                name="restriction_states_its_reasons", condition=Q(decision_visibility="") | _STATED
            ),
            models.CheckConstraint(
                name="restriction_has_rule_and_words",
                condition=~Q(decision__in=["remove", "change", "restrict"])
                | (~Q(decision_visibility="") & ~Q(incompatible_content_explanation="")),
            ),
            models.CheckConstraint(
                name="content_note_states_its_reasons", condition=Q(content_note="") | ~Q(decision_visibility="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.item_id}"
