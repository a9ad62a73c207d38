"""Joining: a made-up name, a passphrase, an age group. Nothing else is asked and nothing else is kept."""

import pytest
from django.urls import reverse

from pop.accounts.actions import sign_up
from pop.accounts.contracts import ANONYMOUS, AgeBand
from pop.accounts.models import Login, Persona, RecoveryCode
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Conflict, Invalid

GOOD = {"name": "Calm Comet", "passphrase": "seven quiet rivers", "age_band": "13-15"}


def refused(actor=ANONYMOUS, **changes):
    before = Login.objects.count()
    with pytest.raises(Invalid) as caught:
        sign_up(actor=actor, now=clock.now(), **{**GOOD, **changes})
    assert Login.objects.count() == before
    return {field: [str(text) for text in texts] for field, texts in caught.value.fields.items()}


def test_sg_38_a_login_a_persona_and_an_age_group_are_all_there_is(db):
    new = sign_up(actor=ANONYMOUS, now=clock.now(), **GOOD)
    assert (new.login.username, new.login.email, new.login.age_band) == ("calm comet", "", "13-15")
    assert new.persona.name == "Calm Comet"
    assert new.login.check_password("seven quiet rivers")
    assert {field.name for field in Login._meta.fields} == {
        "id", "password", "last_login", "is_superuser", "username", "email", "age_band", "is_active", "created_on",
    }  # fmt: skip
    entry = AuditEntry.objects.get(verb="accounts.sign_up")
    assert (entry.actor_id, entry.subject_id, entry.facts) == (new.login.pk, str(new.login.pk), {})


@pytest.mark.parametrize("band", AgeBand.values)
def test_sg_43_every_age_may_sign_up(db, band):
    assert sign_up(actor=ANONYMOUS, now=clock.now(), **{**GOOD, "age_band": band}).login.age_band == band


def test_everything_wrong_is_said_at_once_at_its_field(db):
    wrong = refused(name="amina@example.org", passphrase="short", age_band="99")
    assert list(wrong) == ["name", "passphrase", "age_band"]
    assert "e-mail" in wrong["name"][0]
    assert not RecoveryCode.objects.exists()


@pytest.mark.parametrize("passphrase", ["password123", "Calm Comet!", "x" * 201, "123456789"])
def test_sec_40_weak_passphrases_are_refused(db, passphrase):
    assert list(refused(passphrase=passphrase)) == ["passphrase"]


@pytest.mark.parametrize("name", ["AMINA", "Amína", "am1na", "аmina"])
def test_names_that_look_like_somebodys_are_taken(amina, name):
    assert list(refused(name=name)) == ["name"]


@pytest.mark.parametrize("name", ["zola 2", "Zola_99", "z0la7"])
def test_names_that_look_like_staff_are_taken(zola, amina, name):
    assert "Somebody has this name" in refused(name=name)["name"][0]
    sign_up(actor=ANONYMOUS, now=clock.now(), **{**GOOD, "name": "amina 2"})  # not staff: only look-alikes are taken


def test_who_is_signed_in_does_not_sign_up(amina):
    with pytest.raises(Conflict):
        sign_up(actor=amina.actor, now=clock.now(), **GOOD)
    assert Login.objects.count() == 1


def test_the_age_question_gives_no_hint(client, db):
    page = client.get(reverse("account_signup")).content.decode()
    places = [page.index(f'value="{band}"') for band in AgeBand.values]
    assert places == sorted(places)
    assert 'type="radio"' in page
    assert "checked" not in page


def test_the_form_signs_in_and_shows_the_codes_once(client, db):
    page = client.post(reverse("account_signup"), GOOD)
    assert page.status_code == 200
    codes = page.context["codes"]
    assert len(codes) == RecoveryCode.objects.count() == 8
    assert all(code in page.content.decode() for code in codes)
    assert not any(code.replace("-", "") in str(dict(client.session)) for code in codes)
    assert client.get(reverse("account_home")).status_code == 200
    assert client.post(reverse("account_codes_saved"), {"saved": "1"}).status_code == 302


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client, db):
    page = client.post(reverse("account_signup"), {**GOOD, "name": "Admin"})
    text = page.content.decode()
    assert page.status_code == 400
    assert 'value="Admin"' in text
    assert "sounds like someone who works here" in text
    assert (
        'value="13-15" id="id_age_band_1" required checked' in text
        or 'value="13-15"' in text.split("checked")[0][-120:]
    )
    assert GOOD["passphrase"] not in text
    assert not Login.objects.exists()


def test_ideas_work_without_javascript(client, db):
    page = client.get(reverse("account_signup"))
    idea = page.context["ideas"][0]
    picked = client.post(reverse("account_signup"), {"name": "", "age_band": "16-17", "use_name": idea})
    assert picked.status_code == 200
    assert f'value="{idea}"' in picked.content.decode()
    assert picked.context["form"].initial["age_band"] == "16-17"
    other = client.post(reverse("account_signup"), {"name": "Mine", "other_names": "1"})
    assert other.context["ideas"] != page.context["ideas"]
    assert 'value="Mine"' in other.content.decode()
    assert not Persona.objects.exists()


def test_allauths_own_sign_up_is_not_there(db):
    from pop.accounts.adapters import AccountAdapter

    assert AccountAdapter().is_open_for_signup(None) is False
    from django.urls import NoReverseMatch

    for name in ("account_email", "account_reset_password", "account_set_password", "mfa_signup_webauthn"):
        with pytest.raises(NoReverseMatch):
            reverse(name)
