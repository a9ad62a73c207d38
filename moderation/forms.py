"""The forms of the queue and of flagging: they read what was typed; what is right is for the actions to say."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import selectors, waiting
from moderation.contracts import FlagReason
from moderation.models import Cause, Choice, Lane, Severity, State
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


class DecisionForm(PlainForm):
    # Whether a rule and words are needed depends on the choice: the action says so. No browser should.
    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("What should happen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what should happen.")},
    )
    reason_code = forms.ChoiceField(label=_("If you remove it: which rule does it break?"))
    explanation = forms.CharField(
        label=_("If you remove it: tell the author why"),
        help_text=_("In plain, kind words. Say what they can change. They will read exactly this."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    note = forms.CharField(
        label=_("A note for colleagues"),
        help_text=_("The author never sees it. Needed where it is kept waiting."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, shown: selectors.ItemShown, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {
            Choice.APPROVE: _("Approve: show it")
            if shown.item.cause != Cause.FLAGGED
            else _("Keep: it stays as it is"),
            Choice.HOLD: _("Keep it waiting: with a note for colleagues, and the author is told that it takes longer"),
            Choice.REMOVE: _("Remove: nobody else sees it, and the author is told why"),
            Choice.ESCALATE: _("Escalate: only safeguarding leads see and decide it from then on"),
        }
        found = [one.explanation for one in shown.opinions if one.explanation and not one.by_me]
        self.fields["explanation"].initial = "".join(found[-1:])  # to agree with, or to change
        self.fields["decision"].choices = [(c.value, words[c]) for c in shown.choices]  # type: ignore[attr-defined]
        if shown.content_notes:
            self.fields["content_note"] = forms.ChoiceField(
                label=_("If you approve it: fold it behind a content note?"),
                help_text=_("Everybody sees the note. Who wants to read on opens it."),
                required=False,
                choices=[("", _("No, show it openly")), *shown.content_notes],
            )
        rules = [("", _("Choose a rule")), *selectors.rules_to_choose_from()]
        self.fields["reason_code"].choices = rules  # type: ignore[attr-defined]


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
