"""Whoever decides where a thing stands has read it there: it counts for them and the leads, and is never in the way."""

from datetime import timedelta

import pytest
from django.urls import reverse

from moderation import actions
from moderation.models import Exposure, Shift
from moderation.selectors.strain import strain_of, team_for
from pop.accounts.models import Notice
from pop.accounts.selectors import notices_for
from pop.core import clock
from tests.factories import circles
from tests.factories.moderation import CARE, HELD, NOON
from tests.factories.sanctions import about_message
from tests.factories.talk import HARD, post


@pytest.fixture
def wait(board, amina, joel):
    """Something that waits, on a board joel looks after."""
    board.keepers = {"river": {joel.persona.pk}}

    def waits(verdict=CARE):
        note = board.pin(amina, shown=False)
        return actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=verdict, now=NOON)

    return waits


def decide(who, item, decision="approve", now=NOON, **fields):
    return actions.decide_item(actor=who.actor, item_id=item.pk, decision=decision, in_place=True, now=now, **fields)


def test_sec_75_something_hard_decided_in_a_room_is_counted_once(wait, joel):
    item = wait()
    decide(joel, item)
    decide(joel, item, "hold", note="Who knows her?")
    assert strain_of(joel.login.pk, NOON).hard == 1
    exposure = Exposure.objects.get()
    assert (exposure.shift.person_id, exposure.item_id, exposure.beyond) == (joel.login.pk, item.pk, False)


def test_what_is_not_hard_begins_no_shift(wait, joel):
    decide(joel, wait(HELD))
    assert not Shift.objects.exists()


def test_sec_75_the_room_does_not_wait_for_who_has_had_enough(wait, joel, settings):
    settings.POP_SHIFT_BUDGET = 2
    for number in range(5):
        item = wait()
        assert decide(joel, item, "hold", note="I ask her.", now=NOON + timedelta(minutes=number)) is not None
    strain = strain_of(joel.login.pk, NOON + timedelta(minutes=5))
    assert (strain.hard, strain.beyond, strain.is_spent) == (5, 0, True)


def test_sec_75_nor_for_who_has_worked_too_long_without_a_break(wait, joel):
    decide(joel, wait(), "hold", note="I ask her.")
    later = NOON + timedelta(hours=3)
    decide(joel, wait(), "hold", note="I ask her.", now=later)
    assert strain_of(joel.login.pk, later).hard == 2


def test_sec_75_after_a_hard_room_the_queue_gives_lighter_work(wait, joel, settings):
    settings.POP_SHIFT_BUDGET = 1
    decide(joel, wait(), "hold", note="I ask her.")
    wait()
    light = wait(HELD)
    assert actions.take_next(actor=joel.actor, now=NOON) == light


def test_sec_75_leads_hear_once_without_a_name_when_it_was_enough(wait, joel, salma, zola, settings):
    settings.POP_SHIFT_BUDGET = 2
    for _number in range(4):
        decide(joel, wait(), "hold", note="I ask her.")
    told = Notice.objects.filter(kind="moderation.enough_in_a_room")
    assert list(told.values_list("persona", flat=True)) == [salma.persona.pk]
    (text,) = [
        one.text for one in notices_for(salma.actor) if one.text.title.startswith("Somebody who looks after a circle")
    ]
    assert joel.name not in f"{text.title} {text.body}"
    assert text.url == reverse("moderation:team")


def test_sec_75_the_number_is_for_them_and_for_leads_alone(wait, joel, salma, zola, bilal, browser_of):
    decide(joel, wait(), "hold", note="I ask her.")
    assert {one.name: one.strain.hard for one in team_for(salma.actor, NOON)}["joel"] == 1
    page = reverse("moderation:shift")
    assert browser_of(joel).get(page).status_code == 200
    for somebody in (zola, joel, bilal):
        assert browser_of(somebody).get(reverse("moderation:team")).status_code == 404


def test_whoever_takes_a_step_about_something_hard_has_read_it(joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    message = post(amina, circle, "a harmless line")
    actions.flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=message.pk, reason="sexual", now=clock.now()
    )
    about_message(joel, message, "reminder")
    assert strain_of(joel.login.pk, clock.now()).hard == 1


def test_sec_75_from_the_desk_of_a_circle_it_is_counted_too(joel, amina, bilal, browser_of):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    message = post(amina, circle, HARD)
    browser = browser_of(joel)
    address = reverse("circles:decide", args=[circle.pk, message.pk])
    assert browser.post(address, {"decision": "hold", "note": "I ask her."}).status_code == 302
    assert strain_of(joel.login.pk, clock.now()).hard == 1
    desk = browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert reverse("moderation:shift") in desk
    assert "1 of at most 25" in browser.get(reverse("moderation:shift")).content.decode()
