"""Flags put something out of sight until a person has looked, where people who were usually right say so, and only
then: nobody is silenced by a crowd. It comes back exactly as it was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from moderation import actions
from moderation.models import Decision, Flag, QueueItem
from moderation.selectors import waiting
from moderation.weighing import HIDES, TRUSTED, Record, hides, weight
from peer_circles import actions as circle_actions
from peer_circles.models import Message, Reaction
from pop.accounts.models import Notice
from pop.accounts.selectors import notices_for
from pop.core import clock
from tests.factories import circles
from tests.factories.moderation import CARE, NOON, agree, flag
from tests.people import person

NOBODY_IS_TRUSTED = [None, Record(), Record(0, 9), Record(1, 1), Record(2, 0), Record(40, 30)]
HOUR = timedelta(hours=1)


@given(st.lists(st.sampled_from(NOBODY_IS_TRUSTED), max_size=10_000))
def test_sg_56_no_set_of_accounts_without_a_good_record_hides_anything(records):
    weights = [weight(record) for record in records]
    assert max(weights, default=0) < TRUSTED
    assert not hides(weights)


@given(st.lists(st.floats(0, TRUSTED, exclude_max=True), max_size=1_000), st.floats(TRUSTED, 0.89))
def test_sg_56_a_crowd_never_makes_one_trusted_flag_hide_that_does_not_nearly_do_so(crowd, trusted):
    assert not hides([trusted, *crowd])


@given(st.lists(st.floats(0, 1), max_size=50), st.floats(0, 1))
def test_another_flag_never_shows_what_others_hide(weights, another):
    assert not hides(weights) or hides([*weights, another])


@pytest.mark.parametrize(
    ("weights", "enough"), [([0.8], False), ([0.99], False), ([0.8, 0.8], True), ([0.9, 0.5, 0.5], True), ([], False)]
)
def test_two_who_were_usually_right_are_enough(weights, enough):
    assert hides(weights) == enough
    assert HIDES > 1  # never one alone


def test_sg_56_ten_and_two_hundred_new_accounts_hide_nothing(board, trusted, amina, bilal):
    trusted(bilal)
    note = board.pin(amina)
    for number in range(10):
        flag(person("new" + "kmprstvwxz"[number], "16-17"), note)
    item = QueueItem.objects.get(subject_id=note.id)
    Flag.objects.bulk_create(Flag(item=item, reason="unkind", note=f"{n}", created_at=NOON) for n in range(200))
    assert note.shown
    flag(bilal, note)  # one trusted flag with all of them behind it
    assert note.shown
    assert board.calls == []


def test_sg_56_two_trusted_flags_hold_it_back_and_a_person_looks_soon(board, trusted, amina, bilal, sam, zola):
    trusted(bilal, sam)
    note = board.pin(amina)
    assert not flag(bilal, note).is_held_back
    item = flag(sam, note)
    assert item.is_held_back
    assert board.calls == [("hold_back", note.id)]
    assert not note.shown
    assert item.due_at == NOON + 4 * HOUR
    (row,) = waiting.page_of_queue(zola.actor, now=NOON).rows
    assert (row.is_held_back, row.severity.name) == (True, "HIGH")
    (told,) = notices_for(amina.actor)
    assert "That does not mean that you did something wrong." in told.text.body
    assert not Decision.objects.filter(item=item).exists()  # nothing is deleted, nothing is decided


def test_sg_56_it_comes_back_as_it_was_and_flags_do_not_hide_it_again(board, trusted, amina, bilal, sam, lina, zola):
    trusted(bilal, sam, lina)
    note = board.pin(amina)
    flag(bilal, note)
    agree(flag(sam, note), zola)
    assert note.shown
    assert board.calls == [("hold_back", note.id), ("show_again", note.id)]
    titles = [notice.text.title for notice in notices_for(amina.actor)]
    assert any(title.startswith("A person looked, and it is shown now") for title in titles)
    for who in (bilal, sam, lina):
        flag(who, note, now=NOON + HOUR)
    assert note.shown  # a person has read it and said yes


def test_sg_56_what_nobody_looked_at_in_four_hours_is_shown_again(board, trusted, amina, bilal, sam, lina, salma):
    trusted(bilal, sam, lina)
    note = board.pin(amina)
    flag(bilal, note)
    flag(sam, note)
    actions.escalate_overdue(now=NOON + 4 * HOUR - timedelta(seconds=1))
    assert not note.shown
    actions.escalate_overdue(now=NOON + 4 * HOUR)
    assert note.shown
    assert Notice.objects.filter(persona=salma.persona, kind="moderation.overdue").exists()  # it waits on
    flag(lina, note, now=NOON + 5 * HOUR)
    assert note.shown


def test_sec_76_what_a_person_would_not_show_stays_out_of_sight(board, trusted, amina, bilal, sam, zola):
    trusted(bilal, sam)
    note = board.pin(amina)
    flag(bilal, note)
    item = flag(sam, note, "sexual")
    QueueItem.objects.filter(pk=item.pk).update(severity=3)
    agree(item, zola, decision="remove", reason_code="sexual", explanation="Please leave this out.")
    actions.escalate_overdue(now=NOON + 20 * HOUR)
    assert not note.shown


@pytest.mark.parametrize("reason", ["worried", "unsafe"])
def test_sg_56_what_may_be_a_call_for_help_is_never_hidden_by_flags(board, trusted, amina, bilal, sam, reason):
    trusted(bilal, sam)
    note, heard = board.pin(amina), board.pin(amina)
    for who in (bilal, sam):
        flag(who, note, reason)
    actions.open_item(kind="note", subject_id=heard.id, cause="flagged", verdict=CARE, now=NOON)
    for who in (bilal, sam):
        flag(who, heard)
    assert note.shown
    assert heard.shown
    assert board.calls == []


# --- In a circle ------------------------------------------------------------------------------------------------------


@pytest.fixture
def circle(joel, amina, bilal, samir):
    return circles.circle(joel, amina, bilal, samir)


def said(who, circle, text):
    return circle_actions.post_message(
        actor=who.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=clock.now()
    )


def test_sg_56_a_message_of_a_circle_is_out_of_sight_and_comes_back_in_its_place(
    trusted, circle, joel, amina, bilal, samir, zola, browser_of
):
    trusted(bilal, samir)
    first, _second = said(amina, circle, "The kingfisher sat there"), said(bilal, circle, "And then?")
    if first.state != "published":
        pytest.fail("it was to be shown")
    circle_actions.react(actor=bilal.actor, message_id=first.pk, kind="me_too", given=True, now=clock.now())
    before = Message.objects.filter(pk=first.pk).values().get()
    for who in (bilal, samir):
        item = flag(who, first, kind="circle_message", now=clock.now())
    page = reverse("circles:circle", args=[circle.pk])
    theirs = browser_of(samir).get(page).content.decode()
    assert "The kingfisher sat there" not in theirs
    assert "A person looks at this message once more." in theirs
    assert "The kingfisher sat there" in browser_of(amina).get(page).content.decode()  # its author sees that it waits
    assert "The kingfisher sat there" in browser_of(joel).get(page).content.decode()  # at the desk
    agree(item, zola, now=clock.now())
    assert Message.objects.filter(pk=first.pk).values().get() == before
    assert Reaction.objects.filter(message=first).count() == 1
    assert "The kingfisher sat there" in browser_of(samir).get(page).content.decode()


def test_sg_56_words_of_a_circles_staff_are_never_held_back(trusted, circle, joel, bilal, samir):
    trusted(bilal, samir)
    message = said(joel, circle, "Let us begin")
    for who in (bilal, samir):
        flag(who, message, kind="circle_message", now=clock.now())
    assert Message.objects.get(pk=message.pk).state == "published"
    assert not QueueItem.objects.get(subject_id=message.pk).is_held_back


def test_what_its_author_takes_back_meanwhile_stays_gone(trusted, circle, amina, bilal, samir, zola):
    trusted(bilal, samir)
    message = said(amina, circle, "The kingfisher sat there")
    for who in (bilal, samir):
        item = flag(who, message, kind="circle_message", now=clock.now())
    circle_actions.retract_message(actor=amina.actor, message_id=message.pk, now=clock.now())
    agree(item, zola, now=clock.now())
    assert Message.objects.get(pk=message.pk).state == "retracted"
