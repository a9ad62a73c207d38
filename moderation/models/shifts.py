"""How much somebody who moderates has taken on: for them and for safeguarding leads alone (SEC-75)."""

from uuid import uuid4

from django.conf import settings
from django.db import models

from moderation.models.queue import Lane, QueueItem


class Shift(models.Model):
    """One stretch of somebody's work with the queue. A long pause ends it (POP_SHIFT_MINUTES), and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    unbroken_since = models.DateTimeField(help_text="When the last break ended, or the shift began.")
    resting_until = models.DateTimeField(null=True, blank=True, help_text="A break, until then.")
    breaks = models.PositiveSmallIntegerField(default=0, help_text="How many have ended.")
    # What they took last, and how many of that lane one after the other: nobody gets only one sort of hard thing.
    lane = models.CharField(max_length=10, choices=Lane.choices, blank=True, default="")
    in_a_row = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-began_at", "id"]
        indexes = [
            models.Index(fields=["person", "-last_at"], name="shifts_of_person"),
            models.Index(fields=["last_at"], name="shifts_by_end"),
        ]

    def __str__(self) -> str:
        return f"shift of {self.person_id} from {self.began_at:%Y-%m-%d %H:%M}"


class Exposure(models.Model):
    """That somebody opened the words of something hard in a shift: counted once, however often. Holds no content."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="exposures")
    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    beyond = models.BooleanField(default=False, help_text="They had had enough or were on a break, and chose to.")

    class Meta:
        ordering = ["opened_at", "id"]
        constraints = [models.UniqueConstraint(fields=["shift", "item"], name="exposed_once_in_a_shift")]

    def __str__(self) -> str:
        return f"exposure to {self.item_id}"


class SummaryAlways(models.Model):
    """That somebody wants a summary before everything, and not before hard things alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"summaries always for {self.person_id}"
