"""Who may publish and join; nobody is asked anything for reading and help (SG-43)."""

import pytest

from pop.accounts.contracts import ANONYMOUS, Actor
from pop.accounts.models import Consent, Persona
from pop.accounts.policies import may_take_part, require_participant
from pop.core.errors import Refused, SignInNeeded
from tests.people import LONG_AGO


def refusal_of(actor):
    with pytest.raises(Refused) as caught:
        require_participant(actor)
    assert not may_take_part(actor)
    return caught.value.code


def test_a_member_may_take_part(amina):
    assert may_take_part(amina.actor)
    require_participant(amina.actor)


def test_a_stranger_is_asked_to_sign_in(db):
    assert not may_take_part(ANONYMOUS)
    with pytest.raises(SignInNeeded):
        require_participant(ANONYMOUS)


def test_sg_43_under_13_waits_for_consent(lina):
    assert refusal_of(lina.actor) == "consent_needed"
    Consent.objects.create(login=lina.login, given_on=LONG_AGO.date())
    assert may_take_part(lina.actor)


@pytest.mark.parametrize(("gate", "code"), [("closed", "under_13_closed"), ("consent", "consent_needed")])
def test_sg_43_the_gate_is_a_setting(lina, settings, gate, code):
    settings.POP_UNDER_13_GATE = gate
    assert refusal_of(lina.actor) == code


def test_sg_43_a_closed_gate_stays_shut_for_those_who_once_had_consent(lina, settings):
    settings.POP_UNDER_13_GATE = "closed"
    Consent.objects.create(login=lina.login, given_on=LONG_AGO.date())
    assert refusal_of(lina.actor) == "under_13_closed"


def test_sg_43_an_open_gate_lets_under_13_in(lina, settings):
    settings.POP_UNDER_13_GATE = "open"
    assert may_take_part(lina.actor)


def test_staff_without_an_age_band_may_take_part_with_or_without_second_factor(zola):
    assert may_take_part(zola.actor)
    assert may_take_part(zola.actor_without_second_factor)


def test_a_login_without_age_band_and_role_is_asked_for_the_age_band(amina):
    amina.login.age_band = ""
    amina.login.save()
    assert refusal_of(amina.actor) == "age_band_needed"


def test_a_login_without_persona_is_asked_for_a_pseudonym(amina):
    Persona.objects.all().delete()
    assert refusal_of(amina.actor) == "pseudonym_needed"


def test_the_system_is_not_a_participant():
    assert not may_take_part(Actor())
