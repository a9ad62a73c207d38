"""Coming to a session, going, looking back, and steering it. What may be typed is decided by the actions."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_circles.forms.people import JoinForm
from peer_circles.models import (
    LONGEST_DEBRIEF,
    LONGEST_TAKEAWAY,
    LONGEST_WORD,
)
from pop.core.plain_forms import PlainForm

DEEDS = ("take", "offer", "keep", "hand_over", "open", "pause", "resume", "wind_down", "close", "extend")
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
