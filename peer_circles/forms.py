"""What people type on the pages of circles. What may be typed is decided by the actions."""

from typing import ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.selectors import rules_to_choose_from
from peer_circles.models import LONGEST_TEXT


class JoinForm(forms.Form):
    data_notices: ClassVar = {"circles.join": ("agree",)}
    not_personal: ClassVar = {"version": "which agreement the page showed"}

    version = forms.IntegerField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("I have read this and I agree."),
        error_messages={"required": _("Please read the agreement and tick the box if you agree.")},
    )


class SayForm(forms.Form):
    data_notices: ClassVar = {"circles.message": ("text",)}
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
    def fresh(cls) -> "SayForm":
        """An empty form with a name for the message to come: sending the page twice says it once (SEC-02)."""
        return cls(initial={"client_id": uuid4()})


class DecideForm(forms.Form):
    """Approve with one press; to remove, the rule and one's own words for the author (SG-49)."""

    decision = forms.ChoiceField(choices=[("approve", "approve"), ("remove", "remove")])
    reason_code = forms.ChoiceField(label=_("Which rule is it about?"), required=False)
    explanation = forms.CharField(
        label=_("What you want to tell the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["reason_code"].choices = [("", "…"), *rules_to_choose_from()]  # type: ignore[attr-defined]
