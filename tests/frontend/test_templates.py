"""What no template may hold: inline script or style, words nobody can translate, sides instead of start and end."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.frontend.sheets import FRONT, SHEETS, TEMPLATES, name

# Names and marks that are the same in every language.
SAME_EVERYWHERE = {"POP", "CSV", "PDF", "GraphQL", "JSON", "GraphiQL"}
SPOKEN = ("alt", "aria-label", "placeholder", "title", "data-press-again", "data-leaving")

_COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}", re.S)
_BLOCK = re.compile(r"\{% blocktrans(?:late)?\b.*?%\}.*?\{% endblocktrans(?:late)? %\}", re.S)
_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.S)
_WORD = re.compile(r"[^\W\d_]{2,}")


class Reader(HTMLParser):
    """Collects what a person would read or hear, and what the Content-Security-Policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.forbidden: list[str] = []
        self.silent = 0  # inside <script>, <style> or <code>

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.forbidden.append(f"<{tag}>")
        self.forbidden += [name for name in given if name == "style" or name.startswith("on")]
        self.forbidden += [name for name, value in given.items() if (value or "").strip().startswith("javascript:")]
        self.words += [given[name] or "" for name in SPOKEN if name in given]
        self.silent += tag in {"script", "style", "code", "kbd"}

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style", "code", "kbd"}

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


def read(template: Path) -> Reader:
    text = _COMMENT.sub(" ", template.read_text())
    text = _TAG.sub("", _BLOCK.sub(" ", text)).strip()
    reader = Reader()
    reader.feed(f"<div {text}>" if text.startswith("data-") else text)  # some hold the attributes of an element
    return reader


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_sec_30_no_template_needs_what_the_policy_forbids(template):
    assert read(template).forbidden == []
    assert "|safe" not in template.read_text()
    assert "autoescape off" not in template.read_text()


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_word_can_be_translated(template):
    found = {word for text in read(template).words for word in _WORD.findall(text)} - SAME_EVERYWHERE
    assert found == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_sec_55_browsers_are_asked_to_remember_nothing_typed_into_a_form(template):
    """Chromium writes what was typed into its session file, where it outlives leaving, unless the form says no."""
    forms = re.findall(r'<form\b[^\n]*?method="post"[^\n]*', _COMMENT.sub(" ", template.read_text()))
    assert [form for form in forms if 'autocomplete="off"' not in form] == []


def test_the_two_checks_above_do_see_something(tmp_path):
    bad = tmp_path / "bad.html"
    bad.write_text(
        '<p style="x" onclick="y">Hello {{ name }}</p><script>1</script><img alt="{% translate "Sun" %} dog">'
    )
    reader = read(bad)
    assert reader.forbidden == ["style", "onclick", "<script>"]
    assert [word for text in reader.words for word in _WORD.findall(text)] == ["Hello", "dog"]


@pytest.mark.parametrize("sheet", SHEETS, ids=name)
def test_sheets_say_start_and_end_not_left_and_right(sheet):
    if sheet.name == "explorer.css":
        return  # the GraphQL explorer's own
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    sides = (
        r"(?:margin|padding|border)-(?:left|right)|(?<![-\w])(?:left|right)\s*:|(?:text-align|float):\s*(?:left|right)"
    )
    assert re.findall(sides, text) == []
    assert "url(http" not in text
    assert "@import" not in text


def test_the_one_sheet_of_all_pages_stays_small():
    import gzip

    assert len(gzip.compress((FRONT / "static/css/pop.css").read_bytes(), 9)) <= 5_500
