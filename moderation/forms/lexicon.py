"""A text somebody makes up, to see what screening hears in it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from pop.core.plain_forms import PlainForm


class TryForm(PlainForm):
    not_personal: ClassVar = {
        "text": "made up by the reader; read once and not kept",
        "earlier": "the same",
        "next_version": "which lexicon to read it with",
    }

    text = forms.CharField(
        label=_("A text to try"),
        help_text=_("Make one up. It is read once and not kept."),
        strip=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    earlier = forms.CharField(
        label=_("What the same person wrote just before, one message in each line"),
        required=False,
        strip=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    next_version = forms.BooleanField(label=_("Read it with the next version"), required=False)
