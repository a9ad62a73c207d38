"""Signing in and out, through allauth as the site uses it."""

import time
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from pop.accounts.adapters import SecondFactorAdapter
from pop.core import clock
from tests.people import PASSPHRASE

LOGIN = "/account/login/"


def sign_in(client, name="amina", passphrase=PASSPHRASE, **more):
    return client.post(LOGIN, {"login": name, "password": passphrase, **more})


def actor_of(client):
    return client.get(reverse("account_home")).wsgi_request.actor


def test_name_and_passphrase_however_the_name_is_typed(amina):
    for name in ("amina", " AMINA ", "ａmina"):
        client = Client()
        assert sign_in(client, name)["Location"] == "/account/"
        assert actor_of(client).login_id == amina.login.pk


def test_unknown_name_and_wrong_passphrase_get_one_answer(amina, client):
    wrong, unknown = sign_in(client, passphrase="not the one"), sign_in(client, "nobody")
    texts = [page.content.decode() for page in (wrong, unknown)]
    assert "do not match" in texts[0]
    assert "do not match" in texts[1]
    assert "_auth_user_id" not in client.session


def test_sec_42_nobody_can_lock_somebody_out(amina):
    bully = Client(REMOTE_ADDR="192.0.2.7")
    for _try in range(12):
        page = sign_in(bully, passphrase="a guess")
    assert "wait a minute" in page.content.decode()
    assert "wait a minute" in sign_in(bully).content.decode()
    assert sign_in(Client(REMOTE_ADDR="192.0.2.8"))["Location"] == "/account/"


def test_sec_42_a_class_behind_one_address_signs_in(amina):
    assert {sign_in(Client()).status_code for _child in range(30)} == {302}


def test_sec_52_no_address_is_kept_anywhere(amina, django_user_model):
    client = Client(REMOTE_ADDR="192.0.2.77", HTTP_USER_AGENT="Telltale/1.0")
    sign_in(client, passphrase="wrong")
    sign_in(client)
    kept = str(dict(client.session)) + str(cache._cache)
    assert "192.0.2.77" not in kept
    assert "Telltale" not in kept


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_after_signing_in_nobody_is_sent_away(amina, client, target):
    assert sign_in(client, next=target)["Location"] == "/account/"


def test_after_signing_in_one_goes_on_where_one_was(amina, client):
    assert sign_in(client, next="/account/notices/")["Location"] == "/account/notices/"


def test_sec_41_the_session_id_changes_at_sign_in(amina, client):
    client.get(LOGIN)
    session = client.session
    session["planted"] = "yes"
    session.save()
    before = session.session_key
    client.cookies["sessionid"] = before
    sign_in(client)
    assert client.session.session_key != before


def test_sec_41_signing_out_is_a_post_and_clears_the_browser(amina, browser_of):
    browser = browser_of(amina)
    assert browser.get(reverse("account_logout")).status_code == 200
    assert "_auth_user_id" in browser.session
    answer = browser.post(reverse("account_logout"))
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize(
    ("who", "minutes", "stays"), [("amina", 119, True), ("amina", 122, False), ("zola", 29, True), ("zola", 32, False)]
)
def test_sec_41_an_idle_session_ends(request, browser_of, who, minutes, stays):
    person = request.getfixturevalue(who)
    with time_machine.travel(clock.now(), tick=False) as traveller:
        browser = browser_of(person)
        assert actor_of(browser).is_signed_in
        traveller.shift(timedelta(minutes=minutes))
        assert (browser.get(reverse("account_home")).status_code == 200) is stays


def test_sec_41_no_session_lasts_longer_than_twelve_hours(amina, browser_of):
    with time_machine.travel(clock.now(), tick=False) as traveller:
        browser = browser_of(amina)
        for _half_hour in range(24):
            assert browser.get(reverse("account_home")).status_code == 200
            traveller.shift(timedelta(minutes=30))
        traveller.shift(timedelta(minutes=2))
        assert browser.get(reverse("account_home")).status_code == 302


