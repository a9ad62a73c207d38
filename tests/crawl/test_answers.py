"""Every address answers its reader as the site map says, in every language: without this the crawl might look at a
page to sign in, again and again, and find nothing wrong."""

import pytest
from django.conf import settings
from django.urls import resolve, reverse
from wagtail.models import get_page_models

from pop.pages.models.reading import ReadablePage
from tests import site_map
from tests.site_map import ADDRESSES, NO_PAGES, NOBODY

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_it_answers_its_reader(world, address):
    for language in LANGUAGES:
        client = world.session_of(address.reader)
        client.raise_request_exception = address.status != 500
        answer = address.answer(client, language, world)
        assert answer.status_code == address.status
        assert answer["Content-Type"].startswith("text/html")
        assert resolve(answer.request["PATH_INFO"]).view_name == address.pattern


def test_every_type_of_page_is_on_the_map(world):
    shown = {
        type(address.answer(world.session_of(None), "en", world).context.get("page"))
        for address in ADDRESSES
        if address.pattern == "wagtail_serve" and address.status == 200
    }
    assert {model for model in get_page_models() if issubclass(model, ReadablePage)} - shown == set()


@pytest.mark.parametrize("name", sorted(name for name, why in NO_PAGES.items() if "takes only what is posted" in why))
def test_what_takes_only_posts_shows_nothing(world, name):
    pattern = site_map.patterns_of_the_site()[name].pattern
    words = dict.fromkeys(pattern.regex.groupindex, "fr")  # a country, where it is no id
    path = reverse(name, kwargs={**words, **dict.fromkeys(pattern.converters, NOBODY)})
    assert world.session_of("amina").get(path).status_code == 405
