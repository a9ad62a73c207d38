"""Back in without e-mail, and no way to shut somebody else out."""

import pytest
from django.urls import reverse

from pop.accounts.actions import recover, renew_recovery_codes
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Login, RecoveryCode
from pop.core import clock
from pop.core.errors import Invalid, SignInNeeded, TooFast
from tests.people import PASSPHRASE

NEW = "nine loud mountains"


@pytest.fixture
def codes(amina):
    return renew_recovery_codes(actor=amina.actor, passphrase=PASSPHRASE, now=clock.now())


def attempt(name="amina", code="", new_passphrase=NEW, network="home"):
    recover(network=network, name=name, code=code, new_passphrase=new_passphrase, now=clock.now())


def refusal(**how):
    with pytest.raises(Invalid) as caught:
        attempt(**how)
    return {field: [str(text) for text in texts] for field, texts in caught.value.fields.items()}


def test_eight_random_codes_and_only_their_hashes_are_kept(codes):
    assert len(set(codes)) == RecoveryCode.objects.count() == 8
    assert all(len(code.replace("-", "")) * 5 >= 80 for code in codes)
    kept = set(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(code.replace("-", "") in digest.upper() for code in codes for digest in kept)


def test_a_code_sets_a_new_passphrase_once(amina, codes):
    attempt(code=codes[0].lower().replace("-", " "))
    assert Login.objects.get(pk=amina.login.pk).check_password(NEW)
    assert RecoveryCode.objects.count() == 7
    assert list(refusal(code=codes[0])) == ["code"]


def test_open_sessions_end(amina, codes, browser_of):
    browser = browser_of(amina)
    assert browser.get(reverse("account_home")).status_code == 200
    attempt(code=codes[1])
    assert browser.get(reverse("account_home")).status_code == 302


def test_sec_42_unknown_name_and_wrong_code_look_alike(amina, bilal, codes):
    answers = [refusal(name="nobody", code=codes[0]), refusal(code="AAAA-AAAA"), refusal(name="bilal", code=codes[0])]
    assert answers[0] == answers[1] == answers[2]
    assert Login.objects.get(pk=amina.login.pk).check_password(PASSPHRASE)
    assert RecoveryCode.objects.count() == 8


def test_a_weak_passphrase_costs_no_code(codes):
    assert list(refusal(code=codes[0], new_passphrase="short")) == ["new_passphrase"]
    assert RecoveryCode.objects.count() == 8


def test_sec_42_guessing_slows_the_guesser_not_the_name(amina, codes):
    for _try in range(10):
        refusal(code="0000")
    with pytest.raises(TooFast) as caught:
        attempt(code=codes[0])
    assert 0 < caught.value.retry_after <= 600
    attempt(code=codes[0], network="elsewhere")


def test_new_codes_need_the_passphrase_and_replace_the_old(amina, codes):
    with pytest.raises(Invalid):
        renew_recovery_codes(actor=amina.actor, passphrase="wrong", now=clock.now())
    with pytest.raises(SignInNeeded):
        renew_recovery_codes(actor=ANONYMOUS, passphrase=PASSPHRASE, now=clock.now())
    assert RecoveryCode.objects.count() == 8
    renew_recovery_codes(actor=amina.actor, passphrase=PASSPHRASE, now=clock.now())
    assert list(refusal(code=codes[0])) == ["code"]


def test_the_page(amina, codes, client):
    page = client.post(reverse("account_recover"), {"name": "Amina", "code": "nope", "new_passphrase": NEW})
    assert page.status_code == 400
    assert "do not match" in page.content.decode()
    page = client.post(reverse("account_recover"), {"name": " AMINA ", "code": codes[0], "new_passphrase": NEW})
    assert page["Location"] == reverse("account_login")
    assert client.post(reverse("account_login"), {"login": "amina", "password": NEW})["Location"] == "/account/"


def test_renewing_on_the_page_shows_the_codes(amina, browser_of):
    page = browser_of(amina).post(reverse("account_codes"), {"passphrase": PASSPHRASE})
    assert len(page.context["codes"]) == 8
    page = browser_of(amina).post(reverse("account_codes"), {"passphrase": "wrong"})
    assert page.status_code == 400
    assert "not your passphrase" in page.content.decode()
