"""A further language is one file and one setting. Here are a made-up one and a real one written from right to left,
neither known to Django, each with one translated text."""

import re
from html import unescape

import polib
import pytest
from django.conf import settings as live_settings
from django.test import override_settings
from django.utils import translation

from innovations.contracts import ProjectText
from innovations.contracts import languages as languages_of_projects
from innovations.forms import ProjectForm
from pop.core import languages
from pop.pages.actions import prepare_site
from pop.settings import base
from tests.factories import pages as make

pytestmark = pytest.mark.django_db

MADE_UP, DHIVEHI = "qaa", "dv"
FURTHER = [(MADE_UP, "Harbourish"), (DHIVEHI, "ދިވެހި")]


def a_catalogue(folder, code, texts):
    po = polib.POFile()
    po.metadata = {
        "Language": code,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    po.extend(polib.POEntry(msgid=original, msgstr=text) for original, text in texts.items())
    path = folder / code / "LC_MESSAGES"
    path.mkdir(parents=True)
    po.save(str(path / "django.po"))
    po.save_as_mofile(str(path / "django.mo"))


@pytest.fixture
def further(tmp_path, prepared_site):
    """The one file of each, and the one setting: the two that Wagtail reads are the same list."""
    assert base.WAGTAIL_CONTENT_LANGUAGES is base.LANGUAGES
    assert base.WAGTAILADMIN_PERMITTED_LANGUAGES is base.LANGUAGES
    for code, _name in FURTHER:
        a_catalogue(tmp_path, code, {"Find someone to talk to": f"Talk! ({code})"})
    now = [*live_settings.LANGUAGES, *FURTHER]
    caches = (languages._locale, languages._name_in, languages.direction_of)
    with override_settings(
        LANGUAGES=now,
        WAGTAIL_CONTENT_LANGUAGES=now,
        WAGTAILADMIN_PERMITTED_LANGUAGES=now,
        LOCALE_PATHS=[*live_settings.LOCALE_PATHS, tmp_path],
    ):
        for cache in caches:
            cache.cache_clear()
        prepare_site()
        yield now
    for cache in caches:
        cache.cache_clear()


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return unescape(answer.text)


@pytest.mark.parametrize(("code", "direction"), [(MADE_UP, "ltr"), (DHIVEHI, "rtl")])
def test_its_pages_answer_under_its_own_prefix(client, further, code, direction):
    html = shown(client, f"/{code}/help/")
    assert f'<html lang="{code}" dir="{direction}"' in html
    assert f"Talk! ({code})" in html  # from its catalogue
    assert "Where are you?" in html  # not translated yet: in English, not missing
    assert f'href="/{code}/resources/"' in html


@pytest.mark.parametrize(
    "path", ["/", "/about/", "/innovations/", "/circles/", "/resources/", "/partners/", "/account/"]
)
def test_every_part_of_the_site_answers_in_it(client, further, path):
    for code, _name in FURTHER:
        answer = client.get(f"/{code}{path}", follow=True)
        assert answer.status_code == 200
        assert f'<html lang="{code}"' in answer.text


def test_the_switch_offers_it_by_its_own_name(client, further):
    html = shown(client, "/help/?topic=abuse")
    links = re.findall(
        r'<a href="([^"]+)" lang="([^"]+)" dir="([^"]+)" hreflang="[^"]+">(?:<svg.*?</svg>)?([^<]+)</a>', html
    )
    assert ("/qaa/help/?topic=abuse", "qaa", "ltr", "Harbourish") in links
    assert ("/dv/help/?topic=abuse", "dv", "rtl", "ދިވެހި") in links


def test_what_nobody_wrote_in_it_is_shown_in_english_and_says_so(client, further):
    make.resource("Leaving a group", slug="leaving-a-group")

    at_home = shown(client, "/qaa/")
    page = shown(client, "/qaa/resources/leaving-a-group/")

    assert "This page is not in Harbourish yet. Here it is in English." in at_home
    assert "This page is not in Harbourish yet. Here it is in English." in page
    assert re.search(r'<article class="stack" lang="en" dir="ltr">\s*<h1 class="page-title">Leaving a group</h1>', page)
    assert 'href="/qaa/resources/leaving-a-group/"' in shown(client, "/qaa/resources/")


def test_what_somebody_wrote_in_it_is_shown_in_it(client, further):
    """Once a home page and a list of articles stand in Wagtail, they are found by themselves."""
    from wagtail.models import Locale

    from pop.pages.models import HomePage

    assert Locale.objects.filter(language_code=MADE_UP).exists()
    home = HomePage.objects.get(locale__language_code="en").copy_for_translation(
        Locale.objects.get(language_code=MADE_UP)
    )
    home.hero_title = "Harbour talk"
    home.save_revision().publish()
    html = shown(client, "/qaa/")
    assert re.search(r'lang="qaa" dir="ltr">\s*<div class="stack">\s*<h1>Harbour talk</h1>', html)
    assert "This page is not in" not in html


def test_projects_can_be_written_in_it_without_a_migration(further):
    assert dict(languages_of_projects())[MADE_UP] == "Harbourish"
    form = ProjectForm({"title": "Boats", "language": MADE_UP})
    assert form.is_valid(), form.errors
    assert form.text() == ProjectText(title="Boats", language=MADE_UP)


def test_machines_are_told_too(client, further):
    assert "Disallow: /qaa/account/" in client.get("/robots.txt").text
    assert 'hreflang="dv" href="http://testserver/dv/help/"' in client.get("/sitemap.xml").text


def test_names_and_lists_are_said_as_well_as_is_known(further):
    with translation.override(DHIVEHI):
        assert languages.name_of("qaa") == "Harbourish"
        assert languages.in_words(["a", "b", "c"])
        assert languages.name_of("fr") == "French"
    with translation.override(MADE_UP):
        assert languages.in_words(["a", "b", "c"]) == "a, b, and c"
        assert languages.direction_of(MADE_UP) == "ltr"
