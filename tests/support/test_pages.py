"""The help pages: for anybody, without account, cookie or JavaScript."""

import gzip
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.contrib.staticfiles import finders

from pop.audit.models import AuditEntry
from pop.support import selectors
from pop.support.actions import record_check
from pop.support.demo import ensure_services
from pop.support.models import Service
from tests.factories.support import NOW, service

PAGES = [
    "/help/",
    "/help/ke/",
    "/help/gb/",
    "/help/tr/",
    "/help/search",
    "/help/search?q=kenya",
    "/ar/help/",
    "/ar/help/ke/",
]


@pytest.fixture
def directory(db):
    ensure_services(NOW)


@pytest.mark.parametrize("address", PAGES)
def test_sg_33_help_needs_no_account_and_sets_no_cookie(client, directory, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=60"
    assert b"csrfmiddlewaretoken" not in answer.content


def test_somebody_who_is_signed_in_gets_no_shared_copy(browser_of, amina, directory):
    assert "public" not in browser_of(amina).get("/help/ke/")["Cache-Control"]


@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/help/", 1),
        ("/help/elsewhere/", 1),
        ("/help/gb/", 5),
        ("/help/tr/", 1),
        ("/help/search?q=crisis", 6),
        ("/help/search?topic=suicide", 5),
    ],
)
def test_the_number_of_queries_does_not_grow(client, directory, django_assert_num_queries, address, queries):
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)


@pytest.mark.parametrize("address", ["/help/", "/help/gb/", "/help/us/", "/help/ke/"])
def test_sg_62_a_help_page_fits_the_first_flight(client, directory, address):
    """Page and both stylesheets, compressed: at most 14.6 kB."""
    sheets = [Path(finders.find(name)).read_bytes() for name in ("css/pop.css", "css/areas/support.css")]
    weight = sum(len(gzip.compress(part, 6)) for part in [client.get(address).content, *sheets])
    assert weight <= 14_600


def test_the_country_form_leads_to_the_country(client, directory):
    assert client.get("/help/?country=ke")["Location"] == "/help/ke/"
    assert client.get("/help/?country=ke&topic=abuse")["Location"] == "/help/ke/?topic=abuse"
    assert client.get("/help/?country=Kenia")["Location"] == "/help/search?q=Kenia"
    assert client.get("/help/KE/")["Location"] == "/help/ke/"


def test_a_code_that_is_no_country_is_not_found(client, directory):
    assert client.get("/help/zz/").status_code == 404


def test_a_country_without_a_line_says_so_and_gives_what_there_is(client, directory):
    page = client.get("/help/tr/").content.decode()
    assert "Our list has no helpline for Türkiye yet." in page
    assert 'href="tel:112"' in page
    assert 'action="/help/search"' in page


def test_numbers_are_links_that_dial(client, directory):
    page = "".join(client.get(f"/help/gb/{query}").content.decode() for query in ("", "?page=2"))
    assert 'href="tel:08001111"' in page
    assert 'href="sms:85258?body=SHOUT"' in page
    assert '<bdi dir="ltr">0800 1111</bdi>' in page


@pytest.mark.parametrize(
    ("filters", "there", "gone"),
    [
        ("?topic=lgbtq", "The Trevor Project", "Stop It Now!"),
        ("?way=text", "Crisis Text Line", "Childhelp"),
        ("?language=es", "Boys Town", "The Trevor Project"),
        ("?open=1", "Childhelp", "Stop It Now!"),
    ],
)
def test_a_countrys_services_can_be_narrowed(client, directory, filters, there, gone):
    with time_machine.travel(datetime(2026, 11, 22, 12, tzinfo=UTC)):  # a Sunday
        page = client.get(f"/help/us/{filters}").content.decode()
    assert there in page
    assert gone not in page


