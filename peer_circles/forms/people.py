"""Coming into a circle, and asking somebody in. What may be typed is decided by the actions."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pop.core.plain_forms import PlainForm


class JoinForm(PlainForm):
    data_notices: ClassVar[dict[str, tuple[str, ...]]] = {"circles.join": ("agree",)}
    not_personal: ClassVar = {"version": "which agreement the page showed"}

    version = forms.IntegerField(widget=forms.HiddenInput)
    agree = forms.BooleanField(
        label=_("I have read this and I agree."),
        error_messages={"required": _("Please read the agreement and tick the box if you agree.")},
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
