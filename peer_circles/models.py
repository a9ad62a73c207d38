"""Circles, who is in them, and what was said there. Order and replay are the room's (pop.realtime)."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from peer_circles.aside_models import Aside, AsideMessage  # noqa: F401  Django looks for models here
from peer_circles.hours import DAY_BEGINS, DAY_ENDS
from peer_circles.session_states import FIRST, Frozen, SessionState, lawful_moves, lawful_times
from pop.accounts.contracts import AgeBand

MOST_LIVE = 8  # people in a live circle: beyond it nobody is heard (the figures: six, at most eight)
MOST_ON_A_BOARD = 60
LONGEST_TEXT = 2000  # characters
SHORTEST_SESSION, LONGEST_SESSION = timedelta(minutes=15), timedelta(minutes=120)
LONGEST_INSTEAD = 200  # characters
LONGEST_PAUSE = 14  # days
LONGEST_SENTENCE = 300  # characters
LONGEST_WORD, LONGEST_TAKEAWAY, LONGEST_DEBRIEF = 30, 200, 2000  # characters


class Format(models.TextChoices):
    SCHEDULED = "scheduled", _("At set times")
    DROP_IN = "drop_in", _("Drop in when it is open")
    BOARD = "board", _("Board: write whenever you like")


class Weekday(models.IntegerChoices):
    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class CircleState(models.TextChoices):
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class Mode(models.TextChoices):
    """How people talk in a circle at the moment. Its staff change it while they talk."""

    PRE_MODERATED = "pre_moderated", _("A person reads first")
    TURNS = "turns", _("One speaks, the others listen")
    SLOW = "slow", _("Slowly")
    OPEN = "open", _("Open: only what seems risky is read first")


class Circle(models.Model):
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
            models.CheckConstraint(name="session_moved_lawfully", condition=lawful_moves()),
            models.CheckConstraint(name="session_state_has_its_times", condition=lawful_times()),
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
    line_at = models.DateTimeField(null=True, blank=True)  # when their line was there; none: it is not

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


class Pause(models.Model):
    """Days on which a circle rests, both ends included, by the calendar where the circle is; without a circle, all of
    them rest. Nothing is planned then, and members read without writing. It always names what there is instead."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="pauses")
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    instead = models.CharField(max_length=LONGEST_INSTEAD)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(name="pause_is_short", condition=Q(days__gte=1, days__lte=LONGEST_PAUSE)),
            models.CheckConstraint(name="pause_names_what_there_is", condition=~Q(instead="")),
        ]
        indexes = [models.Index(fields=["first_day"], name="pauses_by_day")]

    def __str__(self) -> str:
        return f"{self.days} days from {self.first_day} on in {self.circle_id or 'all circles'}"

    @property
    def last_day(self) -> date:
        return self.first_day + timedelta(days=self.days - 1)

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


class OpeningHours(models.Model):
    """When a drop-in circle is open, each week, by the clock of its zone; never at night."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="opening_hours")
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        ordering = ["weekday", "opens"]
        verbose_name_plural = "opening hours"
        constraints = [
            models.CheckConstraint(name="opening_hours_day_of_week", condition=Q(weekday__gte=0, weekday__lte=6)),
            models.CheckConstraint(
                name="opening_hours_by_day",
                condition=Q(opens__gte=DAY_BEGINS, closes__lte=DAY_ENDS, closes__gt=F("opens")),
            ),
            models.UniqueConstraint(fields=["circle", "weekday", "opens"], name="opening_hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M} in {self.circle_id}"


class Part(models.TextChoices):
    MEMBER = "member", _("Member")
    FACILITATOR = "facilitator", _("Facilitator")


class Membership(models.Model):
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


class Turn(models.Model):
    """Who speaks at this moment, while the others listen. It goes when it has been: no list of who spoke is kept."""

    circle = models.OneToOneField(Circle, on_delete=models.CASCADE, related_name="turn", primary_key=True)
    persona = models.ForeignKey("accounts.Persona", on_delete=models.CASCADE, related_name="+")
    ends_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.persona_id} in {self.circle_id}"


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


class SentenceUse(models.TextChoices):
    """Where staff of a circle put a prepared sentence."""

    SAY = "say", _("Said in the room")
    REASON = "reason", _("Told the author of a message that is not shown")


class PreparedSentence(models.Model):
    """Words ready for staff, in one language, who change them as they like before they send them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    language = models.CharField(_("language"), max_length=12, help_text=_("Like en, fr, es or ar."))
    use = models.CharField(_("use"), max_length=10, choices=SentenceUse.choices, default=SentenceUse.SAY)
    text = models.CharField(_("sentence"), max_length=LONGEST_SENTENCE)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=100)
    is_in_use = models.BooleanField(_("in use"), default=True)
    key = models.CharField(max_length=40, blank=True, editable=False)  # of those POP brings: taken in once, then yours

    class Meta:
        ordering = ["language", "use", "position", "id"]
        verbose_name = _("prepared sentence")
        verbose_name_plural = _("prepared sentences")
        constraints = [
            models.UniqueConstraint(fields=["language", "key"], name="sentence_brought_once", condition=~Q(key="")),
            models.CheckConstraint(name="sentence_says_something", condition=~Q(text="") & ~Q(language="")),
        ]

    def __str__(self) -> str:
        return self.text


class Message(models.Model):
    """What somebody said. It has no place in the circle's order until it is shown."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey("accounts.Persona", null=True, on_delete=models.SET_NULL, related_name="+")
    by_facilitator = models.BooleanField(default=False)
    client_id = models.UUIDField()  # the sender's own name for it: saying it twice says it once (SEC-02)
    text = models.TextField(max_length=LONGEST_TEXT)
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
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
                name="message_held_has_no_place", condition=~Q(state=MessageState.HELD.value) | Q(seq__isnull=True)
            ),
            models.CheckConstraint(
                name="message_of_staff_has_a_name", condition=Q(is_anonymous=False) | Q(by_facilitator=False)
            ),
        ]
        indexes = [
            models.Index(fields=["circle", "created_at"], name="held_in_circle", condition=Q(state="held")),
            models.Index(fields=["author", "-created_at"], name="messages_of_author"),
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
