"""Who did what to what, when. Rows are only ever added; the database itself refuses the rest (SG-59, SEC-61)."""

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One step. Holds random ids and never content. Each row's hash covers the row before it."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    # No database constraint: the log outlives the people in it.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    acting_as = models.CharField(max_length=120, blank=True, help_text="The roles the actor held at that moment.")
    verb = models.CharField(max_length=60, db_index=True, help_text="area.deed, as in moderation.decide")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        verbose_name_plural = "audit entries"
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="audit_by_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb} {self.subject_kind} {self.subject_id}"
