"""Who is in a circle, and who is asked in."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from peer_circles.models.circles import Circle
from pop.core.from_rows import FromRows


class Part(models.TextChoices):
    MEMBER = "member", _("Member")
    FACILITATOR = "facilitator", _("Facilitator")


class Membership(FromRows):
    """That somebody joined, by an act of their own, and which agreement they accepted (SG-04). Ended ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="memberships")
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=12, choices=Part.choices, default=Part.MEMBER)
    agreed_version = models.PositiveSmallIntegerField()
    # How many of their messages a person has read and shown here: the first ones wait for that in every circle (SG-10).
    let_through = models.PositiveIntegerField(default=0)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "persona"],
                name="member_once",
                condition=Q(left_at__isnull=True, removed_at__isnull=True),
            )
        ]
        indexes = [models.Index(fields=["persona"], name="memberships_of_persona")]

    def __str__(self) -> str:
        return f"{self.persona_id} in {self.circle_id}"


class Invitation(models.Model):
    """That a circle's facilitator would like somebody to come. They decide: joining is an act of their own (SG-04)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="invitations")
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "persona"],
                name="one_open_invitation",
                condition=Q(accepted_at__isnull=True, declined_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_answered_once", condition=Q(accepted_at__isnull=True) | Q(declined_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["persona"], name="invitations_of_persona")]

    def __str__(self) -> str:
        return f"{self.persona_id} invited to {self.circle_id}"
