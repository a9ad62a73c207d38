"""SG-33: from every page of the site, as whoever reads it, help is one tap away without an account; from there every
country is, and its numbers dial."""

import re
from html.parser import HTMLParser

import pytest
from django.conf import settings

from tests.site_map import ADDRESSES

LANGUAGES = [code for code, _name in settings.LANGUAGES]


class Taps(HTMLParser):
    """Where one tap leads from a page: links, and what there is to choose in a form that only asks."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: set[str] = set()
        self.countries: set[str] = set()
        self._hidden = 0
        self._is_choosing = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self._hidden += tag == "template"
        if tag == "a" and not self._hidden and "hidden" not in given:
            self.links.add(given.get("href") or "")
        if tag == "select":
            self._is_choosing = given.get("name") == "country"
        if tag == "option" and self._is_choosing and given.get("value"):
            self.countries.add(given["value"])

    def handle_endtag(self, tag):
        self._hidden -= tag == "template"
        self._is_choosing = self._is_choosing and tag != "select"


def home_of_help(language: str) -> str:
    return "/help/" if language == settings.LANGUAGE_CODE else f"/{language}/help/"


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.name)
def test_sg_33_help_is_one_tap_away_from_every_page_in_its_language(world, address):
    client = world.session_of(address.reader)
    client.raise_request_exception = address.status != 500
    page = address.answer(client, "ar", world).content.decode()
    language = re.search(r'<html lang="([a-z]+)"', page)
    assert language, "no page of ours"
    assert home_of_help(language[1]) in Taps(page).links


@pytest.mark.parametrize("language", LANGUAGES)
def test_sg_33_from_help_every_country_is_reached_without_an_account(world, language):
    client = world.session_of(None)
    home = home_of_help(language)
    page = client.get(home)
    assert page.status_code == 200
    assert not page.cookies
    taps = Taps(page.content.decode())
    others = Taps(client.get(f"{home}elsewhere/").content.decode())
    assert f"{home}elsewhere/" in taps.links
    listed = {link.removeprefix(home).strip("/") for link in others.links if re.fullmatch(rf"{home}[a-z]{{2}}/", link)}
    assert (len(taps.countries), len(taps.countries | listed)) == (149, 250)
    for code in ("ke", "gb", "dz", "tr"):
        answer = client.get(home, {"country": code}, follow=True)
        assert answer.status_code == 200
        assert 'href="tel:' in answer.content.decode()
