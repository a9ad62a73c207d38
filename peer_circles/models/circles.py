"""Circles, and how people talk in them. Order and replay are the room's (pop.realtime)."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import AgeBand
from pop.core.from_rows import FromRows

MOST_LIVE = 8  # people in a live circle: beyond it nobody is heard (the figures: six, at most eight)
MOST_ON_A_BOARD = 60
LONGEST_INSTEAD = 200  # characters


class Format(models.TextChoices):
    SCHEDULED = "scheduled", _("At set times")
    DROP_IN = "drop_in", _("Drop in when it is open")
    BOARD = "board", _("Board: write whenever you like")


class CircleState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Mode(models.TextChoices):
    """How people talk in a circle at the moment. Its staff change it while they talk."""

    PRE_MODERATED = "pre_moderated", _("A person reads first")
    TURNS = "turns", _("One speaks, the others listen")
    SLOW = "slow", _("Slowly")
    OPEN = "open", _("Open: only what seems risky is read first")


class Circle(FromRows):
    """A small group of one age band, with a purpose, an agreement and somebody who looks after it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    room = models.OneToOneField("realtime.Room", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    purpose = models.CharField(max_length=300)
    age_band = models.CharField(max_length=5, choices=AgeBand.choices)
    language = models.CharField(max_length=12, default="en", help_text="The language spoken here, as in BCP 47.")
    times = models.CharField(max_length=120, blank=True, help_text="When people meet, in words, in `time_zone`.")
    time_zone = models.CharField(max_length=60, default="UTC", help_text="A name of the IANA database.")
    country = models.CharField(max_length=2, blank=True, help_text="Whose helplines are shown; ISO 3166-1, or none.")
    format = models.CharField(max_length=10, choices=Format.choices)
    capacity = models.PositiveSmallIntegerField(default=6)
    talk_between_sessions = models.BooleanField(
        default=False, help_text="Of a circle that meets at set times: whether members write at other times too."
    )
    mode = models.CharField(max_length=13, choices=Mode.choices, default=Mode.PRE_MODERATED)
    # Apart from the mode: slowing a circle down, or giving turns in it, must not stop a person from reading first.
    reads_first = models.BooleanField(default=True, help_text="Every message waits for a person's yes (SG-10).")
    mode_since = models.DateTimeField(null=True, blank=True)  # when it was last changed
    slowed_by_rule = models.BooleanField(default=False, help_text="Nobody chose the present mode: a rule did.")
    state = models.CharField(max_length=10, choices=CircleState.choices, default=CircleState.OPEN)
    closed_at = models.DateTimeField(null=True, blank=True)  # unknown for the oldest
    closing_words = models.CharField(max_length=LONGEST_INSTEAD, blank=True, help_text="What there is instead now.")
    agreement = models.TextField()
    agreement_version = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="circle_is_small",
                condition=Q(capacity__gte=2)
                & (Q(capacity__lte=MOST_LIVE) | Q(format=Format.BOARD.value, capacity__lte=MOST_ON_A_BOARD)),
            ),
            models.CheckConstraint(
                name="circle_mode_says_who_reads",
                condition=~Q(mode=Mode.PRE_MODERATED.value, reads_first=False)
                & ~Q(mode=Mode.OPEN.value, reads_first=True),
            ),
            models.CheckConstraint(
                name="circle_under_16_is_read_first",
                condition=Q(reads_first=True) | ~Q(age_band__in=[band.value for band in AgeBand if band.is_under_16]),
            ),
            models.CheckConstraint(
                name="board_is_slow_and_read_first",
                condition=~Q(format=Format.BOARD.value) | Q(mode=Mode.SLOW.value, reads_first=True),
            ),
            models.CheckConstraint(
                name="circle_closing_is_of_a_closed_one",
                condition=Q(state=CircleState.CLOSED.value) | Q(closed_at__isnull=True, closing_words=""),
            ),
            models.CheckConstraint(
                name="circle_rule_only_slows", condition=Q(slowed_by_rule=False) | Q(mode=Mode.SLOW.value)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        return self.state == CircleState.OPEN

    @property
    def reads_everything(self) -> bool:
        """Whether a person reads every message first: always, under 16 (SG-10)."""
        return self.reads_first or AgeBand(self.age_band).is_under_16


class Turn(models.Model):
    """Who speaks at this moment, while the others listen. It goes when it has been: no list of who spoke is kept."""

    circle = models.OneToOneField(Circle, on_delete=models.CASCADE, related_name="turn", primary_key=True)
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.persona_id} in {self.circle_id}"