def test_a_long_list_comes_in_pages_and_what_was_asked_for_stays(client, directory):
    def names(page):
        return [unescape(name) for name in re.findall(r'<li class="card service"><h2><a [^>]*>([^<]+)</a>', page)]

    def further(page):
        found = re.search(r'<a class="button button--quiet" href="([^"]+)" rel="next">', page)
        return unescape(found[1]) if found else ""

    first = client.get("/help/gb/?open=").content.decode()
    assert further(first) == "?open=&page=2"
    second = client.get(f"/help/gb/{further(first)}").content.decode()
    assert (len(names(first)), len(names(second)), further(second)) == (6, 2, "")
    assert names(first) + names(second) == [one.name for one in selectors.services_in("GB", now=NOW)]
    assert names(client.get("/help/gb/?page=zzz").content.decode()) == names(first)
    assert names(client.get("/help/gb/?page=99").content.decode()) == names(second)
    found = client.get("/help/search?q=crisis").content.decode()
    assert further(found) == "?q=crisis&page=2"
    assert "services found" in found


def test_countries_our_list_has_nothing_for_stand_on_a_page_of_their_own(client, directory):
    home = client.get("/help/").content.decode()
    assert ("<option value=ke>" in home, "<option value=tr>" in home) == (True, False)
    others = client.get("/help/elsewhere/").content.decode()
    assert ('href="/help/ke/"' in others, 'href="/help/tr/">Türkiye<' in others) == (False, True)
    assert (home.count("<option value=") - 1 + others.count('<li><a href="/help/')) >= 250


@pytest.mark.parametrize("filters", ["?topic=%00&way=x&language=" + "y" * 400, "?topic[]=1&open=", "?language=<b>"])
def test_filters_nobody_knows_are_left_out(client, directory, filters):
    assert client.get(f"/help/us/{filters}").status_code == 200


def test_open_now_follows_the_services_own_clock(client, directory):
    with time_machine.travel(datetime(2026, 11, 23, 8, 30, tzinfo=UTC)):  # Monday, 17:30 in Tokyo, 9:30 in Berlin
        assert "Open now, until \u206621:00\u2069" in client.get("/help/jp/").content.decode()
        assert "Closed now, opens today at \u206614:00\u2069" in client.get("/help/de/").content.decode()
        assert "We do not know if it is open now" in client.get("/help/pt/").content.decode()


def test_hours_stand_in_words_in_the_services_time(client, directory):
    algeria = Service.objects.get(country="DZ")
    page = client.get(f"/help/service/{algeria.pk}/").content.decode()
    assert "Sunday to Thursday: \u206609:00\u2069 to \u206616:30\u2069" in page
    assert "By the clock in Algeria" in page
    assert "Africa/Algiers" in page
    assert "French" in page


def test_an_unknown_service_is_not_found(client, db):
    assert client.get("/help/service/00000000-0000-4000-8000-000000000000/").status_code == 404


# --- SG-34 ------------------------------------------------------------------------------------------------


def test_sg_34_a_service_nobody_checked_says_so(client, db):
    one = service()
    page = client.get(f"/help/service/{one.pk}/").content.decode()
    assert "Not checked by us yet" in page
    assert "The list we have it from is dated May 16, 2024." in page
    assert "Not checked by us yet" in client.get("/help/ke/").content.decode()


def test_sg_34_a_check_holds_180_days_and_then_drops_down(client, db, salma):
    plain = service(name="A line nobody checked", phone="1195")
    checked = service(name="The checked line", phone="116")
    record_check(actor=salma.actor, service_id=checked.pk, now=NOW)

    def order(days):
        with time_machine.travel(NOW + timedelta(days=days)):
            return [one.name for one in selectors.services_for_region("KE")], client.get("/help/ke/").content.decode()

    names, page = order(days=180)
    assert names == [checked.name, plain.name]
    assert "Checked on Nov. 23, 2026 by POP&#x27;s safeguarding team" in page
    names, page = order(days=181)
    assert names == [plain.name, checked.name]
    assert "Not checked since Nov. 23, 2026" in page
    assert "Checked on" not in page


