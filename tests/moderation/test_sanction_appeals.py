"""Somebody asks another person to look again at a step that was taken about them (SG-50)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation import actions, policies
from moderation.models import Appeal, QueueItem, Sanction
from moderation.policies.appeals import APPEAL_TIME
from moderation.sanctions.restrictions import restriction_of
from moderation.selectors import sanctions
from moderation.selectors.decision_tallies import appeals_between
from moderation.weighing import Record, _records_of
from pop.accounts.contracts import Actor, Role
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core import errors
from tests.factories.moderation import agree
from tests.factories.notices import notices_of
from tests.factories.sanction_appeals import LATER, NO, NOW, SORRY, THEN, WORDS, ask, decide
from tests.factories.sanctions import WHY, about_message
from tests.factories.talk import post
from tests.people import person


def test_it_waits_in_the_same_queue_as_a_job_of_its_own(mute, amina, mo):
    item = ask(amina, mute).item
    assert (item.kind, item.subject_id, item.cause, item.state) == ("sanction", mute.pk, "appealed", "open")
    assert item.author_id == amina.persona.pk
    assert item.evidence[-1]["text"] == "Bilal is so stupid"
    assert actions.take_next(actor=mo.actor, now=LATER) == item
    assert [choice.value for choice in policies.choices_open_to(mo.actor, item)] == [
        "hold", "escalate", "uphold", "overturn",
    ]  # fmt: skip
    assert notices_of(amina) == ["moderation.sanction", "moderation.appeal_received"]
    entry = AuditEntry.objects.get(verb="moderation.appeal")
    assert (entry.actor_id, entry.facts) == (None, {"sanction": str(mute.pk)})
    assert restriction_of(amina.persona.pk, sanctions.grounds_of("circle_message", mute.subject_id).place, LATER)


def test_what_would_be_over_before_anybody_had_to_look_is_urgent(insult, zola, amina, circle):
    other = post(amina, circle, "and ugly")
    short = ask(amina, about_message(zola, insult, length="1d", now=NOW)).item
    assert short.due_at == LATER + timedelta(hours=4)
    long = ask(amina, about_message(zola, other, "read_only", "14d", now=NOW)).item
    assert long.due_at == LATER + timedelta(hours=48)


def test_sg_50_an_overturn_ends_it_at_once_and_it_counts_no_more(mute, amina, zola, mo):
    assert sanctions.still_counting(amina.persona.pk, LATER) == ["mute"]
    decide(mo, ask(amina, mute).item_id, "overturn", explanation=SORRY)
    mute.refresh_from_db()
    assert (mute.lifted_at, mute.lifted_by_id, mute.lifted_words) == (THEN, mo.login.pk, SORRY)
    assert (mute.was_undone, mute.place_is_lost) == (True, False)
    assert sanctions.still_counting(amina.persona.pk, THEN) == []
    assert restriction_of(amina.persona.pk, sanctions.grounds_of("circle_message", mute.subject_id).place, THEN) is None
    appeal = Appeal.objects.get()
    assert (appeal.outcome, appeal.answer, appeal.decided_at, appeal.decided_by_id) == (
        "overturned", SORRY, THEN, mo.login.pk,
    )  # fmt: skip
    assert notices_of(amina)[-1] == "moderation.appeal_overturned"
    assert notices_of(zola) == ["moderation.decided_otherwise"]
    lifted = AuditEntry.objects.get(verb="moderation.lift_sanction")
    assert (lifted.actor_id, lifted.facts["undone"]) == (mo.login.pk, "yes")
    assert AuditEntry.objects.filter(verb="moderation.overturn", actor=mo.login.pk).count() == 1


def test_sg_50_upheld_it_stays_and_the_person_reads_why(mute, amina, mo):
    decide(mo, ask(amina, mute).item_id, "uphold", explanation=NO)
    mute.refresh_from_db()
    assert (mute.lifted_at, mute.was_undone) == (None, False)
    shown = sanctions.own_sanction(amina.actor, mute.pk, THEN)
    assert (shown.appeal.outcome, shown.appeal.answer, shown.may_appeal) == ("upheld", NO, False)
    assert notices_of(amina)[-1] == "moderation.appeal_upheld"
    assert sanctions.still_counting(amina.persona.pk, THEN) == ["mute"]


def test_sg_12_the_notices_say_nothing_of_what_it_was_about(mute, amina, mo):
    decide(mo, ask(amina, mute).item_id, "overturn", explanation=SORRY)
    page = reverse("moderation:sanction", args=[mute.pk])
    told = [one.text for one in notices_for(amina.actor)]
    assert {text.url for text in told} == {page}
    for text in told:
        for part in ("stupid", WORDS, SORRY, "bilal", "Evening talk"):
            assert part not in f"{text.title} {text.body}"


# --- Who may ask, and when ----------------------------------------------------------------------------------


def test_sg_24_nobody_asks_for_somebody_else_and_visitors_sign_in(mute, amina, bilal, zola, joel, browser_of, client):
    for somebody in (bilal, zola, joel):
        with pytest.raises(errors.Absent):
            ask(somebody, mute)
        page = reverse("moderation:appeal_sanction", args=[mute.pk])
        assert browser_of(somebody).get(page).status_code == 404
        assert browser_of(somebody).post(page, {"words": WORDS}).status_code == 404
    with pytest.raises(errors.SignInNeeded):
        actions.appeal_sanction(actor=Actor(), sanction_id=mute.pk, words=WORDS, now=LATER)
    assert client.get(reverse("moderation:appeal_sanction", args=[mute.pk])).status_code == 302
    assert not Appeal.objects.exists()
    assert not QueueItem.objects.exists()


@pytest.mark.parametrize("words", ["", " \u202e\n", "x" * 2001], ids=["none", "invisible", "too many"])
def test_it_needs_words_and_not_too_many(mute, amina, words):
    with pytest.raises(errors.Invalid) as refusal:
        ask(amina, mute, words)
    assert list(refusal.value.fields) == ["words"]
    assert not QueueItem.objects.exists()


def test_once_also_after_it_was_upheld(mute, amina, mo):
    appeal = ask(amina, mute)
    with pytest.raises(errors.Conflict):
        ask(amina, mute, "Once more!")
    decide(mo, appeal.item_id, "uphold", explanation=NO)
    with pytest.raises(errors.Conflict):
        ask(amina, mute, "Once more!")
    assert (Appeal.objects.count(), QueueItem.objects.count()) == (1, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(
            sanction=mute, item=appeal.item, appellant=amina.persona, side="author", words="2", created_at=THEN
        )


def test_it_is_open_as_long_as_for_decisions(mute, amina):
    with pytest.raises(errors.Refused):
        ask(amina, mute, now=NOW + APPEAL_TIME + timedelta(seconds=1))
    assert not QueueItem.objects.exists()
    assert ask(amina, mute, now=NOW + APPEAL_TIME).outcome == ""


@pytest.mark.parametrize(("step", "length"), [("reminder", ""), ("mute", "10m")])
def test_what_is_over_can_be_asked_about_and_then_counts_no_more(insult, amina, zola, mo, step, length):
    over = about_message(zola, insult, step, length, now=NOW)
    item = ask(amina, over, now=NOW + timedelta(hours=1)).item
    assert item.due_at == NOW + timedelta(hours=49)  # nothing holds them up
    decide(mo, item.pk, "overturn", explanation=SORRY, now=NOW + timedelta(hours=2))
    over.refresh_from_db()
    assert over.was_undone
    assert sanctions.still_counting(amina.persona.pk, NOW + timedelta(hours=2)) == []
    assert notices_of(amina)[-1] == "moderation.appeal_overturned"


def test_it_runs_out_while_it_waits_and_is_judged_all_the_same(insult, amina, zola, mo):
    short = about_message(zola, insult, length="10m", now=NOW)
    item = ask(amina, short).item
    decide(mo, item.pk, "overturn", explanation=SORRY, now=NOW + timedelta(hours=3))
    assert Appeal.objects.get().outcome == "overturned"
    assert Sanction.objects.get().was_undone


def test_what_was_ended_early_leaves_nothing_to_judge(mute, amina, zola, mo):
    item = ask(amina, mute).item
    actions.lift_sanction(actor=zola.actor, sanction_id=mute.pk, words="We talked.", now=THEN)
    item.refresh_from_db()
    assert (item.state, Appeal.objects.get().outcome) == ("decided", "withdrawn")
    with pytest.raises(errors.Conflict):
        decide(mo, item.pk, "overturn", explanation=SORRY)
    mute.refresh_from_db()
    assert (mute.was_undone, mute.lifted_words) == (False, "We talked.")
    again = about_message(zola, mute.subject_id, now=THEN)
    actions.lift_sanction(actor=zola.actor, sanction_id=again.pk, words="We talked.", now=THEN)
    with pytest.raises(errors.Conflict):
        ask(amina, again, now=THEN)


def test_what_is_undone_with_a_decision_leaves_nothing_to_judge(insult, amina, bilal, zola, mo, salma):
    flag = actions.flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=insult.pk, reason="unkind", now=NOW
    )
    removal = decide(zola, flag.item_id, "remove", reason_code="unkind", explanation=WHY, now=NOW)
    mute = about_message(zola, insult, length="1d", now=NOW)
    waiting_for_it = ask(amina, mute).item
    both = actions.appeal_decision(actor=amina.actor, decision_id=removal.pk, words=WORDS, now=LATER)
    decide(salma, both.item_id, "overturn", explanation=SORRY)
    mute.refresh_from_db()
    assert (mute.was_undone, mute.lifted_words) == (True, SORRY)
    waiting_for_it.refresh_from_db()
    assert waiting_for_it.state == "decided"
    assert dict(Appeal.objects.values_list("item__kind", "outcome")) == {
        "sanction": "withdrawn", "circle_message": "overturned",
    }  # fmt: skip


def test_nobody_keeps_what_somebody_else_is_asked_to_judge(insult, amina, salma):
    suri = person("suri", "", Role.SAFEGUARDING_LEAD)
    closed = about_message(salma, insult, "closed", "30d", now=NOW)
    ask(amina, closed)
    with pytest.raises(errors.Conflict):
        actions.keep_sanction(actor=suri.actor, sanction_id=closed.pk, length="90d", now=LATER)


@pytest.mark.parametrize("choice", ["uphold", "overturn"])
def test_sg_12_whoever_judges_says_why(mute, amina, mo, choice):
    item = ask(amina, mute).item
    with pytest.raises(errors.Invalid) as refusal:
        decide(mo, item.pk, choice, explanation=" ")
    assert list(refusal.value.fields) == ["explanation"]
    assert Sanction.objects.get().lifted_at is None


def test_sg_31_words_of_need_call_somebody_at_once_and_take_two_people(mute, amina, mo, salma):
    item = ask(amina, mute, "You are all the same, I want to hurt myself").item
    assert (item.lane, item.severity, item.due_at) == ("care", 3, LATER + timedelta(minutes=15))
    agree(item, mo, decision="overturn", explanation=SORRY, now=THEN)
    assert Appeal.objects.get().outcome == ""
    agree(item, salma, decision="overturn", explanation=SORRY, now=THEN)
    assert Appeal.objects.get().outcome == "overturned"


def test_sec_75_the_words_of_what_was_hard_come_when_they_are_asked_for(circle, amina, bilal, zola, mo, browser_of):
    threat = post(bilal, circle, "a harmless line")
    flag = actions.flag_content(
        actor=amina.actor, kind="circle_message", subject_id=threat.pk, reason="sexual", now=NOW
    )
    assert flag.item.is_sensitive
    item = ask(bilal, about_message(zola, threat, length="1d", now=NOW)).item
    browser, page = browser_of(mo), reverse("moderation:item", args=[item.pk])
    html = browser.get(page).content.decode()
    assert "a harmless line" not in html
    assert WORDS not in html
    html = browser.post(page, {"do": "show_words"}).content.decode()
    assert "a harmless line" in html
    assert WORDS in html


# --- What it counts for -------------------------------------------------------------------------------------


def test_sg_61_appeals_and_overturns_are_counted_with_all_others(insult, circle, amina, zola, mo):
    other = about_message(zola, post(amina, circle, "and ugly"), "reminder", now=NOW)
    mute = about_message(zola, insult, length="1d", now=NOW)
    decide(mo, ask(amina, mute).item_id, "overturn", explanation=SORRY)
    decide(mo, ask(amina, other).item_id, "uphold", explanation=NO)
    counted = appeals_between(NOW, NOW + timedelta(days=1))
    assert counted["all"] == {"all": 2}
    assert counted["outcome"] == {"upheld": 1, "overturned": 1}


def test_sg_56_a_flag_that_led_to_a_step_was_right_until_somebody_undoes_that(insult, amina, bilal, zola, mo):
    flag = actions.flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=insult.pk, reason="unkind", now=NOW
    )
    decide(zola, flag.item_id, "approve", now=NOW)
    assert _records_of({bilal.persona.pk}, LATER) == {bilal.persona.pk: Record(right=0, wrong=1)}
    reminder = about_message(zola, insult, "reminder", now=NOW)
    assert _records_of({bilal.persona.pk}, LATER) == {bilal.persona.pk: Record(right=1, wrong=0)}
    decide(mo, ask(amina, reminder).item_id, "overturn", explanation=SORRY)
    assert _records_of({bilal.persona.pk}, THEN) == {bilal.persona.pk: Record(right=0, wrong=1)}
