"""Seeing, taking and deleting what POP keeps; and changing one's name."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from pop.accounts.actions import change_pseudonym, choose_age_band, delete_account, notify
from pop.accounts.contracts import ANONYMOUS, NoticeText, _notices, _personal_data
from pop.accounts.models import Consent, Login, Notice, Persona, RecoveryCode, StaffRole
from pop.accounts.selectors import own_data_of
from pop.audit.models import AuditEntry
from pop.audit.selectors import faults
from pop.core import clock
from pop.core.errors import Conflict, Invalid, SignInNeeded, TooFast
from tests.people import PASSPHRASE


@pytest.fixture
def noticed(monkeypatch):
    monkeypatch.setitem(_notices, "tests.hello", lambda facts: NoticeText(f"Hello {facts['who']}"))


def test_sg_46_everything_kept_can_be_read(amina, bilal, noticed):
    notify(persona_id=amina.persona.pk, kind="tests.hello", facts={"who": "you"}, now=clock.now())
    own = own_data_of(amina.actor)
    assert set(own["areas"]) == set(_personal_data)
    account = own["areas"]["accounts"]
    assert (account["pseudonym"], account["age_group"]) == ("amina", "16-17")
    assert account["notices"][0]["text"] == "Hello you"
    assert "bilal" not in json.dumps(own, default=str)
    with pytest.raises(SignInNeeded):
        own_data_of(ANONYMOUS)


def test_sg_46_the_download_is_a_file_of_json(amina, browser_of, client):
    answer = browser_of(amina).post(reverse("account_download"))
    assert "attachment" in answer["Content-Disposition"]
    assert json.loads(answer.content)["areas"]["accounts"]["pseudonym"] == "amina"
    assert browser_of(amina).get(reverse("account_download")).status_code == 405
    assert client.post(reverse("account_download")).status_code == 302


def test_sg_46_deleting_leaves_a_persona_without_a_name(amina, bilal, noticed):
    notify(persona_id=amina.persona.pk, kind="tests.hello", facts={"who": "you"}, now=clock.now())
    Consent.objects.create(login=amina.login, given_on=clock.now().date())
    RecoveryCode.objects.create(login=amina.login, digest="x")
    delete_account(actor=amina.actor, passphrase=PASSPHRASE, now=clock.now())
    assert list(Login.objects.values_list("username", flat=True)) == ["bilal"]
    persona = Persona.objects.get(pk=amina.persona.pk)
    assert (persona.name, persona.skeleton, persona.login, str(persona)) == ("", None, None, "someone who left")
    assert not Notice.objects.exists()
    assert not Consent.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert AuditEntry.objects.get().actor_id == amina.login.pk
    assert faults() == []


def test_deleting_asks_for_the_passphrase(amina, browser_of):
    with pytest.raises(Invalid):
        delete_account(actor=amina.actor, passphrase="wrong", now=clock.now())
    page = browser_of(amina).post(reverse("account_delete"), {"passphrase": "wrong"})
    assert page.status_code == 400
    assert "not your passphrase" in page.content.decode()
    assert Login.objects.count() == 1


def test_deleting_is_all_or_nothing(amina, monkeypatch):
    class Broken:
        area, models, retention = "broken", (), ""

        def export(self, persona_id):
            return None

        def erase(self, persona_id):
            raise RuntimeError

    monkeypatch.setitem(_personal_data, "zz_broken", Broken())
    with pytest.raises(RuntimeError):
        delete_account(actor=amina.actor, passphrase=PASSPHRASE, now=clock.now())
    assert Persona.objects.get(pk=amina.persona.pk).name == "amina"
    assert Login.objects.count() == 1
    assert not AuditEntry.objects.exists()


def test_the_page_deletes_and_signs_out(amina, browser_of):
    browser = browser_of(amina)
    answer = browser.post(reverse("account_delete"), {"passphrase": PASSPHRASE})
    assert answer["Location"] == "/"
    assert "Clear-Site-Data" in answer
    assert browser.get(reverse("account_home")).status_code == 302


def test_the_last_owner_cannot_leave_the_house_empty(ada):
    with pytest.raises(Conflict):
        delete_account(actor=ada.actor, passphrase=PASSPHRASE, now=clock.now())
    assert StaffRole.objects.count() == 1


def test_a_new_pseudonym_is_the_new_name_to_sign_in_with(amina, bilal, client):
    change_pseudonym(actor=amina.actor, name="Calm Comet", now=clock.now())
    assert Persona.objects.get(pk=amina.persona.pk).name == "Calm Comet"
    assert client.post("/account/login/", {"login": "calm comet", "password": PASSPHRASE}).status_code == 302
    for name in ("BILAL", "admin", "a@b.example", ""):
        with pytest.raises(Invalid):
            change_pseudonym(actor=amina.actor, name=name, now=clock.now())
    change_pseudonym(actor=amina.actor, name="calm comet", now=clock.now())  # one's own look-alike


def test_pseudonyms_do_not_change_all_the_time(amina):
    with time_machine.travel(clock.now(), tick=False) as traveller:
        for name in ("Calm Comet", "Warm Wave", "Quick Kite"):
            change_pseudonym(actor=amina.actor, name=name, now=clock.now())
        with pytest.raises(TooFast):
            change_pseudonym(actor=amina.actor, name="Bright Badger", now=clock.now())
        assert Persona.objects.get(pk=amina.persona.pk).name == "Quick Kite"
        traveller.shift(timedelta(days=31))
        change_pseudonym(actor=amina.actor, name="Bright Badger", now=clock.now())


def test_the_name_page(amina, browser_of):
    browser = browser_of(amina)
    page = browser.post(reverse("account_name"), {"name": "amina@example.org"})
    assert page.status_code == 400
    assert 'value="amina@example.org"' in page.content.decode()
    assert browser.post(reverse("account_name"), {"name": "Calm Comet"}).status_code == 302
    assert "Calm Comet" in browser.get(reverse("account_home")).content.decode()


def test_an_age_group_is_said_once(zola, amina):
    choose_age_band(actor=zola.actor, age_band="18-24", now=clock.now())
    with pytest.raises(Conflict):
        choose_age_band(actor=zola.actor, age_band="10-12", now=clock.now())
    with pytest.raises(Conflict):
        choose_age_band(actor=amina.actor, age_band="18-24", now=clock.now())
    assert Login.objects.get(pk=amina.login.pk).age_band == "16-17"


def test_notices_are_marked_read_by_post(amina, browser_of, noticed):
    notify(persona_id=amina.persona.pk, kind="tests.hello", facts={"who": "<b>you</b>"}, now=clock.now())
    browser = browser_of(amina)
    text = browser.get(reverse("account_notices")).content.decode()
    assert "Hello &lt;b&gt;you" in text
    assert browser.get(reverse("account_read_notices")).status_code == 405
    browser.post(reverse("account_read_notices"))
    assert Notice.objects.get().read_at is not None
