"""The forms of sanctions: they read what staff typed; what is right is for the actions to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import selectors
from moderation.models import Step
from moderation.sanctions.steps import lengths_of
from moderation.selectors.sanctions import ToSet
from pop.core.plain_forms import PlainForm


class SanctionForm(PlainForm):
    # Which fields a step needs, the action says. No browser should.
    use_required_attribute = False

    step = forms.ChoiceField(label=_("Which step?"), error_messages={"required": _("Please choose a step.")})
    length = forms.ChoiceField(
        label=_("How long?"),
        required=False,
        help_text=_("A reminder needs none. For a closed account: when a person looks again."),
    )
    reason_code = forms.ChoiceField(label=_("Which rule is it about?"))
    explanation = forms.CharField(
        label=_("What was wrong, in your own words"),
        help_text=_("They read exactly this. In plain, kind words, about what they wrote and not about who they are."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    differently = forms.CharField(
        label=_("One thing they can do differently"),
        help_text=_("Leave it empty, and they read what the rule says about it."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    @classmethod
    def of(cls, shown: ToSet, data: Any = None) -> "SanctionForm":
        """With what is open here, and the suggested step chosen."""
        form = cls(data, initial={"step": shown.suggestion or ""})
        return form.with_choices(shown.steps, lengths_of(shown.steps))

    def with_choices(self, steps: list[Step], lengths: list[tuple[str, Any]]) -> "SanctionForm":
        fields: Any = self.fields
        fields["step"].choices = [("", _("Choose a step")), *((step.value, step.label) for step in steps)]
        fields["length"].choices = [("", "–"), *lengths]
        fields["reason_code"].choices = [("", _("Choose a rule")), *selectors.rules_to_choose_from()]
        return self


class LiftForm(PlainForm):
    words = forms.CharField(
        label=_("Why it ends now, for the person"),
        help_text=_("They read exactly this."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
