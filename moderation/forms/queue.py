"""What staff ask of the list, and whom they hand an item to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import selectors
from moderation.models import Cause, Lane, Severity, State
from moderation.selectors import waiting
from pop.core.plain_forms import PlainForm


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
