"""What is sent from the pages of asides."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from peer_circles.forms.message import MessageForm
from peer_circles.models import Membership
from pop.core.plain_forms import PlainForm


class AsideSayForm(MessageForm):
    data_notices: ClassVar = {"circles.aside": ("text",)}


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
