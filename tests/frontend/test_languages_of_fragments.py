"""Whatever is written in another language than the page says so: screen readers read it in that language, and its
letters run the right way."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings as live_settings
from django.core.management import call_command
from wagtail.models import Page

from innovations.models import Project
from peer_circles.models import Circle
from pop.core.languages import direction_of
from pop.pages.models import PartnerPage, RecommendationPage, ResourcePage

pytestmark = pytest.mark.django_db

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSPOKEN = {"script", "style", "svg", "template", "title"}
ARABIC = re.compile(r"[\u0620-\u064a]{2,}")
PATHS = ["/", "/resources/", "/partners/", "/innovations/", "/circles/", "/help/", "/help/eg/", "/about/"]
READERS = ["en", "fr", "ar"]


class Fragments(HTMLParser):
    """Every text of a page with the language and direction that hold for it."""

    def __init__(self, html):
        super().__init__()
        self.open = [("", "", "")]  # tag, lang, dir
        self.texts = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        if tag in VOID:
            return
        said = dict(attributes)
        _tag, language, direction = self.open[-1]
        direction = said.get("dir") or ("auto" if tag == "bdi" else direction)
        self.open.append((tag, said.get("lang") or language, direction))

    def handle_endtag(self, tag):
        if any(one[0] == tag for one in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        text = " ".join(data.split())
        if text and not any(tag in UNSPOKEN for tag, _language, _direction in self.open):
            self.texts.append((text, *self.open[-1][1:]))


@pytest.fixture
def demo(settings):
    settings.POP_DEMO_DOOR = True
    call_command("prepare", verbosity=0)
    call_command("demo", verbosity=0)


def known_texts():
    """Text → language, of what people wrote in the demo."""
    known = {}
    for kind, fields in (
        (ResourcePage, ("title", "summary")),
        (PartnerPage, ("summary",)),
        (RecommendationPage, ("title",)),
    ):
        for page in kind.objects.live().select_related("locale"):
            known |= {" ".join(getattr(page, field).split()): page.locale.language_code for field in fields}
    for project in Project.objects.published():
        known |= {project.title: project.language, project.summary: project.language}
    for circle in Circle.objects.all():
        known |= {circle.name: circle.language, circle.purpose: circle.language}
    return known


def pages(client, reader):
    """The main pages, and one of each kind of thing in every language there is, as a reader of this language."""
    prefix = "" if reader == live_settings.LANGUAGE_CODE else f"/{reader}"
    paths = [f"{prefix}{path}" for path in PATHS]
    paths += [
        f"{prefix}/resources/{slug}/"
        for slug in ResourcePage.objects.live().values_list("slug", flat=True).distinct()[:4]
    ]
    paths += [f"{prefix}/innovations/{pk}/" for pk in Project.objects.published().values_list("pk", flat=True)[:4]]
    paths += [f"{prefix}/circles/{pk}/" for pk in Circle.objects.values_list("pk", flat=True)[:2]]
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        yield path, Fragments(answer.text).texts


def test_text_in_another_language_says_which(client, demo):
    known = known_texts()
    assert {"en", "fr", "es", "ar"} <= set(known.values())
    seen, wrong = set(), []
    for reader in READERS:
        for path, texts in pages(client, reader):
            for text, language, direction in texts:
                if text not in known:
                    continue
                seen.add((reader, known[text]))
                if language != known[text] or direction not in ("auto", direction_of(known[text])):
                    wrong.append((path, text[:60], language, direction, "is", known[text]))
    assert wrong == []
    # Not an empty walk: each reader met words of another language.
    for reader in READERS:
        assert any(of == reader and language != reader for of, language in seen), reader


def test_arabic_letters_never_stand_in_a_left_to_right_language(client, demo):
    wrong = [
        (path, text[:60], language, direction)
        for reader in ("en", "fr")
        for path, texts in pages(client, reader)
        for text, language, direction in texts
        if ARABIC.search(text) and direction_of(language) == "ltr" and direction != "auto"
    ]
    assert wrong == []


def test_telephone_numbers_run_from_left_to_right_everywhere(client, demo):
    numbers = [
        (text, direction)
        for path in ("/ar/help/eg/", "/ar/help/gb/", "/ar/help/us/")
        for text, _language, direction in Fragments(client.get(path).text).texts
        if re.fullmatch(r"[+()\d\s-]{3,}", text)
    ]
    assert len(numbers) > 5
    assert [one for one in numbers if one[1] != "ltr"] == []


def test_every_page_of_the_tree_has_a_language():
    assert not Page.objects.filter(locale__isnull=True).exists()
