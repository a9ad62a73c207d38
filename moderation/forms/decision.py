"""The form of a decision: what should happen, and what each choice needs. The page shows of it only what the chosen one
needs, where the browser can; the labels say it everywhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation import selectors
from moderation.models import OPEN_AFTERWARDS, RESTRICTING, Cause, Choice
from moderation.sanctions.kind import SANCTION
from pop.core.errors import Message
from pop.core.plain_forms import PlainForm


class DecisionForm(PlainForm):
    # Whether a rule and words are needed depends on the choice: the action says so. No browser should.
    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("What should happen?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what should happen.")},
    )
    reason_code = forms.ChoiceField(
        label=_("Which rule is it about?"),
        help_text=_("Needed where you remove it, limit it or ask for a change."),
    )
    explanation = forms.CharField(
        label=_("Your words to the author"),
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
        offered = set(shown.choices)
        words = _words(shown)
        self.fields["decision"].choices = [(c.value, words[c]) for c in shown.choices]  # type: ignore[attr-defined]
        found = [one.explanation for one in shown.opinions if one.explanation and not one.by_me]
        self.fields["explanation"].initial = "".join(found[-1:])  # to agree with, or to change
        self.fields["explanation"].help_text = str(_explanation_help(shown))
        if Choice.UPHOLD in offered:
            self.fields["explanation"].label = _("Your words to whoever asked for another look")
        if offered.isdisjoint(RESTRICTING):
            del self.fields["reason_code"]
        else:
            rules = [("", _("Choose a rule")), *selectors.rules_to_choose_from()]
            self.fields["reason_code"].choices = rules  # type: ignore[attr-defined]
        if offered <= set(OPEN_AFTERWARDS):
            del self.fields["explanation"]
        if shown.content_notes and Choice.APPROVE in offered:
            self._ask("content_note", _content_note(shown))
        if Choice.REFER in offered:
            self._ask("stays", _stays(shown))

    def _ask(self, name: str, field: forms.Field) -> None:
        """Between the words and the note."""
        self.fields[name] = field
        self.order_fields(["decision", "content_note", "stays", "reason_code", "explanation", "note"])


def _words(shown: selectors.ItemShown) -> dict[Choice, Message]:
    """What each choice does, to this thing."""
    waits = shown.item.cause in (Cause.HELD, Cause.SUBMITTED)
    return {
        Choice.APPROVE: _("Approve: show it") if waits else _("Keep: it stays as it is"),
        Choice.HOLD: _("Keep it waiting: with a note for colleagues, and the author is told that it takes longer")
        if waits
        else _("Keep it waiting: with a note for colleagues"),
        Choice.CHANGE: _("Ask to change: nobody else sees it until its author has changed it and a person has read it"),
        Choice.RESTRICT: _("Limit: it is shown, and hard to come upon; the author is told why"),
        Choice.REMOVE: _("Remove: nobody else sees it, and the author is told why"),
        Choice.REFER: _("Refer to help: the author gets a warm note with helplines, and no blame"),
        Choice.ESCALATE: _("Escalate: only safeguarding leads see and decide it from then on"),
        Choice.UPHOLD: _("It stays as it was decided: whoever asked is told why"),
        Choice.OVERTURN: _("Undo it: it ends at once and counts no more, and whoever asked is told why")
        if shown.item.kind == SANCTION
        else _("Undo it: everything is back as it was, and whoever asked is told why"),
    }


def _explanation_help(shown: selectors.ItemShown) -> Message:
    if Choice.UPHOLD in shown.choices or shown.appeals:
        return _("In plain, kind words: they will read exactly this.")
    return _("In plain, kind words. Say what they can change. They will read exactly this.")


def _content_note(shown: selectors.ItemShown) -> forms.Field:
    return forms.ChoiceField(
        label=_("If you approve it: fold it behind a content note?"),
        help_text=_("Everybody sees the note. Who wants to read on opens it."),
        required=False,
        choices=[("", _("No, show it openly")), *shown.content_notes],
    )


def _stays(shown: selectors.ItemShown) -> forms.Field:
    waits = shown.item.cause in (Cause.HELD, Cause.SUBMITTED)
    return forms.ChoiceField(
        label=_("If you refer them to help: do others see it meanwhile?"),
        choices=[
            ("", _("Choose")),
            ("shown", _("Yes, show it") if waits else _("Yes, it stays as it is")),
            ("held", _("No, it waits for another decision")),
        ],
    )
