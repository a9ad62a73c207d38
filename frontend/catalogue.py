"""`/catalogue/`: every part of the design in every state, for those who build and look after POP.

It renders the real partials, so it cannot drift; tests/frontend/test_catalogue.py fails when a file of
`templates/components/`, `icons/` or `illustrations/` is not shown. Its own words are English and not translated: it
is a tool, not a page of the site. The parts speak the language of its address, so
`/ar/catalogue/` shows them right to left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, groupby
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from frontend import colours

TEMPLATES = Path(__file__).parent / "templates"
SAY = {
    "title": "Catalogue",
    "lead": "Every part of the design in every state. The page renders the parts themselves.",
    "short": "Keep my words",
    "name": "Quiet Heron",
    "long": "A sentence that goes on for longer than anybody planned, because people write what they need to write, "
    "and because words in other languages take more room: Donaudampfschifffahrtsgesellschaftskapitän.",
    "arabic": "بطاقة «لا أعرف ماذا أقول»",
    "aa": "Aa",
    "hover": "Pointed at: a deeper colour, nothing moves. Focused: a ring of two colours, seen on every ground. "
    "Reduced motion: no change takes time.",
}


class Sampler(forms.Form):
    """One field of every kind that POP's forms have."""

    line = forms.CharField(label="A line", help_text="A hint says what is meant before anybody asks.")
    pass_words = forms.CharField(label="A secret", widget=forms.PasswordInput)
    text = forms.CharField(label="Longer text", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    pick = forms.ChoiceField(label="One of many", choices=[("", "Choose one"), ("a", "First"), ("b", "Second")])
    one = forms.ChoiceField(
        label="One of few",
        choices=[("private", "Only I can see it"), ("shared", "My circle can see it")],
        initial="private",
        widget=forms.RadioSelect,
        help_text="The private choice comes first and is chosen.",
    )
    some = forms.MultipleChoiceField(
        label="Some of few",
        choices=[("a", "First"), ("b", "Second")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agree = forms.BooleanField(label="I have read the agreement", help_text="Take your time.")
    day = forms.DateField(label="A day", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    file = forms.FileField(label="A file", required=False)
    shut = forms.CharField(label="Cannot be changed", initial="As it is", disabled=True, required=False)


class Longwinded(forms.Form):
    line = forms.CharField(label=SAY["long"], help_text=SAY["long"], initial=SAY["arabic"])


@dataclass(frozen=True)
class Message:
    text: str
    level_tag: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Specimen:
    """One part in one state."""

    part: str
    state: str
    context: dict[str, Any] = field(default_factory=dict)

    def html(self, request: HttpRequest) -> SafeString:
        return render_to_string(f"components/{self.part}.html", self.context, request)


def names(folder: str, ending: str) -> list[str]:
    return sorted(path.stem for path in (TEMPLATES / folder).glob(f"*.{ending}"))


def specimens() -> Iterator[Specimen]:
    """In the order of the part's name. Forms get a prefix of their own, so that no id stands twice."""
    prefixes = (f"s{number}" for number in count())
    empty = {"prefix": ""}

    def sampler(**given: Any) -> Sampler:
        return Sampler(**(empty | {"prefix": next(prefixes)} | given))

    def wrong() -> Sampler:
        return sampler(data={}, files={"file": SimpleUploadedFile("empty.txt", b"")})

    mistaken = wrong()
    up = {"url": "#", "title": "Projects", "where_label": "One above"}
    two = up | {"url2": "#", "title2": SAY["arabic"], "where_label": "Two above"}
    yield Specimen("breadcrumb", "one above", up)
    yield Specimen("breadcrumb", "two above, user text", two)
    yield Specimen("breadcrumb", "long", {"url": "#", "title": SAY["long"], "where_label": "Long"})
    sentences = {"who": SAY["long"], "what": "A name", "why": "So that others can answer", "how_long": "A year"}
    yield Specimen("data_notice", "closed", {"words": sentences | {"take_back": "On your page"}, "name": "catalogue"})
    yield Specimen("empty", "nothing yet", {"title": "Nothing here yet"})
    yield Specimen(
        "empty",
        "with a way on",
        {"title": "No projects yet", "text": SAY["long"], "url": "#", "action": SAY["short"], "name": "projects"},
    )
    yield Specimen("error_summary", "something is wrong, in the second form below", {"form": mistaken})
    yield Specimen("field", "too long for a line", {"field": Longwinded(prefix=next(prefixes))["line"]})
    yield Specimen("field_errors", "two errors", {"field": _two_errors(next(prefixes))["line"]})
    yield Specimen("form", "as it opens", {"form": sampler()})
    yield Specimen("form", "after a mistake", {"form": mistaken})
    yield Specimen("help_card", "as it is")
    yield Specimen(
        "messages",
        "every level",
        {"messages": [Message(f"{level}: {SAY['short']}", level) for level in ("info", "success", "warning", "error")]},
    )
    yield Specimen("pager", "in the middle", {"previous_url": "#", "next_url": "#", "label": "A list"})
    yield Specimen("pager", "at the end", {"previous_url": "#", "label": "A list at its end"})
    yield Specimen("steady", "before the script has anything to say")
    yield Specimen("way_on", "as it is")


def _two_errors(prefix: str) -> Longwinded:
    form = Longwinded({f"{prefix}-line": "x"}, prefix=prefix)
    form.add_error("line", ["This name is taken.", "Use letters only."])
    return form


def may_look(request: HttpRequest) -> bool:
    """Staff with their second factor; everybody where nobody real is (development and the demo)."""
    actor = getattr(request, "actor", None)
    return bool(settings.DEBUG or settings.POP_DEMO_DOOR or getattr(actor, "roles", ()))


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    if not may_look(request):
        raise Http404
    parts = [
        (part, [(one.state, one.html(request)) for one in group])
        for part, group in groupby(specimens(), key=lambda one: one.part)
    ]
    context = {
        "say": SAY,
        "parts": parts,
        "framed": ["nav", "footer"],
        "icons": [(name, f"icons/{name}.svg") for name in names("icons", "svg")],
        "illustrations": names("illustrations", "svg"),
        "themes": [(theme, colours.measured(theme, tokens)) for theme, tokens in colours.themes().items()],
        "buttons": ["", "button--quiet", "button--danger", "button--help", "button--small"],
        "badges": ["", "badge--open", "badge--good", "badge--wait", "badge--bad"],
        "notices": ["", "notice--success", "notice--warning", "notice--error"],
    }
    return render(request, "frontend/catalogue.html", context)
