"""SG-10: anyone's first messages in a circle wait for a person, and everything people under 16 say."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import override_settings

from moderation.actions import decide_item
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import Membership, Message
from pop.accounts.contracts import AgeBand
from pop.core import clock
from pop.realtime.models import RoomEvent
from tests import people
from tests.factories import circles


def post(somebody, circle, text="Hello everyone"):
    return actions.post_message(
        actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=clock.now()
    )


def decide(staff, message, decision="approve", **fields):
    item = open_item_for("circle_message", message.pk)
    decide_item(actor=staff.actor, item_id=item.pk, decision=decision, now=clock.now(), **fields)


@pytest.fixture
def circle(joel):
    return circles.circle(joel)


def newcomer(circle, somebody):
    circles.join(circle, somebody, let_through=0)


def test_sg_10_five_messages_are_read_and_the_sixth_is_shown_at_once(circle, amina, bilal, joel, browser_of):
    newcomer(circle, amina)
    circles.join(circle, bilal)
    for number in range(5):
        held = post(amina, circle, f"number {number}")
        assert (held.state, held.seq) == ("held", None)
        assert f"number {number}" not in browser_of(bilal).get(f"/circles/{circle.pk}/").content.decode()
        decide(joel, held)
    assert post(amina, circle, "number 5").state == "published"


def test_sg_10_waiting_or_refused_messages_do_not_count(circle, amina, joel):
    newcomer(circle, amina)
    for _ in range(6):
        decide(joel, post(amina, circle), "remove", reason_code="contact", explanation="Not this, please.")
    assert {post(amina, circle).state for _ in range(6)} == {"held"}
    assert not RoomEvent.objects.exists()


def test_sg_10_one_that_is_removed_and_restored_counts_once(circle, amina, joel):
    newcomer(circle, amina)
    message = post(amina, circle)
    decide(joel, message)
    actions.remove_message(actor=joel.actor, message_id=message.pk, now=clock.now())
    actions.approve_message(actor=joel.actor, message_id=message.pk, now=clock.now())
    assert Membership.objects.get(persona=amina.persona).let_through == 1


def test_sg_10_it_is_each_circle_anew_and_each_time_somebody_comes_back(circle, amina, joel):
    circles.join(circle, amina)
    other = circles.circle(joel, name="Another one")
    newcomer(other, amina)
    assert (post(amina, circle).state, post(amina, other).state) == ("published", "held")
    actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    newcomer(circle, amina)
    assert post(amina, circle).state == "held"


@pytest.mark.parametrize("band", [AgeBand.TEN_TO_TWELVE, AgeBand.THIRTEEN_TO_FIFTEEN])
def test_sg_10_under_16_everything_waits_however_the_circle_is_set(joel, band, settings):
    settings.POP_UNDER_13_GATE = "open"
    young = people.person("Okapi", band)
    circle = circles.circle(joel, young, age_band=band, mode="turns")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(circle).objects.update(reads_first=False)
    circle = actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="slow", now=clock.now())
    assert post(young, circle).state == "held"


def test_sg_10_staff_do_not_wait(circle, joel):
    assert post(joel, circle).state == "published"


@override_settings(POP_CIRCLES_READ_FIRST=1)
def test_how_many_is_a_setting(circle, amina, joel):
    newcomer(circle, amina)
    decide(joel, post(amina, circle))
    assert post(amina, circle).state == "published"


def test_the_room_says_that_first_messages_are_read(circle, amina, bilal, browser_of):
    newcomer(circle, amina)
    circles.join(circle, bilal)
    words = "a facilitator reads your first messages"
    assert words in browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert words not in browser_of(bilal).get(f"/circles/{circle.pk}/").content.decode()


def test_sg_10_without_javascript_too(circle, amina, browser_of):
    newcomer(circle, amina)
    browser_of(amina).post(f"/circles/{circle.pk}/say/", {"text": "a first word", "client_id": str(uuid4())})
    assert Message.objects.get().state == "held"
