"""What each of two people found about something severe (SEC-76)."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from moderation.models.decisions import Choice, ReasonCode
from moderation.models.queue import QueueItem


class Opinion(models.Model):
    """What one person would do about something severe. Nothing is closed by one: a decision is made of two."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    item = models.ForeignKey(QueueItem, on_delete=models.CASCADE, related_name="opinions")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Empty: they left."
    )
    choice = models.CharField(max_length=10, choices=Choice.choices)
    rule = models.ForeignKey(ReasonCode, null=True, on_delete=models.PROTECT, related_name="+")
    explanation = models.TextField(blank=True)
    note = models.TextField(blank=True, help_text="For colleagues.")
    content_note = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], name="one_opinion_each", condition=Q(person__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"{self.choice} about {self.item_id}"
