"""Invitations: found by who could join, answered by their own act; whoever invites learns nothing about anybody."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from peer_circles import actions, selectors
from peer_circles.models import Circle, Invitation, Membership
from pop.accounts.actions import delete_account
from pop.accounts.contracts import ANONYMOUS
from pop.accounts.models import Notice
from pop.accounts.selectors import notices_for, own_data_of
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Invalid, Refused, TooFast
from tests.factories import circles as make
from tests.people import PASSPHRASE, person


@pytest.fixture
def circle(joel):
    return make.circle(joel)


def invite(keeper, circle, name, now=None):
    actor = getattr(keeper, "actor", keeper)
    return actions.invite_to_circle(actor=actor, circle_id=circle.pk, name=name, now=now or clock.now())


def waiting(somebody, now=None):
    return [invitation.circle for invitation in selectors.invitations_for(somebody.actor, now or clock.now())]


def decline(somebody, circle, now=None):
    actions.decline_invitation(actor=somebody.actor, circle_id=circle.pk, now=now or clock.now())


def test_sg_04_an_invitation_is_found_and_joining_is_ones_own_act(circle, joel, amina, bilal):
    invite(joel, circle, "amina")
    assert waiting(amina) == [circle]
    assert waiting(bilal) == []
    assert not Membership.objects.filter(persona=amina.persona).exists()
    (notice,) = notices_for(amina.actor)
    assert notice.text.url == reverse("circles:circle", args=[circle.pk])
    for word in ("joel", "Evening talk", "amina"):
        assert word not in f"{notice.text.title} {notice.text.body}"
    make.join(circle, amina)
    assert waiting(amina) == []
    assert Invitation.objects.get().accepted_at is not None


def test_declining_is_silent(circle, joel, amina, bilal):
    invite(joel, circle, "amina")
    Notice.objects.all().delete()
    with pytest.raises(Absent):
        decline(bilal, circle)
    decline(amina, circle)
    assert waiting(amina) == []
    assert not Notice.objects.exists()
    with pytest.raises(Absent):
        decline(amina, circle)


@pytest.mark.parametrize(
    "whom", ["nobody", "sam", "lina", "zola", "joel", "removed", "member", "Amina", "amina ", "closed gate"]
)
def test_sg_06_the_answer_is_the_same_whoever_has_the_name(circle, joel, sam, lina, zola, browser_of, whom):
    member, removed = person("member", "16-17"), person("removed", "16-17")
    person("amina", "16-17")
    for one in (member, removed):
        make.join(circle, one)
    actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=removed.persona.pk, now=clock.now())
    answer = browser_of(joel).post(reverse("circles:invite", args=[circle.pk]), {"name": whom}, follow=True)
    assert "Thank you. If somebody with this name can join" in answer.content.decode()
    reached = ["amina"] if whom == "amina " else []
    assert list(Invitation.objects.values_list("persona__name", flat=True)) == reached
    assert Notice.objects.count() == len(reached)
    assert AuditEntry.objects.filter(verb="circles.invite").count() == 1


def test_under_13s_are_invited_only_past_the_gate(joel, lina, settings):
    circle = make.circle(joel, age_band="10-12")
    invite(joel, circle, "lina")
    assert not Invitation.objects.exists()
    settings.POP_UNDER_13_GATE = "open"
    invite(joel, circle, "lina")
    assert waiting(lina) == [circle]
    settings.POP_UNDER_13_GATE = "closed"
    assert waiting(lina) == []


def test_sec_43_only_the_circles_own_facilitator_invites(circle, joel, amina, bilal, zola, salma, browser_of, client):
    make.join(circle, bilal)
    other = make.another_facilitator()
    for actor in (bilal, zola, salma, other, joel.actor_without_second_factor, ANONYMOUS):
        with pytest.raises(Absent):
            invite(actor, circle, "amina")
    for browser in (client, browser_of(bilal), browser_of(zola), browser_of(joel, second_factor=False)):
        assert browser.get(reverse("circles:invite", args=[circle.pk])).status_code == 404
        assert browser.post(reverse("circles:invite", args=[circle.pk]), {"name": "amina"}).status_code == 404
    assert not Invitation.objects.exists()


def test_nobody_is_invited_to_a_closed_circle_or_without_a_name(circle, joel, amina):
    with pytest.raises(Invalid):
        invite(joel, circle, "  ")
    Circle.objects.filter(pk=circle.pk).update(state="closed")
    with pytest.raises(Refused):
        invite(joel, circle, "amina")
    assert not Invitation.objects.exists()


def test_twice_no_is_no_for_good(circle, joel, amina):
    for _time in range(2):
        invite(joel, circle, "amina")
        decline(amina, circle)
    Notice.objects.all().delete()
    invite(joel, circle, "amina")
    assert waiting(amina) == []
    assert not Notice.objects.exists()
    other = make.circle(joel, name="Another one")
    invite(joel, other, "amina")
    assert waiting(amina) == [other]


def test_asking_again_is_the_same_invitation_until_it_has_run_out(circle, joel, amina):
    now = clock.now()
    for _time in range(3):
        invite(joel, circle, "amina", now)
    assert Notice.objects.count() == 1
    later = now + timedelta(days=30)
    assert waiting(amina, later - timedelta(seconds=1)) == [circle]
    assert waiting(amina, later) == []
    invite(joel, circle, "amina", later)
    assert waiting(amina, later) == [circle]
    assert Invitation.objects.count() == 1


def test_nobody_is_flooded(joel, amina):
    circles = [make.circle(joel, name=f"Circle {number}") for number in range(6)]
    for circle in circles:
        invite(joel, circle, "amina")
    assert waiting(amina) == circles[:5]


def test_twenty_a_day_counting_names_that_nobody_has(circle, joel, amina):
    for number in range(20):
        invite(joel, circle, f"Nobody{number}")
    with pytest.raises(TooFast):
        invite(joel, circle, "amina")
    assert not Invitation.objects.exists()


def test_whoever_wants_no_notice_still_finds_it_beside_the_circles(circle, joel, amina, browser_of):
    browser = browser_of(amina)
    browser.post(reverse("account_choose_notices"), {"wanted": ["remix"]})
    invite(joel, circle, "amina")
    assert notices_for(amina.actor) == []
    assert "You are invited" in browser.get("/circles/").content.decode()


def test_the_invited_finds_it_on_the_pages_and_says_no_there(circle, joel, amina, bilal, browser_of):
    invite(joel, circle, "amina")
    browser = browser_of(amina)
    assert "You are invited" in browser.get("/circles/").content.decode()
    assert "You are invited" in browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    for somebody in (bilal, joel):
        assert "You are invited" not in browser_of(somebody).get("/circles/").content.decode()
    assert browser_of(bilal).post(reverse("circles:decline", args=[circle.pk])).status_code == 404
    browser.post(reverse("circles:decline", args=[circle.pk]))
    assert "You are invited" not in browser.get("/circles/").content.decode()


def test_sg_46_invitations_are_in_ones_own_data_and_go_with_the_account(circle, joel, amina):
    invite(joel, circle, "amina")
    (kept,) = own_data_of(amina.actor)["areas"]["circles"]["invitations"]
    assert (kept["circle"], kept["declined_at"]) == ("Evening talk", None)
    delete_account(actor=amina.actor, passphrase=PASSPHRASE, now=clock.now())
    assert not Invitation.objects.exists()


def test_the_database_keeps_one_open_invitation_and_one_answer(circle, amina):
    now = clock.now()
    Invitation.objects.create(circle=circle, persona=amina.persona, invited_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(circle=circle, persona=amina.persona, invited_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.update(accepted_at=now, declined_at=now)
