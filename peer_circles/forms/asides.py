"""What is sent from the pages of asides."""

from typing import ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_circles.models import LONGEST_TEXT, Membership
from pop.core.plain_forms import PlainForm


class AsideSayForm(PlainForm):
    data_notices: ClassVar = {"circles.aside": ("text",)}
    not_personal: ClassVar = {"client_id": "a random number for the message to come"}

    client_id = forms.UUIDField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "autocomplete": "off"}),
        error_messages={
            "required": _("Write something first."),
            "max_length": _("Please make this shorter: 2,000 characters at most."),
        },
    )

    @classmethod
    def fresh(cls) -> "AsideSayForm":
        """An empty form with a name for the message to come: sending the page twice says it once (SEC-02)."""
        return cls(initial={"client_id": uuid4()})


class OfferForm(PlainForm):
    persona = forms.UUIDField(
        label=_("With whom"),
        widget=forms.Select,
        error_messages={
            "required": _("Choose somebody who is in this circle."),
            "invalid": _("Choose somebody who is in this circle."),
        },
    )

    @classmethod
    def of(cls, members: list[Membership]) -> "OfferForm":
        """With the names of those who are in the circle."""
        form = cls(auto_id="offer-%s")
        form.fields["persona"].widget.choices = [(row.persona_id, row.persona.name) for row in members]
        return form


class AnswerForm(PlainForm):
    """Yes, not now, or taking back one's own: one button each."""

    not_personal: ClassVar = {"deed": "which button was pressed"}

    deed = forms.ChoiceField(choices=[("accept", "accept"), ("decline", "decline"), ("withdraw", "withdraw")])
