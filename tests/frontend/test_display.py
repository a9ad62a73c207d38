"""Colours and pictures as somebody chose them, on their device only, with the private choice first (SG-36, SG-41)."""

import pytest
from django.test import Client, RequestFactory

from frontend.display import COOKIE, THEMES, YEAR_SECONDS, Display, display_of

pytestmark = pytest.mark.django_db
CHOICE = {"theme": "dark", "leave_out_pictures": "on", "keep": "session", "next": "/about/"}


def asked_with(cookie: str) -> Display:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    return display_of(request)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pictures", [True, False])
def test_the_cookie_says_what_was_chosen_and_nothing_else(theme, pictures):
    display = Display(theme, pictures)
    assert asked_with(display.code) == display
    assert display.code == f"{theme}.{'pictures' if pictures else 'text'}"


@pytest.mark.parametrize(
    "cookie", ["", "purple", "dark.", "dark.sounds", '"><script>', "text", ".", "dark.text.text", "é"]
)
def test_unknown_words_fall_back_to_the_default_part_by_part(cookie):
    assert asked_with(cookie) == Display("dark" if cookie.startswith("dark") else "auto", True)


def test_without_a_cookie_pages_follow_the_device_and_show_pictures(client):
    html = client.get("/about/").content.decode()
    assert '<html lang="en" dir="ltr" data-theme="auto" data-pictures="yes">' in html


def test_a_choice_is_kept_and_leads_back(client):
    response = client.post("/display/", CHOICE)
    assert response.status_code == 302
    assert response["Location"] == "/about/"
    cookie = response.cookies[COOKIE]
    assert cookie.value == "dark.text"
    assert cookie["max-age"] == ""  # gone when the browser closes
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    html = client.get("/about/").content.decode()
    assert 'data-theme="dark" data-pictures="no"' in html
    assert "Saved for this device." in html
    assert '<meta name="theme-color" content="#12191d">' in html


def test_a_year_is_kept_only_when_asked_for(client):
    assert client.post("/display/", CHOICE | {"keep": "year"}).cookies[COOKIE]["max-age"] == YEAR_SECONDS


def test_the_default_leaves_no_cookie_behind(client):
    client.post("/display/", CHOICE)
    response = client.post("/display/", {"theme": "auto", "keep": "year"})
    assert response.cookies[COOKIE].value == ""
    assert response.cookies[COOKIE]["max-age"] == 0


def test_sg_41_the_private_choice_is_first_and_chosen(client):
    html = client.get("/display/").content.decode()
    assert html.index('value="session"') < html.index('value="year"')
    assert "checked" in html.split('value="session"')[1].split(">")[0]
    assert "checked" not in html.split('value="year"')[1].split(">")[0]


def test_the_page_shows_what_is_set_now(client):
    client.post("/display/", CHOICE)
    html = client.get("/ar/display/").content.decode()
    assert "checked" in html.split('value="dark"')[1].split(">")[0]
    assert "checked" in html.split('name="leave_out_pictures"')[1].split(">")[0]


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/help/sn/?q=water", "/help/sn/?q=water"),
        ("/circles/", "/circles/"),
        ("http://testserver/display/", "/display/"),
        ("https://evil.example/help/", "/display/"),
        ("//evil.example/", "/display/"),
        ("http://testserver//evil.example/", "/display/"),
        ("/\\evil.example", "/display/"),
        ("javascript:alert(1)", "/display/"),
        ("", "/display/"),
    ],
)
def test_sec_38_the_way_back_stays_on_this_site(client, came_from, leads_to):
    assert client.post("/display/", CHOICE | {"next": came_from})["Location"] == leads_to
    html = client.get("/display/", headers={"referer": came_from}).content.decode()
    hidden = html.split('name="next"')[1].split(">")[0]
    assert f'value="{leads_to}"' in hidden if leads_to != "/display/" else "value" not in hidden


def test_a_wrong_choice_is_said_and_changes_nothing(client):
    response = client.post("/display/", CHOICE | {"theme": "purple"})
    assert response.status_code == 400
    assert COOKIE not in response.cookies
    assert 'href="#field-theme"' in response.content.decode()


def test_a_stranger_site_cannot_set_it():
    response = Client(enforce_csrf_checks=True).post("/display/", CHOICE)
    assert response.status_code == 403
    assert COOKIE not in response.cookies


@pytest.mark.parametrize("path", ["/about/", "/help/", "/nothing-is-here/", "/display/"])
def test_no_cache_hands_one_readers_look_to_another(client, path):
    assert "Cookie" in client.get(path)["Vary"]


def test_sg_20_leaving_forgets_it(client):
    client.post("/display/", CHOICE)
    assert client.get("/leave/").cookies[COOKIE].value == ""


def test_every_page_leads_to_the_choice_in_its_language(client):
    assert 'href="/display/"' in client.get("/about/").content.decode()
    assert 'href="/ar/display/"' in client.get("/ar/nothing-is-here/").content.decode()
