"""`components/`: what every area uses."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from frontend.specimens import ARABIC, LONG, SHORT, Specimen


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
    line = forms.CharField(label=LONG, help_text=LONG, initial=ARABIC)


@dataclass(frozen=True)
class Message:
    text: str
    level_tag: str

    def __str__(self) -> str:
        return self.text


def specimens() -> Iterator[Specimen]:
    """In the order of the part's name. Forms get a prefix of their own: error summaries point at their fields."""
    prefixes = (f"s{number}" for number in count())
    empty = {"prefix": ""}

    def sampler(**given: Any) -> Sampler:
        return Sampler(**(empty | {"prefix": next(prefixes)} | given))

    mistaken = sampler(data={}, files={"file": SimpleUploadedFile("empty.txt", b"")})
    up = {"url": "#", "title": "Projects", "where_label": "One above"}
    two = up | {"url2": "#", "title2": ARABIC, "where_label": "Two above"}
    yield _part("breadcrumb", "one above", up)
    yield _part("breadcrumb", "two above, user text", two)
    yield _part("breadcrumb", "long", {"url": "#", "title": LONG, "where_label": "Long"})
    sentences = {"who": LONG, "what": "A name", "why": "So that others can answer", "how_long": "A year"}
    yield _part("data_notice", "closed", {"words": sentences | {"take_back": "On your page"}, "name": "catalogue"})
    yield _part("empty", "nothing yet", {"title": "Nothing here yet"})
    way_on = {"title": "No projects yet", "text": LONG, "url": "#", "action": SHORT, "name": "projects"}
    yield _part("empty", "with a way on", way_on)
    yield _part("error_summary", "something is wrong, in the second form below", {"form": mistaken})
    yield _part("field", "too long for a line", {"field": Longwinded(prefix=next(prefixes))["line"]})
    yield _part("field_errors", "two errors", {"field": _two_errors(next(prefixes))["line"]})
    yield _part("form", "as it opens", {"form": sampler()})
    yield _part("form", "after a mistake", {"form": mistaken})
    yield _part("help_card", "as it is")
    levels = [Message(f"{level}: {SHORT}", level) for level in ("info", "success", "warning", "error")]
    yield _part("messages", "every level", {"messages": levels})
    yield _part("pager", "in the middle", {"previous_url": "#", "next_url": "#", "label": "A list"})
    yield _part("pager", "at the end", {"previous_url": "#", "label": "A list at its end"})
    yield _part("steady", "before the script has anything to say")
    yield _part("way_on", "as it is")


def _part(name: str, state: str, context: dict[str, Any] | None = None) -> Specimen:
    return Specimen(f"components/{name}.html", state, context or {})


def _two_errors(prefix: str) -> Longwinded:
    form = Longwinded({f"{prefix}-line": "x"}, prefix=prefix)
    form.add_error("line", ["This name is taken.", "Use letters only."])
    return form
