"""Asides: the talk of one member alone with one of a circle's staff, and what was said in it. Rows of their own, so
that nothing that reads a circle can ever come upon them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from peer_circles.models.messages import LONGEST_TEXT
from peer_circles.states.asides import (
    GOING_ON,
    TALKING_ALONE,
    AsideState,
    lawful_aside_moves,
    lawful_aside_times,
)

_GOING_ON = sorted(state.value for state in GOING_ON)
_TALKING = sorted(state.value for state in TALKING_ALONE)


class Aside(models.Model):
    """That somebody of the staff offered a member to talk alone, or that a member asked for it, and what came of it.

    `state` is what was written down last; where it stands now says `asides.standing_of`.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey("peer_circles.Circle", on_delete=models.CASCADE, related_name="asides")
    # The session it belongs to: its staff are on shift there, and with it, it ends. None in a circle without sessions.
    session = models.ForeignKey(
        "peer_circles.CircleSession", null=True, on_delete=models.CASCADE, related_name="asides"
    )
    room = models.OneToOneField("realtime.Room", null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=10, choices=AsideState.choices)
    came_from = models.CharField(max_length=10, blank=True, default="")  # the state before this one
    asked_at = models.DateTimeField(null=True)
    offered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)  # only while it is
    over_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)  # when the staff's line was last known to be there (SG-09)

    class Meta:
        constraints = [
            models.CheckConstraint(name="aside_moved_lawfully", condition=lawful_aside_moves()),
            models.CheckConstraint(name="aside_state_has_its_times", condition=lawful_aside_times()),
            models.CheckConstraint(
                name="aside_has_two_people_and_a_room",
                condition=~Q(state__in=_TALKING) | Q(staff__isnull=False, room__isnull=False),
            ),
            models.CheckConstraint(
                name="aside_offered_by_somebody",
                condition=~Q(state=AsideState.OFFERED.value) | Q(staff__isnull=False, room__isnull=True),
            ),
            models.CheckConstraint(name="aside_is_between_two", condition=Q(staff=None) | ~Q(staff=F("member"))),
            models.UniqueConstraint(
                fields=["circle", "member"], name="one_aside_of_a_member", condition=Q(state__in=_GOING_ON)
            ),
            models.UniqueConstraint(fields=["staff"], name="one_aside_of_staff", condition=Q(state__in=_TALKING)),
            # The other one of the two on shift stays with the group.
            models.UniqueConstraint(fields=["session"], name="one_aside_in_a_session", condition=Q(state__in=_TALKING)),
        ]
        indexes = [
            models.Index(fields=["circle"], name="asides_going_on", condition=Q(state__in=_GOING_ON)),
            models.Index(fields=["member"], name="asides_of_member"),
            models.Index(fields=["over_at"], name="asides_by_end"),
        ]

    def __str__(self) -> str:
        return f"{self.state} aside in {self.circle_id}"


class AsideWords(models.TextChoices):
    """What became of a message in an aside."""

    HELD = "held", _("Waiting")  # before its first place, or held back from the place it has
    PUBLISHED = "published", _("Shown")
    REMOVED = "removed", _("Removed")


class AsideMessage(models.Model):
    """What one of the two said. A member's words are never made to wait: they are for the staff who listen."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    aside = models.ForeignKey(Aside, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    by_staff = models.BooleanField()
    client_id = models.UUIDField()  # the sender's own name for it: saying it twice says it once (SEC-02)
    text = models.TextField(max_length=LONGEST_TEXT)
    state = models.CharField(max_length=10, choices=AsideWords.choices)
    seq = models.PositiveBigIntegerField(null=True)  # where the room's stream first showed it
    verdict = models.JSONField(default=dict)  # what screening found, as of messages in circles
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["aside", "seq"]
        constraints = [
            models.UniqueConstraint(fields=["author", "client_id"], name="aside_message_said_once"),
            models.UniqueConstraint(fields=["aside", "seq"], name="aside_message_order"),
            models.CheckConstraint(
                name="aside_message_shown_has_a_place",
                condition=~Q(state=AsideWords.PUBLISHED.value) | Q(seq__isnull=False),
            ),
            models.CheckConstraint(
                name="aside_member_is_never_held", condition=Q(by_staff=True) | ~Q(state=AsideWords.HELD.value)
            ),
        ]
        indexes = [models.Index(fields=["author"], name="aside_messages_of_author")]

    def __str__(self) -> str:
        return f"{self.state} message in {self.aside_id}"
