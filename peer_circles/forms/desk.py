"""What staff send from their desk. What may be typed is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from moderation.selectors import rules_to_choose_from
from peer_circles.models import (
    Circle,
    ContentNote,
    Membership,
    Mode,
    PreparedSentence,
    SentenceUse,
)
from peer_circles.policies import may_talk_so
from pop.core.errors import Absent, Invalid
from pop.core.plain_forms import PlainForm


class ModeForm(PlainForm):
    mode = forms.ChoiceField(
        label=_("How we talk"),
        choices=Mode.choices,
        error_messages={"invalid_choice": _("Please choose how people talk here.")},
    )

    @classmethod
    def of(cls, circle: Circle) -> "ModeForm":
        """With what this circle may choose, and what it has."""
        form = cls(initial={"mode": circle.mode}, auto_id="mode-%s")
        allowed = [choice for choice in Mode.choices if may_talk_so(circle.age_band, str(choice[0]), circle.format)]
        form.fields["mode"].choices = allowed  # type: ignore[attr-defined]
        return form


class TurnForm(PlainForm):
    persona = forms.UUIDField(
        label=_("Who speaks"),
        widget=forms.Select,
        error_messages={
            "required": _("Choose somebody who is in this circle."),
            "invalid": _("Choose somebody who is in this circle."),
        },
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=3,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 1, "max": 10}),
        error_messages={"required": _("Say how many minutes."), "invalid": _("Write a number, such as 3.")},
    )

    @classmethod
    def of(cls, members: list[Membership]) -> "TurnForm":
        """With the names of those who are in the circle."""
        form = cls(auto_id="turn-%s")
        form.fields["persona"].widget.choices = [(row.persona_id, row.persona.name) for row in members]
        return form


class DecideForm(PlainForm):
    """Show it with one press; fold it behind a content note; let it wait, with a note for colleagues; or do not show
    it, with the rule and one's own words for the author (SG-49)."""

    decision = forms.ChoiceField(choices=[(one, one) for one in ("approve", "fold", "hold", "remove")])
    content_note = forms.ChoiceField(
        label=_("What does it talk about?"), required=False, choices=[("", "…"), *ContentNote.choices]
    )
    note = forms.CharField(
        label=_("For your colleagues: why it waits"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    reason_code = forms.ChoiceField(label=_("Which rule is it about?"), required=False)
    explanation = forms.CharField(
        label=_("What you want to tell the author"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    sentence = forms.CharField(label=_("Or a prepared sentence"), required=False, max_length=2000, widget=forms.Select)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason_code"].choices = [("", "…"), *rules_to_choose_from()]  # type: ignore[attr-defined]

    def with_sentences(self, sentences: list[PreparedSentence]) -> "DecideForm":
        """With the prepared ones that say why something is not shown."""
        words = [(one.text, one.text) for one in sentences if one.use == SentenceUse.REASON]
        self.fields["sentence"].widget.choices = [("", "…"), *words]
        return self

    def asked(self) -> dict[str, str]:
        """What goes to `decide_item`, and nothing that was typed for another button. Raises Absent for no form of
        ours, Invalid for a note that was to be chosen: without it the words would stand there openly."""
        self.full_clean()
        typed = self.cleaned_data
        match typed.get("decision"):
            case "approve":
                return {"decision": "approve"}
            case "fold":
                if not typed.get("content_note"):
                    raise Invalid(fields={"content_note": [_("Please choose what it talks about.")]})
                return {"decision": "approve", "content_note": typed["content_note"]}
            case "hold":
                return {"decision": "hold", "note": typed.get("note", "")}
            case "remove":
                return {
                    "decision": "remove",
                    "reason_code": typed.get("reason_code", ""),
                    "explanation": typed.get("explanation") or typed.get("sentence", ""),
                }
        raise Absent
