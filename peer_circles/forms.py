"""What people type on the pages of circles. What may be typed is decided by the actions."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from moderation.selectors import rules_to_choose_from
from peer_circles.actions.circle_fields import LONGEST
from peer_circles.hours import zone_named
from peer_circles.models import (
    LONGEST_DEBRIEF,
    LONGEST_INSTEAD,
    LONGEST_TAKEAWAY,
    LONGEST_TEXT,
    LONGEST_WORD,
    Circle,
    CircleSession,
    ContentNote,
    Format,
    Membership,
    Mode,
    PreparedSentence,
    SentenceUse,
    Support,
    Weekday,
)
from peer_circles.policies import may_talk_so
from pop.accounts.contracts import AgeBand
from pop.core.errors import Absent, Invalid
from pop.core.plain_forms import PlainForm

DEEDS = ("take", "offer", "keep", "hand_over", "open", "pause", "resume", "wind_down", "close", "extend")


class JoinForm(PlainForm):
    data_notices: ClassVar[dict[str, tuple[str, ...]]] = {"circles.join": ("agree",)}
    not_personal: ClassVar = {"version": "which agreement the page showed"}

    version = forms.IntegerField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("I have read this and I agree."),
        error_messages={"required": _("Please read the agreement and tick the box if you agree.")},
    )


class SayForm(PlainForm):
    data_notices: ClassVar = {"circles.message": ("text",)}
    not_personal: ClassVar = {
        "client_id": "a random number for the message to come",
        "reply_to": "which message it answers",
        "anonymous": "whether the others see the name",
    }

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    reply_to = forms.UUIDField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("Please make this shorter: 2,000 characters at most."),
        },
    )

    anonymous = forms.BooleanField(
        label=_("Ask without my name"),
        help_text=_("The others do not see who asks. The facilitators do, and one of them reads it first."),
        required=False,
    )

    @classmethod
    def fresh(cls, reply_to: UUID | None = None) -> "SayForm":
        """An empty form with a name for the message to come: sending the page twice says it once (SEC-02)."""
        return cls(initial={"client_id": uuid4(), "reply_to": reply_to})

    def beginning_with(self, words: str) -> "SayForm":
        """For staff, who begin with a prepared sentence."""
        self.initial["text"] = words
        return self

    def with_a_name(self) -> "SayForm":
        """For staff, who always speak with theirs."""
        del self.fields["anonymous"]
        return self


class HideForm(PlainForm):
    not_personal: ClassVar = {"how": "in which way; the page says who learns of it: nobody"}

    how = forms.ChoiceField(
        label=_("How?"),
        choices=[
            ("mute", _("Fold what they write away. I can open it.")),
            ("block", _("Show me nothing of what they write.")),
        ],
        widget=forms.RadioSelect,
    )


class ReactForm(PlainForm):
    """One of two is pressed: to give an answer without words, or to take it back."""

    not_personal: ClassVar = {"give": "one of a few signs, shown without a name", "take": "taking such a sign back"}

    give = forms.ChoiceField(choices=Support.choices, required=False)
    take = forms.ChoiceField(choices=Support.choices, required=False)


MOODS = (
    ("1", _("1 – very bad")),
    ("2", _("2 – not good")),
    ("3", _("3 – so-so")),
    ("4", _("4 – good")),
    ("5", _("5 – very good")),
)


class CheckInForm(JoinForm):
    """The door of a session: its agreement, and how one comes."""

    data_notices: ClassVar = {"circles.join": ("agree",), "circles.check_in": ("mood", "word")}

    mood = forms.TypedChoiceField(
        label=_("How are you just now?"), choices=MOODS, coerce=int, widget=forms.RadioSelect
    )  # fmt: skip
    word = forms.CharField(
        label=_("One word for it, if you like"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"max_length": _("One word is enough: 30 characters at most.")},
    )

    field_order = ("version", "mood", "word", "agree")


class CheckOutForm(PlainForm):
    data_notices: ClassVar = {"circles.check_in": ("mood", "takeaway")}

    mood = forms.TypedChoiceField(label=_("How are you now?"), choices=MOODS, coerce=int, widget=forms.RadioSelect)
    takeaway = forms.CharField(
        label=_("One thing you take with you, if you like"),
        required=False,
        max_length=LONGEST_TAKEAWAY,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"max_length": _("Please make this shorter: 200 characters at most.")},
    )


class DebriefForm(PlainForm):
    """Whoever was on shift looks back, before their next one."""

    data_notices: ClassVar = {"circles.debrief": ("went", "worries", "mood", "wants_to_talk")}

    went = forms.CharField(
        label=_("How did it go?"),
        help_text=_("No names: what the group talked about, and what worked."),
        max_length=LONGEST_DEBRIEF,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "autocomplete": "off"}),
        error_messages={"required": _("Please write a sentence or two.")},
    )
    worries = forms.CharField(
        label=_("Is there somebody or something you worry about?"),
        required=False,
        max_length=LONGEST_DEBRIEF,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
    )
    mood = forms.TypedChoiceField(label=_("And how are you?"), choices=MOODS, coerce=int, widget=forms.RadioSelect)
    wants_to_talk = forms.BooleanField(label=_("I would like somebody of the team to talk with me."), required=False)


class MoveForm(PlainForm):
    """What staff do with a session that is on, and where they go on: on its page, or at their desk in the room."""

    deed = forms.ChoiceField(choices=[(deed, deed) for deed in DEEDS])
    back = forms.ChoiceField(choices=[("desk", "desk")], required=False)


def _words_field(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attrs})


def _day_field(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"required": _("Choose a day."), "invalid": _("Choose a day, such as 2027-03-09.")},
    )


def _time_field(label: Any) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"required": _("Choose a time."), "invalid": _("Choose a time, such as 17:30.")},
    )


class PlanForm(PlainForm):
    """When a circle meets, as the clock stands where the circle is."""

    day = _day_field(_("Day"))
    time = _time_field(_("Starts at"))
    minutes = forms.IntegerField(
        label=_("How many minutes?"),
        initial=60,
        help_text=_("From 15 to 120."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 15, "max": 120}),
        error_messages={"required": _("Say how many minutes."), "invalid": _("Write a number, such as 60.")},
    )


class RescheduleForm(PlanForm):
    """Another time for a session that is planned."""

    @classmethod
    def of(cls, session: CircleSession) -> "RescheduleForm":
        """With the time it has now, as the clock stands where its circle is."""
        there = session.starts_at.astimezone(zone_named(session.circle.time_zone))
        minutes = int((session.ends_at - session.starts_at).total_seconds() // 60)
        return cls(initial={"day": there.date(), "time": there.time(), "minutes": minutes})


class PauseForm(PlainForm):
    """From when to when nobody meets, as the calendar stands where the circle is."""

    first_day = _day_field(_("First day of the break"))
    last_day = _day_field(_("Last day of the break"), _("Up to two weeks. It can be the same day."))
    instead = forms.CharField(
        label=_("What is there instead?"),
        help_text=_(
            "Who is there for people meanwhile, and how to reach them. Everyone who can see the circle reads it."
        ),
        max_length=LONGEST_INSTEAD,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": _("Say what people can do meanwhile."),
            "max_length": _("Please make this shorter: 200 characters at most."),
        },
    )


class OpeningHoursForm(PlainForm):
    """When a drop-in circle is open each week, as the clock stands where it is."""

    weekday = forms.TypedChoiceField(label=_("Every"), choices=Weekday.choices, coerce=int)
    opens = _time_field(_("Opens at"))
    closes = _time_field(_("Closes at"))


class CancelForm(PlainForm):
    instead = forms.CharField(
        label=_("What is there instead?"),
        help_text=_("If you like: what people can do at that time. Everyone who can see the circle reads it."),
        required=False,
        max_length=LONGEST_INSTEAD,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={"max_length": _("Please make this shorter: 200 characters at most.")},
    )


class CircleForm(PlainForm):
    """What there is to choose about a circle."""

    name = forms.CharField(label=_("Name"), max_length=LONGEST["name"], widget=_words_field())
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("One or two sentences: whom it helps, and what people talk about."),
        max_length=LONGEST["purpose"],
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
    )
    age_band = forms.ChoiceField(
        label=_("For ages"),
        help_text=_("It can be changed only until somebody has joined."),
        choices=AgeBand.choices,
    )
    language = forms.ChoiceField(label=_("Language spoken there"), choices=[])
    format = forms.ChoiceField(label=_("How it meets"), choices=Format.choices)
    times = forms.CharField(
        label=_("When people meet, in words"),
        required=False,
        max_length=LONGEST["times"],
        widget=_words_field(),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        help_text=_("A place such as Europe/Amsterdam or Africa/Nairobi: all its times are those of the clocks there."),
        max_length=60,
        widget=_words_field(spellcheck="false"),
    )
    country = forms.CharField(
        label=_("Country whose helplines are shown"),
        help_text=_("Two letters, such as NL or KE. Leave it empty for those that everybody can reach."),
        required=False,
        max_length=2,
        widget=_words_field(spellcheck="false"),
    )
    capacity = forms.IntegerField(
        label=_("How many people at most"),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 2}),
        error_messages={"required": _("Say how many people."), "invalid": _("Write a number, such as 6.")},
    )
    talk_between_sessions = forms.BooleanField(
        label=_("People write between meetings, too"),
        help_text=_("For circles at set times. Nobody of the staff is there then: what is risky waits for a person."),
        required=False,
    )
    agreement = forms.CharField(
        label=_("Agreement"),
        help_text=_("If you change it, everybody in the circle reads it and says yes again before they go back in."),
        max_length=LONGEST["agreement"],
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = self.initial.get("language")
        others = [(spoken, spoken)] if spoken and spoken not in dict(settings.LANGUAGES) else []
        self.fields["language"].choices = [*settings.LANGUAGES, *others]  # type: ignore[attr-defined]

    @classmethod
    def fresh(cls, data: Any = None) -> "CircleForm":
        """Nothing is chosen yet that somebody has to think about."""
        usual = settings.POP_CIRCLE_PLACES["usual"]
        form = cls(data, initial={"capacity": usual, "language": get_language()})
        for name, choices in (("age_band", AgeBand.choices), ("format", Format.choices)):
            form.fields[name].choices = [("", "…"), *choices]  # type: ignore[attr-defined]
        return form

    @classmethod
    def of(cls, circle: Circle, open_to: Iterable[str], data: Any = None) -> "CircleForm":
        """With how it is now, and only what this person may change."""
        form = cls(data, initial={name: getattr(circle, name) for name in cls.base_fields})
        for name in form.fields.keys() - set(open_to):
            del form.fields[name]
        return form


class CloseForm(PlainForm):
    words = forms.CharField(
        label=_("What is there instead?"),
        help_text=_("Another circle, or who is there for people now. Everyone in the circle reads it."),
        max_length=LONGEST_INSTEAD,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": _("Say what people can do instead."),
            "max_length": _("Please make this shorter: 200 characters at most."),
        },
    )


class InviteForm(PlainForm):
    name = forms.CharField(
        label=_("Made-up name"),
        help_text=_("Exactly as they write it here."),
        max_length=160,  # the action decides; this only bounds the work
        widget=forms.TextInput(
            attrs={"dir": "auto", "autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
        ),
        error_messages={"required": _("Write the made-up name of the person you want to invite.")},
    )


class ModeForm(PlainForm):
    mode = forms.ChoiceField(
        label=_("How we talk"),
        choices=Mode.choices,
        error_messages={"invalid_choice": _("Please choose how people talk here.")},
    )

    @classmethod
    def of(cls, circle: Circle) -> "ModeForm":
        """With what this circle may choose, and what it has."""
        form = cls(initial={"mode": circle.mode}, auto_id="mode-%s")
        allowed = [choice for choice in Mode.choices if may_talk_so(circle.age_band, str(choice[0]), circle.format)]
        form.fields["mode"].choices = allowed  # type: ignore[attr-defined]
        return form


class TurnForm(PlainForm):
    persona = forms.UUIDField(
        label=_("Who speaks"),
        widget=forms.Select,
        error_messages={
            "required": _("Choose somebody who is in this circle."),
            "invalid": _("Choose somebody who is in this circle."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=3,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 10}),
        error_messages={"required": _("Say how many minutes."), "invalid": _("Write a number, such as 3.")},
    )

    @classmethod
    def of(cls, members: list[Membership]) -> "TurnForm":
        """With the names of those who are in the circle."""
        form = cls(auto_id="turn-%s")
        form.fields["persona"].widget.choices = [(row.persona_id, row.persona.name) for row in members]
        return form


class DecideForm(PlainForm):
    """Show it with one press; fold it behind a content note; let it wait, with a note for colleagues; or do not show
    it, with the rule and one's own words for the author (SG-49)."""

    decision = forms.ChoiceField(choices=[(one, one) for one in ("approve", "fold", "hold", "remove")])
    content_note = forms.ChoiceField(
        label=_("What does it talk about?"), required=False, choices=[("", "…"), *ContentNote.choices]
    )
    note = forms.CharField(
        label=_("For your colleagues: why it waits"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    reason_code = forms.ChoiceField(label=_("Which rule is it about?"), required=False)
    explanation = forms.CharField(
        label=_("What you want to tell the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    sentence = forms.CharField(label=_("Or a prepared sentence"), required=False, max_length=2000, widget=forms.Select)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_code"].choices = [("", "…"), *rules_to_choose_from()]  # type: ignore[attr-defined]

    def with_sentences(self, sentences: list[PreparedSentence]) -> "DecideForm":
        """With the prepared ones that say why something is not shown."""
        words = [(one.text, one.text) for one in sentences if one.use == SentenceUse.REASON]
        self.fields["sentence"].widget.choices = [("", "…"), *words]
        return self

    def asked(self) -> dict[str, str]:
        """What goes to `decide_item`, and nothing that was typed for another button. Raises Absent for no form of
        ours, Invalid for a note that was to be chosen: without it the words would stand there openly."""
        self.full_clean()
        typed = self.cleaned_data
        match typed.get("decision"):
            case "approve":
                return {"decision": "approve"}
            case "fold":
                if not typed.get("content_note"):
                    raise Invalid(fields={"content_note": [_("Please choose what it talks about.")]})
                return {"decision": "approve", "content_note": typed["content_note"]}
            case "hold":
                return {"decision": "hold", "note": typed.get("note", "")}
            case "remove":
                return {
                    "decision": "remove",
                    "reason_code": typed.get("reason_code", ""),
                    "explanation": typed.get("explanation") or typed.get("sentence", ""),
                }
        raise Absent
