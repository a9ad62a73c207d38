"""Search engines find what is for everybody, in the languages there are, and nothing else."""

import re

import pytest
from django.conf import settings
from wagtail.models import PageViewRestriction

from tests.factories import pages as make
from tests.factories import support as services

pytestmark = pytest.mark.django_db


def entries(client):
    """Address → {language: address} of what the sitemap lists."""
    answer = client.get("/sitemap.xml")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/xml"
    found = {}
    for entry in re.findall(r"<url>(.*?)</url>", answer.text, re.DOTALL):
        address = re.search(r"<loc>http://testserver([^<]*)</loc>", entry)[1]
        others = re.findall(r'hreflang="([^"]*)" href="http://testserver([^"]*)"', entry)
        found[address] = dict(others)
    return found


def test_our_own_pages_are_listed_in_every_language(client, prepared_site):
    found = entries(client)
    for code, _name in settings.LANGUAGES:
        prefix = "" if code == settings.LANGUAGE_CODE else f"/{code}"
        assert f"{prefix}/help/" in found
        assert found[f"{prefix}/help/"]["fr"] == "/fr/help/"
        assert found[f"{prefix}/"]["ar"] == "/ar/"  # the home pages, which somebody wrote in each language


def test_written_pages_are_listed_where_they_were_written(client, prepared_site):
    original = make.resource("Leaving a group", slug="leaving-a-group")
    make.resource("Quitter un groupe", slug="leaving-a-group", language="fr", translates=original)
    make.resource("Only in English", slug="only-english")

    found = entries(client)

    assert found["/resources/leaving-a-group/"] == {
        "en": "/resources/leaving-a-group/",
        "fr": "/fr/resources/leaving-a-group/",
    }
    assert found["/fr/resources/leaving-a-group/"] == found["/resources/leaving-a-group/"]
    assert found["/resources/only-english/"] == {}
    assert "/fr/resources/only-english/" not in found


def test_sg_57_what_is_hidden_or_private_is_not_listed(client, prepared_site):
    make.resource("Gone", slug="gone").unpublish()
    private = make.resource("Private", slug="private")
    PageViewRestriction.objects.create(page=private.page_ptr, restriction_type=PageViewRestriction.LOGIN)

    addresses = "\n".join(entries(client))

    assert "/resources/" in addresses
    assert "gone" not in addresses
    assert "private" not in addresses
    assert not re.search(r"/(innovations|circles|account|moderation|report|cms|demo)/", addresses)


def test_countries_with_help_are_listed(client, prepared_site):
    services.service(country="KE")
    found = entries(client)
    assert found["/es/help/ke/"]["ar"] == "/ar/help/ke/"
    assert "/help/fr/" not in found


def test_robots_say_where_the_list_is(client):
    assert "Sitemap: http://testserver/sitemap.xml\n" in client.get("/robots.txt").text
