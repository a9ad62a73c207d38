"""What people send from the room. What may be typed is decided by the actions."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_circles.forms.message import MessageForm
from peer_circles.models import Support
from pop.core.plain_forms import PlainForm


class SayForm(MessageForm):
    not_personal: ClassVar = {
        **MessageForm.not_personal,
        "reply_to": "which message it answers",
        "anonymous": "whether the others see the name",
    }

    reply_to = forms.UUIDField(widget=forms.HiddenInput, required=False)
    anonymous = forms.BooleanField(
        label=_("Ask without my name"),
        help_text=_("The others do not see who asks. The facilitators do, and one of them reads it first."),
        required=False,
    )

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
