"""The forms around the list: keeping a way to look at it."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.actions.saved_views import LONGEST_NAME
from moderation.forms import FilterForm


class SaveViewForm(FilterForm):
    """The filters that are set, and a name for them."""

    data_notices: ClassVar = {"moderation.view": ("name",)}
    not_personal: ClassVar = {
        **dict.fromkeys(("kind", "lane", "cause", "severity", "state", "only"), "which work somebody wants to see"),
        "start": "how the queue opens",
    }
    field_order = ("name", "start")

    name = forms.CharField(
        label=_("Name of the view"),
        strip=False,
        widget=forms.TextInput(attrs={"maxlength": LONGEST_NAME, "dir": "auto", "autocomplete": "off"}),
    )
    start = forms.BooleanField(label=_("The queue opens with it"), required=False)

    @property
    def filters(self) -> dict[str, str]:
        """Of what was posted, what filters something and is a filter."""
        return {name: self.cleaned_data[name] for name in FilterForm.base_fields if self.cleaned_data.get(name)}
