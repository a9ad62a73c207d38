"""What people send from the room. What may be typed is decided by the actions."""

from typing import ClassVar
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_circles.models import (
    LONGEST_TEXT,
    Support,
)
from pop.core.plain_forms import PlainForm


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
