"""The forms of the queue and of flagging: they read what was typed; what is right is for the actions to say."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import selectors, waiting
from moderation.contracts import FlagReason
from moderation.models import Cause, Lane, Severity, State
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


class AppealForm(PlainForm):
    data_notices: ClassVar = {"moderation.appeal": ("words",)}

    words = forms.CharField(
        label=_("Why do you see it in another way?"),
        help_text=_("In your own words. A few are enough."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )


class FilterForm(PlainForm):
    kind = forms.ChoiceField(label=_("What"), required=False)
    lane = forms.ChoiceField(label=_("Kind of work"), required=False, choices=[("", _("All")), *Lane.choices])
    cause = forms.ChoiceField(label=_("Why it is here"), required=False, choices=[("", _("All")), *Cause.choices])
    severity = forms.ChoiceField(
        label=_("How urgent"),
        required=False,
        choices=[("", _("All")), *((s.name.lower(), s.label) for s in reversed(Severity))],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Waiting")), *State.choices])
    only = forms.ChoiceField(label=_("Only"), required=False, choices=[("", _("All")), *waiting.Only.choices])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All")), *waiting.kinds_to_choose_from()]  # type: ignore[attr-defined]


class HandOverForm(PlainForm):
    to = forms.ChoiceField(label=_("Colleague"))

    def __init__(self, *args: Any, shown: selectors.ItemShown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(one.persona_id), one.name) for one in shown.colleagues]
        self.fields["to"].choices = [("", _("Choose a colleague")), *names]  # type: ignore[attr-defined]


class SummaryForm(PlainForm):
    not_personal: ClassVar = {"always": "how the reader wants to read; nobody else sees it"}

    always = forms.BooleanField(label=_("Always show me a summary first, not only before hard things"), required=False)


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
