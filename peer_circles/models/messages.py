"""What was said in a circle, and the answers without words."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from peer_circles.models.circles import Circle
from pop.core.from_rows import FromRows

LONGEST_TEXT = 2000  # characters


class MessageState(models.TextChoices):
    HELD = "held", _("Waiting")
    PUBLISHED = "published", _("Shown")
    REMOVED = "removed", _("Removed")
    RETRACTED = "retracted", _("Taken back")


class Support(models.TextChoices):
    """The few answers without words. Nobody counts them, and nobody but who gave one knows who did (SG-07)."""

    WITH_YOU = "with_you", _("I am with you")
    ME_TOO = "me_too", _("I know that feeling")
    THANK_YOU = "thank_you", _("Thank you")
    WELL_DONE = "well_done", _("Well done")


class ContentNote(models.TextChoices):
    """What a message talks about that is hard to read for some: whoever shows it may fold it behind one (SG-35)."""

    SELF_HARM = "self_harm", _("Talks about self-harm or suicide, in general words")
    VIOLENCE = "violence", _("Talks about violence or abuse, in general words")
    EATING = "eating", _("Talks about eating, weight or bodies")
    LOSS = "loss", _("Talks about death or losing somebody")
    HATE = "hate", _("Talks about bullying or hate")
    SUBSTANCES = "substances", _("Talks about alcohol or drugs")
    HARD = "hard", _("Talks about something that may be hard to read")


class Message(FromRows):
    """What somebody said. It has no place in the circle's order until it is shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    # These have no index of their own: those below begin with them.
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="messages", db_index=False)
    author = models.ForeignKey(
        "accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    by_facilitator = models.BooleanField(default=False)
    client_id = models.UUIDField()  # the sender's own name for it: saying it twice says it once (SEC-02)
    text = models.TextField(max_length=LONGEST_TEXT)
    reply_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    is_anonymous = models.BooleanField(default=False, help_text="Staff see who said it; the group never does.")
    content_note = models.CharField(
        max_length=12, blank=True, default="", choices=ContentNote.choices, help_text="What it is folded behind."
    )
    support = models.CharField(max_length=60, blank=True)  # which kinds there are, in their fixed order, with commas
    state = models.CharField(max_length=10, choices=MessageState.choices)
    seq = models.PositiveBigIntegerField(null=True)  # where the circle's stream first showed it
    # What screening found: {"effect": 2, "reasons": [{"step", "code", "effect"}]}.
    verdict = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)  # when a person or the author ended its waiting

    class Meta:
        ordering = ["circle", "seq"]
        constraints = [
            # The rarer first: what many people said at the same moment is looked up by it.
            models.UniqueConstraint(fields=["client_id", "author"], name="message_said_once"),
            models.UniqueConstraint(fields=["circle", "seq"], name="message_order"),
            models.CheckConstraint(
                name="message_shown_has_a_place",
                condition=~Q(state=MessageState.PUBLISHED.value) | Q(seq__isnull=False, published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="message_of_staff_has_a_name", condition=Q(is_anonymous=False) | Q(by_facilitator=False)
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "created_at"], name="held_in_circle", condition=Q(state="held")),
            models.Index(fields=["author", "-created_at"], name="messages_of_author"),
            models.Index(fields=["reply_to"], name="answers_to_message", condition=Q(reply_to__isnull=False)),
            models.Index(fields=["circle", "-seq"], name="anonymous_in_circle", condition=Q(is_anonymous=True)),
        ]

    def __str__(self) -> str:
        return f"{self.state} message in {self.circle_id}"

    @property
    def is_folded(self) -> bool:
        """Whether its words come only to who asks for this very message (SG-35)."""
        return bool(self.content_note)

    @property
    def kinds_of_support(self) -> list[Support]:
        return [Support(kind) for kind in self.support.split(",") if kind]


class Reaction(models.Model):
    """One answer without words: one of each kind from one person to one message."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Support.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "persona", "kind"], name="reacted_once")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.message_id}"
