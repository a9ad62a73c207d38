"""The one form of the frame."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.display import THEMES


class DisplayForm(forms.Form):
    # Kept on the device alone, never with us (SG-45).
    not_personal: ClassVar = {
        "theme": "colours, kept on the device alone",
        "leave_out_pictures": "kept on the device alone",
        "keep": "how long the device keeps it",
        "next": "where to go on",
    }

    theme = forms.ChoiceField(label=_("Colours"), choices=list(THEMES.items()), widget=forms.RadioSelect)
    leave_out_pictures = forms.BooleanField(
        label=_("Leave pictures out (saves data)"),
        required=False,
        help_text=_("What a picture says is still there in words."),
    )
    # The private choice first and chosen (SG-41): others who use this device see nothing of it.
    keep = forms.ChoiceField(
        label=_("How long should this device remember it?"),
        choices=[("session", _("Until the browser is closed")), ("year", _("For a year"))],
        initial="session",
        widget=forms.RadioSelect,
        help_text=_("“Leave” and signing out make the browser forget it in any case."),
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)
