"""The queue: what waits for a person, the flags that brought it there, and what was decided and why."""

from uuid import uuid4

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Effect, FlagReason
from moderation.screening.categories import CATEGORIES


class Cause(models.TextChoices):
    HELD = "held", _("Held")
    SUBMITTED = "submitted", _("Sent in for review")
    FLAGGED = "flagged", _("Flagged")


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


class Choice(models.TextChoices):
    """What a person can decide."""

    APPROVE = "approve", _("Approve")
    HOLD = "hold", _("Keep it waiting")
    REMOVE = "remove", _("Remove")
    ESCALATE = "escalate", _("Hand to the safeguarding lead")


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

    class Meta:
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.code


class QueueItem(models.Model):
    """One thing that waits for a person, with the evidence as it stood."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    cause = models.CharField(max_length=10, choices=Cause.choices)
    severity = models.PositiveSmallIntegerField(choices=Severity.choices, default=Severity.NORMAL)
    lane = models.CharField(max_length=10, choices=Lane.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
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
                fields=["lane", "severity", "due_at", "escalated_at", "author"],
                name="queue_counted",
                condition=_UNDECIDED_ROW,
            ),
            models.Index(fields=["escalations", "due_at"], name="queue_clocks", condition=_UNDECIDED_ROW),
            models.Index(fields=["fingerprint"], name="queue_same_words", condition=_UNDECIDED_ROW),
            models.Index(fields=["author"], name="queue_of_author", condition=_UNDECIDED_ROW),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id} ({self.state})"


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


class Flag(models.Model):
    """Somebody asked a person to look. Who they are is shown on no page and in no answer (SG-51)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="flags")
    # Empty when they were not signed in, or have left.
    flagger = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(max_length=10, choices=FlagReason.choices)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "flagger"], name="one_flag_per_person_and_item", condition=Q(flagger__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} on {self.item_id}"


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
    text = models.CharField(_("Word or phrase"), max_length=100)
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
