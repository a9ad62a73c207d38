"""How somebody of the staff wants to read."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pop.core.plain_forms import PlainForm


class SummaryForm(PlainForm):
    not_personal: ClassVar = {"always": "how the reader wants to read; nobody else sees it"}

    always = forms.BooleanField(label=_("Always show me a summary first, not only before hard things"), required=False)