def test_sec_43_a_second_factor_is_asked_for_and_proves_the_role(zola, client):
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(zola.login, secret)
    assert sign_in(client, "zola")["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "Incorrect code" in page.content.decode()
    code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/account/"
    assert actor_of(client).roles == {"moderator"}
    again = Client()
    sign_in(again, "zola")
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200  # a code works once


def test_sec_43_guessing_the_second_factor_is_slowed(zola, client):
    totp.TOTP.activate(zola.login, totp.generate_totp_secret())
    sign_in(client, "zola")
    for _try in range(6):
        page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert "many tries" in page.content.decode()


def test_sec_43_a_saved_code_stands_in_once(zola, client):
    totp.TOTP.activate(zola.login, totp.generate_totp_secret())
    code = RecoveryCodes.activate(zola.login).generate_codes()[0]
    sign_in(client, "zola")
    assert client.post(reverse("mfa_authenticate"), {"code": code})["Location"] == "/account/"
    again = Client()
    sign_in(again, "zola")
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_secrets_of_second_factors_are_sealed_in_the_database(zola, settings):
    secret = totp.generate_totp_secret()
    stored = totp.TOTP.activate(zola.login, secret).instance.data["secret"]
    seed = RecoveryCodes.activate(zola.login).instance.data["seed"]
    assert secret not in stored
    assert SecondFactorAdapter().decrypt(stored) == secret
    assert len(seed) > 100
    old = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key" * 6, [old]
    assert SecondFactorAdapter().decrypt(stored) == secret


def test_a_passphrase_does_not_stand_in_for_the_second_factor(zola, client):
    """A session from before enrolment must not be able to take the new factor away."""
    sign_in(client, "zola")
    totp.TOTP.activate(zola.login, totp.generate_totp_secret())
    answer = client.post("/account/reauthenticate/", {"password": PASSPHRASE})
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("mfa_deactivate_totp"))["Location"].startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.count() == 1


def test_enrolling_and_showing_the_factor_opens_the_role(zola, client):
    sign_in(client, "zola")
    assert actor_of(client).roles == frozenset()
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/?next=/account/security/totp/activate/", {"password": PASSPHRASE})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    picture = client.get(reverse("account_totp_picture"))
    assert picture["Content-Type"] == "image/svg+xml"
    with time_machine.travel(clock.now(), tick=False) as traveller:
        code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        assert client.post(reverse("mfa_activate_totp"), {"code": code})["Location"] == reverse(
            "mfa_view_recovery_codes"
        )
        codes = client.get(reverse("mfa_view_recovery_codes"))
        assert len(codes.context["unused_codes"]) == 8
        assert actor_of(client).roles == frozenset()
        traveller.shift(timedelta(seconds=60))
        code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        client.post(reverse("mfa_reauthenticate"), {"code": code})
    assert actor_of(client).roles == {"moderator"}
    for page in ("account_security", "mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_add_webauthn"):
        assert client.get(reverse(page)).status_code == 200


def test_another_persons_second_factor_in_the_session_proves_nothing(zola, browser_of):
    browser = browser_of(zola)
    session = browser.session
    session["account_authentication_methods_user"] = "00000000-0000-0000-0000-000000000000"
    session.save()
    assert actor_of(browser).roles == frozenset()


def test_the_passphrase_changes(amina, client):
    sign_in(client)
    elsewhere = Client()
    sign_in(elsewhere)
    new = {"password1": "nine loud mountains", "password2": "nine loud mountains"}
    page = client.post(reverse("account_change_password"), {"oldpassword": "wrong", **new})
    assert "not your passphrase" in page.content.decode()
    assert client.post(reverse("account_change_password"), {"oldpassword": PASSPHRASE, **new}).status_code == 302
    assert client.get(reverse("account_home")).status_code == 200
    assert elsewhere.get(reverse("account_home")).status_code == 302
