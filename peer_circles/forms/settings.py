"""What there is to choose about a circle. What may be typed is decided by the actions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from peer_circles.actions.circle_fields import LONGEST
from peer_circles.models import (
    LONGEST_INSTEAD,
    Circle,
    Format,
)
from pop.accounts.contracts import AgeBand
from pop.core.plain_forms import PlainForm


def _words_field(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attrs})


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
        help_text=_(
            "For circles at set times. What they write then waits for a person, unless somebody who looks after the "
            "circle is in the room."
        ),
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
