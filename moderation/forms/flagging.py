"""What anybody types who asks a person to look at something."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.contracts import FlagReason
from pop.core.plain_forms import PlainForm


class FlagForm(PlainForm):
    data_notices: ClassVar = {"moderation.flag": ("note", "reason")}

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=FlagReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what is wrong.")},
    )
    note = forms.CharField(
        label=_("Do you want to tell us more?"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
