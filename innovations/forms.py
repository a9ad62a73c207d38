"""What people type about projects. Forms take it in as it is; actions say what is wrong with it."""

from typing import Any, ClassVar

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from innovations.contracts import ALT_LENGTH, Language, Licence, ProjectText, SafetyCheck, Topic, languages
from pop.core.plain_forms import PlainForm


def _words(label: Any, help_text: Any, rows: int = 0, *, required: bool = False) -> forms.CharField:
    # No max_length on purpose: the browser would cut what is pasted without a word. The action counts.
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"}) if rows else forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, required=required, widget=widget, strip=False)


class ProjectForm(PlainForm):
    """Everything an author writes. Only the title must be there to save."""

    data_notices: ClassVar = {
        "innovations.text": ("title", "summary", "problem", "solution", "protection", "sharing", "language")
    }
    not_personal: ClassVar = {"topic": "what the project is about", "licence": "what others may do with it"}

    title = _words(_("Title"), _("Short and clear, up to 120 characters."), required=True)
    summary = _words(_("In one or two sentences"), _("What others read first, up to 280 characters."), 3)
    topic = forms.ChoiceField(
        label=_("What is it about?"), required=False, choices=[("", _("Choose one")), *Topic.choices]
    )
    language = forms.ChoiceField(label=_("Language you write in"), required=False, choices=languages)
    problem = _words(_("What was the problem?"), _("What happens online or outside that should not happen?"), 6)
    solution = _words(_("What did you make?"), _("Tell it so that somebody far away can picture it."), 8)
    protection = _words(_("How does it keep people safer?"), _("What is different now, or will be?"), 6)
    sharing = _words(_("How can others use it?"), _("What they need, and what to look out for."), 6)
    licence = forms.ChoiceField(
        label=_("What may others do with it?"),
        required=False,
        choices=Licence.choices,
        widget=forms.RadioSelect,
        help_text=_("You can leave it at reading. Nobody needs to ask you anything either way."),
    )

    def text(self) -> ProjectText:
        return ProjectText(**self.cleaned_data)

    def clean_language(self) -> str:
        return self.cleaned_data["language"] or Language.ENGLISH.value

    @classmethod
    def of(cls, version: Any) -> "ProjectForm":
        return cls(initial={name: getattr(version, name) for name in ProjectText.__dataclass_fields__})


class PictureForm(PlainForm):
    """One picture and what it shows."""

    data_notices: ClassVar = {"innovations.picture": ("image", "alt")}

    image = forms.FileField(
        label=_("Picture"),
        error_messages={"required": _("Please choose a picture.")},
        help_text=_("JPEG, PNG or WebP, up to 8 MB. Where and when it was taken is removed from it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        allow_empty_file=True,
    )
    alt = forms.CharField(
        label=_("What does it show?"),
        error_messages={"required": _("Describe the picture for someone who cannot see it.")},
        help_text=format_lazy(
            _("Describe it for someone who cannot see it, in up to {most} characters."), most=ALT_LENGTH
        ),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class SendForm(PlainForm):
    """The check list before a project is sent in."""

    not_personal: ClassVar = {"checks": "that they looked at the list; not kept"}

    checks = forms.MultipleChoiceField(
        label=_("Please check each of these"),
        choices=SafetyCheck.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class GalleryForm(PlainForm):
    """What the gallery is narrowed to."""

    not_personal: ClassVar = {"q": "words to look for in a public list; not kept", "topic": "a topic; not kept"}

    q = forms.CharField(
        label=_("Search"),
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off"}),
    )
    topic = forms.ChoiceField(label=_("Topic"), required=False, choices=[("", _("All topics")), *Topic.choices])
