"""What of the queue somebody wants to see again and again, under a name of theirs."""

from uuid import uuid4

from django.db import models
from django.db.models import Q


class SavedView(models.Model):
    """Filters with a name, for one person alone."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    filters = models.JSONField(default=dict, help_text="what of QueueFilters is set, by name")
    is_start = models.BooleanField(default=False, help_text="The queue opens with it.")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["persona", "name"], name="one_view_of_a_name"),
            models.UniqueConstraint(fields=["persona"], condition=Q(is_start=True), name="one_view_to_start_with"),
        ]

    def __str__(self) -> str:
        return self.name
