"""What somebody types who asks for another look."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pop.core.plain_forms import PlainForm


class AppealForm(PlainForm):
    data_notices: ClassVar = {"moderation.appeal": ("words",)}

    words = forms.CharField(
        label=_("Why do you see it in another way?"),
        help_text=_("In your own words. A few are enough."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
