"""The sessions of a circle: when, who answers for them, who came and how they were, and what was learned."""

from datetime import timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from peer_circles.models.circles import LONGEST_INSTEAD, Circle
from peer_circles.states.sessions import FIRST, Frozen, SessionState, lawful_session_moves, lawful_session_times

SHORTEST_SESSION, LONGEST_SESSION = timedelta(minutes=15), timedelta(minutes=120)
LONGEST_WORD, LONGEST_TAKEAWAY, LONGEST_DEBRIEF = 30, 200, 2000  # characters


class CircleSession(models.Model):
    """A set time at which a circle meets, and how it went. Kept in UTC; people read it in the circle's own zone.

    `state` is what was written down last; where it stands now says `sessions.standing_of`. That it never lies at
    night is for the action alone: the hours depend on the circle's zone, which is another row.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="sessions")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    instead = models.CharField(max_length=LONGEST_INSTEAD, blank=True)  # what there is when it does not take place
    # For calendar programs: how often it was changed since it was planned, and when last; unknown for the oldest.
    revision = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=SessionState.choices, default=FIRST)
    came_from = models.CharField(max_length=10, blank=True, default="")  # the state before this one
    frozen_because = models.CharField(max_length=10, choices=Frozen.choices, blank=True, default="")
    lobby_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)  # only while it is
    closing_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    debriefed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="session_moved_lawfully", condition=lawful_session_moves()),
            models.CheckConstraint(name="session_state_has_its_times", condition=lawful_session_times()),
            models.CheckConstraint(
                name="session_is_short",
                condition=Q(ends_at__gte=F("starts_at") + SHORTEST_SESSION)
                & Q(ends_at__lte=F("starts_at") + LONGEST_SESSION),
            ),
            models.CheckConstraint(
                name="session_instead_is_for_cancelled", condition=Q(instead="") | Q(cancelled_at__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["circle", "starts_at"], name="one_session_at_a_time", condition=Q(cancelled_at__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="sessions_by_start")]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M} UTC in {self.circle_id}"

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None


class Duty(models.TextChoices):
    """What a session cannot do without: two persons, one for each (SG-09)."""

    FACILITATOR = "facilitator", _("Facilitator")
    SAFETY = "safety", _("Safety moderator")


class Shift(models.Model):
    """That somebody of the staff answers for a session, and when their line was last known to be there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(CircleSession, on_delete=models.CASCADE, related_name="shifts")
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True, blank=True)
    offered_at = models.DateTimeField(null=True, blank=True)  # since when a colleague may take it over
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "duty"], name="one_for_a_duty", condition=Q(ended_at=None)),
            models.UniqueConstraint(fields=["session", "persona"], name="one_duty_each", condition=Q(ended_at=None)),
        ]
        indexes = [models.Index(fields=["persona"], name="shifts_of_persona")]

    def __str__(self) -> str:
        return f"{self.duty} of {self.session_id}"


class CheckIn(models.Model):
    """That somebody came to a session by their own act, with its agreement; how they came and how they went.

    The moods, the words and what they take away are for the staff and themselves alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(CircleSession, on_delete=models.CASCADE, related_name="check_ins")
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    agreed_version = models.PositiveSmallIntegerField()
    mood = models.PositiveSmallIntegerField()  # 1 is worst, 5 is best
    word = models.CharField(max_length=LONGEST_WORD, blank=True)
    came_at = models.DateTimeField()
    mood_after = models.PositiveSmallIntegerField(null=True, blank=True)
    takeaway = models.CharField(max_length=LONGEST_TAKEAWAY, blank=True)
    went_at = models.DateTimeField(null=True, blank=True)
    needs_care = models.BooleanField(default=False)  # a person of the staff was asked to look at it
    line_at = models.DateTimeField(null=True, blank=True)  # when theirs was last heard; none: it is not there

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "persona"], name="checked_in_once"),
            models.CheckConstraint(name="mood_is_1_to_5", condition=Q(mood__gte=1, mood__lte=5)),
            models.CheckConstraint(
                name="checked_out_with_a_mood",
                condition=Q(went_at=None, mood_after=None, takeaway="")
                | Q(went_at__isnull=False, mood_after__gte=1, mood_after__lte=5),
            ),
        ]
        indexes = [models.Index(fields=["persona"], name="check_ins_of_persona")]

    def __str__(self) -> str:
        return f"{self.persona_id} at {self.session_id}"


class Debrief(models.Model):
    """How somebody on shift looks back at a session. Before their next shift it must be there."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(CircleSession, on_delete=models.CASCADE, related_name="debriefs")
    persona = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    duty = models.CharField(max_length=12, choices=Duty.choices)
    went = models.TextField(max_length=LONGEST_DEBRIEF)
    worries = models.TextField(max_length=LONGEST_DEBRIEF, blank=True)
    mood = models.PositiveSmallIntegerField()  # their own, 1 is worst
    wants_to_talk = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["session", "persona"], name="looked_back_once"),
            models.CheckConstraint(name="debrief_mood_is_1_to_5", condition=Q(mood__gte=1, mood__lte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.duty} on {self.session_id}"


class SessionReminder(models.Model):
    """That somebody was reminded of a session: so that nobody is reminded twice."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(CircleSession, on_delete=models.CASCADE, related_name="reminders")
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "persona"], name="reminded_once")]

    def __str__(self) -> str:
        return f"{self.persona_id} of {self.session_id}"