@pytest.mark.parametrize("name", ["salma", "zola", "ada"])
def test_sg_34_staff_check_a_service_by_one_button(browser_of, request, name):
    someone, one = request.getfixturevalue(name), service()
    browser = browser_of(someone)
    assert f"/help/{one.pk}/check/" in browser.get(f"/help/service/{one.pk}/").content.decode()
    assert browser.get(f"/help/{one.pk}/check/").status_code == 200
    with time_machine.travel(NOW):
        answer = browser.post(f"/help/{one.pk}/check/")
    assert answer["Location"] == f"/help/service/{one.pk}/"
    one.refresh_from_db()
    assert (one.assured_date, one.assured_by_id) == (NOW.date(), someone.persona.pk)
    entry = AuditEntry.objects.get(verb="support.record_check")
    assert (entry.actor_id, entry.subject_id) == (someone.login.pk, str(one.pk))
    page = browser.get(f"/help/service/{one.pk}/").content.decode()
    assert f">{someone.name}<" not in page  # the page names the role, never the person


@pytest.mark.parametrize("name", ["amina", "joel", "nia", "otto"])
def test_sg_34_nobody_else_can_check_a_service(browser_of, client, request, name):
    browser = browser_of(request.getfixturevalue(name))
    one = service()
    for someone in (browser, client):
        assert someone.get(f"/help/{one.pk}/check/").status_code == 404
        assert someone.post(f"/help/{one.pk}/check/").status_code == 404
        assert "/check/" not in someone.get(f"/help/service/{one.pk}/").content.decode()
    one.refresh_from_db()
    assert one.assured_date is None
    assert not AuditEntry.objects.filter(verb="support.record_check").exists()


def test_sg_34_a_passphrase_alone_checks_nothing(browser_of, zola):
    one = service()
    assert browser_of(zola, second_factor=False).post(f"/help/{one.pk}/check/").status_code == 404
    one.refresh_from_db()
    assert one.assured_date is None


# --- Search -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "country"),
    [
        ("kenya", "KE"),
        ("KENYA", "KE"),
        ("cote d'ivoire", "CI"),
        ("Côte d’Ivoire", "CI"),
        ("ivory coast", "CI"),
        ("linea azul", "UY"),
        ("ألمانيا", "DE"),
        ("Maltese", "MT"),
        ("bullying", None),
        ("116 111", None),
        ("help in Kenya", "KE"),
        ("suicide brazil", "BR"),
    ],
)
def test_search_is_forgiving(client, directory, query, country):
    found = selectors.search_services(query, now=NOW)
    assert found.total > 0
    if country:
        assert {one.country for one in found.listings} == {country}
    assert client.get("/help/search", {"q": query}).status_code == 200


def test_search_finds_a_country_that_has_no_line(client, directory):
    found = selectors.search_services("turkey", now=NOW)
    assert (found.total, [country.code for country in found.countries]) == (0, ["TR"])


def test_search_guesses_a_spelling_and_helps_on(client, directory):
    page = client.get("/help/search", {"q": "Germny"}).content.decode()
    assert "We found no service for that." in page
    assert "/help/search?q=Germany" in page


@pytest.mark.parametrize("query", ["", " ", "\x00", "%", "'\"><script>alert(1)</script>", "a" * 5000, "()[]*+?\\", "ﷺ"])
def test_search_takes_anything(client, directory, query):
    answer = client.get("/help/search", {"q": query})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


# --- What other areas ask -----------------------------------------------------------------------------------


def test_services_for_a_region_put_the_topic_first(directory):
    found = selectors.services_for_region("us", topic="lgbtq")
    assert len(found) == 3
    assert found[0].name == "The Trevor Project"
    assert selectors.services_for_region(None) == []
    assert selectors.services_for_region("TR") == []


def test_countries_with_services_are_counted_in_the_readers_language(directory):
    from django.utils.translation import override

    counted = {country.code: country for country in selectors.countries_with_services()}
    assert (len(counted), counted["GB"].services, counted["GB"].name) == (149, 8, "United Kingdom")
    with override("ar"):
        assert {country.code: country.name for country in selectors.countries_with_services()}["DE"] == "ألمانيا"
