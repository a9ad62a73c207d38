"""Another person looks again, and what was undone is as it was before (SG-50)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation import actions, policies
from moderation.models import Appeal, QueueItem
from moderation.policies.appeals import APPEAL_TIME
from moderation.selectors.behaviour import behaviour_of
from pop.audit.models import AuditEntry
from pop.core import errors
from tests.factories.appeals import LATER, SORRY, THEN, WORDS, ask, decide
from tests.factories.moderation import NOON
from tests.factories.notices import notices_of
from tests.people import person


def test_an_appeal_waits_in_the_queue_with_a_clock_and_its_own_words(removed, amina, mo):
    note, decision = removed
    appeal = ask(amina, decision)
    item = appeal.item
    assert (item.cause, item.state, item.severity, item.subject_id) == ("appealed", "open", 1, note.id)
    assert item.due_at == LATER + timedelta(hours=48)
    assert item.evidence[-1]["text"] == note.text
    assert item.author_id == amina.persona.pk
    assert list(policies.items_visible_to(mo.actor).filter(decided_at=None)) == [item]
    assert actions.take_next(actor=mo.actor, now=LATER) == item
    assert notices_of(amina) == ["moderation.removed", "moderation.appeal_received"]
    entry = AuditEntry.objects.get(verb="moderation.appeal")
    assert entry.actor_id is None
    assert entry.facts == {"decision": str(decision.pk), "side": "author"}


def test_sg_50_an_overturn_shows_it_again_and_says_why(board, removed, amina, bilal, mo):
    note, decision = removed
    assert not board.is_visible_to(bilal.actor, note.id)
    decide(mo, ask(amina, decision).item_id, "overturn", explanation=SORRY)
    assert board.is_visible_to(bilal.actor, note.id)
    assert board.calls == [("hide", note.id), ("restore", note.id)]
    appeal = Appeal.objects.get()
    assert (appeal.outcome, appeal.answer, appeal.decided_at) == ("overturned", SORRY, THEN)
    assert (appeal.decided_first_by_id, appeal.decided_by_id) == (decision.decider_id, mo.login.pk)
    decision.refresh_from_db()
    assert decision.end_date_visibility_restriction == THEN
    assert notices_of(amina)[-1] == "moderation.appeal_overturned"
    assert behaviour_of(amina.persona.pk, THEN).removed == 0


def test_sg_50_upheld_it_stays_and_the_author_reads_why(board, removed, amina, mo):
    note, decision = removed
    assert behaviour_of(amina.persona.pk, LATER).removed == 1
    decide(mo, ask(amina, decision).item_id, "uphold", explanation="It is a phone that one person answers.")
    assert not note.shown
    assert board.calls == [("hide", note.id)]
    assert Appeal.objects.get().outcome == "upheld"
    assert notices_of(amina)[-1] == "moderation.appeal_upheld"
    decision.refresh_from_db()
    assert decision.end_date_visibility_restriction is None
    assert behaviour_of(amina.persona.pk, THEN).removed == 1


def test_nobody_appeals_for_somebody_else(removed, kept, amina, bilal, sam, zola, client):
    for somebody, decision in ((bilal, removed[1]), (sam, removed[1]), (zola, removed[1]), (amina, kept[1])):
        with pytest.raises(errors.Absent):
            ask(somebody, decision)
    with pytest.raises(errors.SignInNeeded):
        actions.appeal_decision(
            actor=person("kim").actor.__class__(), decision_id=removed[1].pk, words=WORDS, now=LATER
        )
    assert not Appeal.objects.exists()
    assert client.get(reverse("moderation:appeal", args=[removed[1].pk])).status_code == 302


@pytest.mark.parametrize(("words", "field"), [("", "words"), (" \u202e\n", "words"), ("x" * 2001, "words")])
def test_an_appeal_needs_words_and_not_too_many(removed, amina, words, field):
    with pytest.raises(errors.Invalid) as refusal:
        ask(amina, removed[1], words)
    assert list(refusal.value.fields) == [field]
    assert not Appeal.objects.exists()
    assert QueueItem.objects.count() == 1


def test_one_appeal_for_each_decision_also_after_it_was_upheld(removed, amina, mo):
    appeal = ask(amina, removed[1])
    with pytest.raises(errors.Conflict):
        ask(amina, removed[1], "Once more!")
    decide(mo, appeal.item_id, "uphold", explanation="It is a phone number.")
    with pytest.raises(errors.Conflict):
        ask(amina, removed[1], "Once more!")
    assert Appeal.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(
            decision=removed[1], item=appeal.item, appellant=amina.persona, side="author", words="2", created_at=THEN
        )


def test_an_appeal_is_open_for_half_a_year_and_no_longer(removed, amina):
    assert timedelta(days=184) == APPEAL_TIME
    with pytest.raises(errors.Refused):
        ask(amina, removed[1], now=NOON + APPEAL_TIME + timedelta(seconds=1))
    assert not Appeal.objects.exists()
    ask(amina, removed[1], now=NOON + APPEAL_TIME)
    assert Appeal.objects.count() == 1


@pytest.mark.parametrize("choice", ["uphold", "overturn"])
def test_sg_12_whoever_decides_an_appeal_says_why(board, removed, amina, mo, choice):
    item = ask(amina, removed[1]).item
    with pytest.raises(errors.Invalid) as refusal:
        decide(mo, item.pk, choice, explanation=" ")
    assert list(refusal.value.fields) == ["explanation"]
    assert Appeal.objects.get().outcome == ""
    assert board.calls == [("hide", removed[0].id)]


def test_of_an_appeal_only_the_appeal_is_decided(removed, amina, mo):
    item = ask(amina, removed[1]).item
    choices = [choice.value for choice in policies.choices_open_to(mo.actor, item)]
    assert choices == ["hold", "escalate", "uphold", "overturn"]
    for choice in ("approve", "remove", "refer"):
        with pytest.raises(errors.Invalid):
            decide(mo, item.pk, choice, reason_code="spam", explanation="No.")
    first = QueueItem.objects.get(pk=removed[1].item_id)
    assert policies.choices_open_to(mo.actor, first) == []


def test_sg_31_words_of_need_in_an_appeal_call_somebody_at_once(removed, amina, mo):
    item = ask(amina, removed[1], "You are all the same, I want to hurt myself").item
    assert (item.lane, item.severity) == ("care", 3)
    assert item.due_at == LATER + timedelta(minutes=15)
    assert Appeal.objects.get().words.startswith("You are all the same")


def test_a_phone_number_in_an_appeal_is_held_against_nobody(removed, amina):
    item = ask(amina, removed[1], "0791234567 is the museum's number, see its page").item
    assert (item.reasons, item.lane) == ([], "conduct")
    assert behaviour_of(amina.persona.pk, THEN).held_for_contact == 1  # the note itself
