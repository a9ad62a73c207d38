"""That somebody asked a person to look."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from moderation.contracts import FlagReason
from moderation.models.queue import QueueItem


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
