"""The under-13 gate (SG-43): a partner's code, used once; no names, no papers."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from pop.accounts.actions import give_consent, make_consent_code, withdraw_consent
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Consent, ConsentCode
from pop.accounts.policies import may_take_part
from pop.core import clock
from pop.core.errors import Absent, Conflict, Invalid, SignInNeeded, TooFast


def make(actor, organisation_id=None):
    return make_consent_code(actor=actor, organisation_id=organisation_id, now=clock.now())


def give(actor, code, network="home"):
    give_consent(actor=actor, code=code, network=network, now=clock.now())


def trust_of(person):
    (organisation_id,) = person.actor.organisation_ids
    return organisation_id


def test_sg_43_a_code_opens_the_gate_for_one_child(otto, lina, people_under_13):
    code = make(otto.actor, trust_of(otto))
    give(lina.actor, code.lower().replace("-", " "))
    assert may_take_part(lina.actor)
    assert {field.name for field in Consent._meta.fields} == {"id", "login", "organisation", "given_on"}
    with pytest.raises(Invalid):
        give(people_under_13.actor, code)
    assert not may_take_part(people_under_13.actor)
    assert Consent.objects.count() == 1


def test_only_the_hash_of_a_code_is_kept(otto):
    code = make(otto.actor, trust_of(otto))
    assert code.replace("-", "") not in str(ConsentCode.objects.values().get())


@pytest.mark.parametrize("who", ["amina", "lina", "joel", "zola", "nia", "ada"])
def test_nobody_else_makes_codes(request, who, browser_of):
    person = request.getfixturevalue(who)
    with pytest.raises(Absent):
        make(person.actor)
    assert browser_of(person).get(reverse("account_consent_codes")).status_code == 404
    assert not ConsentCode.objects.exists()


def test_a_partner_editor_vouches_for_their_own_organisation_only(otto, olga, salma):
    for organisation_id in (None, trust_of(olga)):
        with pytest.raises(Absent):
            make(otto.actor, organisation_id)
    with pytest.raises(Absent):
        make(otto.actor_without_second_factor, trust_of(otto))
    assert not ConsentCode.objects.exists()
    make(salma.actor)


def test_a_code_gets_too_old(otto, lina):
    with time_machine.travel(clock.now(), tick=False) as traveller:
        code = make(otto.actor, trust_of(otto))
        traveller.shift(timedelta(days=31))
        with pytest.raises(Invalid):
            give(lina.actor, code)
    assert not Consent.objects.exists()


def test_codes_are_not_guessed(lina, otto):
    code = make(otto.actor, trust_of(otto))
    for _try in range(10):
        with pytest.raises(Invalid):
            give(lina.actor, "0000-0000-0000")
    with pytest.raises(TooFast):
        give(lina.actor, code)
    give(lina.actor, code, network="elsewhere")


def test_who_needs_no_code_is_told(amina, otto):
    code = make(otto.actor, trust_of(otto))
    with pytest.raises(Conflict):
        give(amina.actor, code)
    with pytest.raises(SignInNeeded):
        give(ANONYMOUS, code)
    assert ConsentCode.objects.count() == 1


def test_consent_can_be_taken_back(lina, otto):
    give(lina.actor, make(otto.actor, trust_of(otto)))
    withdraw_consent(actor=lina.actor, now=clock.now())
    assert not may_take_part(lina.actor)


def test_the_pages(lina, otto, salma, browser_of):
    page = browser_of(otto).post(reverse("account_consent_codes"), {"organisation_id": str(trust_of(otto))})
    code = page.context["code"]
    assert code in page.content.decode()
    assert browser_of(salma).post(reverse("account_consent_codes"), {"organisation_id": ""}).context["code"]
    child = browser_of(lina)
    assert child.post(reverse("account_consent"), {"code": "nope"}).status_code == 400
    assert child.post(reverse("account_consent"), {"code": code})["Location"] == "/account/"
    assert child.get(reverse("account_consent")).status_code == 200
    child.post(reverse("account_withdraw_consent"))
    assert not Consent.objects.exists()


@pytest.fixture
def people_under_13(db):
    from tests.people import person

    return person("otherchild", "10-12")
