"""Coming and going: by one's own act, with the agreement, among people of one's own age."""

import pytest

from peer_circles import actions, selectors
from peer_circles.models import Circle, Membership, Message
from pop.accounts.contracts import ANONYMOUS, AgeBand, areas_with_personal_data
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Absent, Conflict, Invalid, Refused, SignInNeeded
from tests.factories import circles
from tests.factories.talk import post
from tests.people import person


def test_joining_is_an_own_act_with_the_agreement_of_today(amina, joel):
    circle = circles.circle(joel)
    with pytest.raises(Invalid) as refusal:
        actions.join_circle(actor=amina.actor, circle_id=circle.pk, agreed_version=7, now=clock.now())
    assert list(refusal.value.fields) == ["agree"]
    assert circles.join(circle, amina).agreed_version == 1
    assert circles.join(circle, amina).pk == Membership.objects.get(persona=amina.persona).pk
    assert AuditEntry.objects.filter(verb="circles.join", subject_id=str(circle.pk)).count() == 2


def test_sg_03_only_people_of_the_circles_age_join(amina, sam, lina, joel):
    minors, adults = circles.circle(joel), circles.circle(joel, age_band=AgeBand.EIGHTEEN_TO_TWENTY_FOUR)
    children = circles.circle(joel, age_band=AgeBand.TEN_TO_TWELVE)
    for somebody, circle in ((sam, minors), (amina, adults), (sam, children), (lina, minors)):
        with pytest.raises(Refused):
            circles.join(circle, somebody)
    with pytest.raises(Refused) as gate:
        circles.join(children, lina)  # SG-43: under 13 without consent
    assert gate.value.code == "consent_needed"
    with pytest.raises(SignInNeeded):
        actions.join_circle(actor=ANONYMOUS, circle_id=minors.pk, agreed_version=1, now=clock.now())
    assert set(Membership.objects.values_list("persona", flat=True)) == {joel.persona.pk}


def test_a_full_circle_takes_nobody_and_a_place_that_is_left_is_free_again(amina, bilal, joel):
    circle = circles.circle(joel, amina, person("carim", AgeBand.SIXTEEN_TO_SEVENTEEN), capacity=2)
    with pytest.raises(Conflict):
        circles.join(circle, bilal)
    actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    assert circles.join(circle, bilal).part == "member"


def test_who_was_removed_does_not_come_back(amina, bilal, joel):
    circle = circles.circle(joel, amina, bilal)
    farah = circles.another_facilitator()
    for somebody in (bilal, farah):
        with pytest.raises(Absent):
            actions.remove_member(
                actor=somebody.actor, circle_id=circle.pk, persona_id=amina.persona.pk, now=clock.now()
            )
    actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=amina.persona.pk, now=clock.now())
    with pytest.raises(Refused):
        circles.join(circle, amina)
    with pytest.raises(Absent):
        selectors.inside_for(amina.actor, circle.pk)


def test_only_staff_open_circles_and_live_ones_stay_small(amina, zola, joel):
    for somebody in (amina, zola):
        with pytest.raises(Refused):
            circles.circle(somebody)
    for wrong in ({"capacity": 9}, {"age_band": "10-24"}, {"name": " "}, {"time_zone": "Mars/Base"}):
        with pytest.raises(Invalid) as refusal:
            circles.circle(joel, **wrong)
        assert list(refusal.value.fields) == list(wrong)
    assert not Circle.objects.exists()
    assert circles.circle(joel, format="board", capacity=40).capacity == 40


def test_sg_46_own_data_can_be_read_and_the_name_goes(amina, bilal, joel):
    circle = circles.circle(joel, amina, bilal)
    post(amina, circle, "I was here")
    waiting = post(amina, circle, "call me on 0171 5550134")
    area = next(area for area in areas_with_personal_data() if area.area == "circles")
    exported = area.export(amina.persona.pk)
    assert [row["text"] for row in exported["messages"]] == ["I was here", "call me on 0171 5550134"]
    assert [row["circle"] for row in exported["memberships"]] == ["Evening talk"]
    area.erase(amina.persona.pk)
    left = area.export(amina.persona.pk)
    assert set(left) == set(exported)
    assert not any(left.values())
    assert Message.objects.get(text="I was here").author is None
    waiting.refresh_from_db()
    assert (waiting.state, waiting.author) == ("retracted", None)
    assert area.export(bilal.persona.pk)["memberships"]
