"""Every account page answers, in both languages, with and without somebody signed in."""

import pytest
from django.urls import reverse
from django.utils import translation

OWN = [
    "account_home", "account_notices", "account_name", "account_codes", "account_consent", "account_data",
    "account_security", "account_change_password", "account_logout", "account_reauthenticate",
]  # fmt: skip
ENTRANCE = ["account_signup", "account_login", "account_recover", "account_inactive"]


@pytest.mark.parametrize("page", OWN)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_own_pages_are_for_whoever_is_signed_in(amina, zola, browser_of, client, page, language):
    with translation.override(language):
        address = reverse(page)
    for person in (amina, zola):
        assert browser_of(person).get(address).status_code == 200
    answer = client.get(address)
    assert answer.status_code == 302
    if page != "account_logout":
        assert "/account/login/" in answer["Location"]


@pytest.mark.parametrize("page", ENTRANCE)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_entrances_are_open(client, db, page, language):
    with translation.override(language):
        assert client.get(reverse(page)).status_code == 200


@pytest.mark.parametrize("page", ["account_home", "account_data", "account_codes", "account_signup", "account_login"])
def test_sec_41_personal_pages_are_not_kept_by_caches(amina, browser_of, client, page):
    browser = client if page in ENTRANCE else browser_of(amina)
    assert "no-store" in browser.get(reverse(page))["Cache-Control"]
