"""Somebody asks another person to look again at a step that was taken about them (SG-50)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation import actions, policies, sanctions, waiting
from moderation.appeal_policies import APPEAL_TIME
from moderation.models import Appeal, Decision, PartInAppeal, QueueItem, Sanction
from moderation.personal_data import MODERATION
from moderation.restrictions import restriction_of
from moderation.tallies import appeals_between
from moderation.weighing import Record, _records_of
from pop.accounts.contracts import Actor, Role
from pop.accounts.selectors import notices_for
from pop.audit.models import AuditEntry
from pop.core import clock, errors
from tests.factories import circles
from tests.factories.moderation import agree
from tests.factories.notices import notices_of
from tests.factories.sanctions import WHY, about_message
from tests.factories.talk import post
from tests.people import person

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
THEN = NOW + timedelta(minutes=30)
WORDS = "We both call ourselves that. Ask him."
SORRY = "You are right. Bilal says the same. Sorry."
NO = "It hurts whoever reads it, also as a joke."


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


@pytest.fixture
def insult(circle, amina):
    return post(amina, circle, "Bilal is so stupid")


@pytest.fixture
def mute(insult, zola):
    return about_message(zola, insult, length="1d", now=NOW)


def ask(who, sanction, words=WORDS, now=LATER):
    return actions.appeal_sanction(actor=who.actor, sanction_id=sanction.pk, words=words, now=now)


def decide(who, item_id, decision, now=THEN, **more):
    return actions.decide_item(actor=who.actor, item_id=item_id, decision=decision, now=now, **more)


def refusal_of(error, do):
    with pytest.raises(error):
        do()
    assert Appeal.objects.get().outcome == ""
    assert Sanction.objects.get().lifted_at is None


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


# --- Another person --------------------------------------------------------------------------------------


def test_sg_50_whoever_took_the_step_finds_it_on_no_list_and_is_refused_on_every_door(
    mute, amina, zola, salma, browser_of
):
    item = ask(amina, mute).item
    assert item not in waiting.queue_for(zola.actor, now=LATER)
    assert item in waiting.queue_for(salma.actor, now=LATER)
    assert actions.take_next(actor=zola.actor, now=LATER) is None
    for choice in ("overturn", "uphold"):
        refusal_of(errors.Refused, lambda choice=choice: decide(zola, item.pk, choice, explanation=SORRY))
    refusal_of(
        errors.Refused, lambda: actions.open_for_review(actor=zola.actor, item_id=item.pk, words=True, now=LATER)
    )
    browser, page = browser_of(zola), reverse("moderation:item", args=[item.pk])
    assert browser.get(page).status_code == 403
    assert browser.post(page, {"decision": "uphold", "explanation": NO}).status_code == 403
    asked = "mutation($input: DecideItemInput!) { decideItem(input: $input) { errors { code } } }"
    fields = {"itemId": str(item.pk), "decision": "UPHOLD", "explanation": NO}
    answer = browser.post("/graphql/", {"query": asked, "variables": {"input": fields}}, "application/json").json()
    assert answer["data"]["decideItem"]["errors"] == [{"code": "decided_before"}]
    assert str(item.pk) not in browser.get(reverse("moderation:queue")).content.decode()
    assert Appeal.objects.get().outcome == ""


def test_sg_50_whoever_kept_it_or_took_an_earlier_step_about_the_same_judges_it_neither(insult, amina, zola, mo, salma):
    farida, suri = (person(name, "", Role.SAFEGUARDING_LEAD) for name in ("farida", "suri"))
    first = about_message(zola, insult, "reminder", now=NOW)
    closed = about_message(salma, insult, "closed", "30d", now=NOW)
    actions.keep_sanction(actor=farida.actor, sanction_id=closed.pk, length="90d", now=NOW)
    item = ask(amina, closed).item
    for somebody in (salma, farida):
        assert item not in policies.items_visible_to(somebody.actor)
        with pytest.raises(errors.Refused):
            decide(somebody, item.pk, "uphold", explanation=NO)
    assert set(PartInAppeal.objects.values_list("person", flat=True)) == {
        zola.login.pk, salma.login.pk, farida.login.pk,
    }  # fmt: skip
    decide(suri, item.pk, "overturn", explanation=SORRY)
    again = ask(amina, first).item
    for somebody in (zola, salma):
        assert again not in policies.items_visible_to(somebody.actor)
    assert again in policies.items_visible_to(mo.actor)


def test_sg_50_whoever_took_the_words_down_has_said_already_that_they_break_a_rule(
    insult, amina, bilal, zola, mo, salma
):
    flag = actions.flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=insult.pk, reason="unkind", now=NOW
    )
    decide(mo, flag.item_id, "remove", reason_code="unkind", explanation=WHY, now=NOW)
    item = ask(amina, about_message(zola, insult, now=NOW)).item
    for somebody in (mo, zola):
        with pytest.raises(errors.Refused):
            decide(somebody, item.pk, "overturn", explanation=SORRY)
    decide(salma, item.pk, "overturn", explanation=SORRY)


def test_sg_50_the_database_itself_takes_no_judge_in_their_own_case(insult, amina, zola, salma):
    person("suri", "", Role.SAFEGUARDING_LEAD)
    closed = about_message(salma, insult, "closed", "30d", now=NOW)
    kept_by = person("farida", "", Role.SAFEGUARDING_LEAD)
    actions.keep_sanction(actor=kept_by.actor, sanction_id=closed.pk, length="90d", now=NOW)
    appeal = ask(amina, closed)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decided_by=salma.login.pk)
    for somebody in (salma, kept_by):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartInAppeal.objects.create(appeal=appeal, person=somebody.login, judges=True)


def test_an_appeal_is_about_a_decision_or_a_sanction_and_never_about_both_or_none(mute, amina):
    appeal = ask(amina, mute)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(sanction=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(side="flagger")
    decision = Decision.objects.create(item=appeal.item, decision="uphold", created_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decision=decision)


def test_sg_52_what_only_a_lead_could_do_only_another_lead_undoes(insult, amina, zola, mo, salma):
    item = ask(amina, about_message(salma, insult, "closed", "30d", now=NOW)).item
    assert item.state == "escalated"
    for somebody in (zola, mo):
        refusal_of(errors.Absent, lambda somebody=somebody: decide(somebody, item.pk, "overturn", explanation=SORRY))
    decide(person("suri", "", Role.SAFEGUARDING_LEAD), item.pk, "overturn", explanation=SORRY)
    assert restriction_of(amina.persona.pk, None, THEN) is None


def test_sg_52_a_step_about_a_moderator_is_judged_by_no_other_moderator(circle, salma, zola, mo):
    both = person("mod two", "", Role.FACILITATOR, Role.MODERATOR)
    circles.join(circle, both)
    item = ask(both, about_message(salma, post(both, circle, "words of a moderator"), "mute", "1d", now=NOW)).item
    for somebody in (zola, mo, both):
        refusal_of(errors.Absent, lambda somebody=somebody: decide(somebody, item.pk, "overturn", explanation=SORRY))


def test_facilitators_judge_no_steps(insult, joel, amina, zola):
    item = ask(amina, about_message(joel, insult, now=NOW)).item
    assert item not in policies.items_visible_to(joel.actor)
    refusal_of(errors.Absent, lambda: decide(joel, item.pk, "uphold", explanation=NO))
    decide(zola, item.pk, "overturn", explanation=SORRY)


def test_with_one_moderator_it_stays_and_waits_and_the_owner_hears_that_somebody_is_missing(
    mute, amina, zola, ada, browser_of
):
    item = ask(amina, mute).item
    assert notices_of(ada) == ["moderation.judge_missing"]
    refusal_of(errors.Refused, lambda: decide(zola, item.pk, "uphold", explanation=NO))
    actions.escalate_overdue(now=item.due_at + timedelta(seconds=1))  # and the clock goes on calling
    assert "moderation.overdue" in notices_of(ada)
    second = person("mo", "18-24", Role.MODERATOR)
    assert actions.take_next(actor=second.actor, now=LATER) == item


def test_where_somebody_can_judge_no_owner_is_called(mute, amina, mo, ada):
    ask(amina, mute)
    assert notices_of(ada) == []


# --- Who may ask, and when -------------------------------------------------------------------------------


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


# --- What it counts for ----------------------------------------------------------------------------------


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


# --- Their data ------------------------------------------------------------------------------------------


def test_sg_46_whoever_leaves_takes_their_appeal_along(mute, amina, mo):
    item = ask(amina, mute).item
    MODERATION.erase(amina.persona.pk)
    item.refresh_from_db()
    appeal = Appeal.objects.get()
    assert (appeal.appellant_id, appeal.words, appeal.outcome, item.state) == (None, "", "withdrawn", "decided")
    assert (item.author_id, item.evidence[-1]["author_id"]) == (None, None)


def test_export_holds_it_and_what_came_of_it(mute, amina, bilal, zola, mo):
    decide(mo, ask(amina, mute).item_id, "overturn", explanation=SORRY)
    mine = MODERATION.export(amina.persona.pk)
    assert mine["appeals"] == [
        {
            "kind": "sanction",
            "sanction": str(mute.pk),
            "words": WORDS,
            "outcome": "overturned",
            "answer": SORRY,
            "at": LATER.isoformat(),
        }
    ]
    assert mine["sanctions"][0]["undone_by_another_person"] is True
    for staff in (zola, mo):
        assert staff.name not in str(mine)
    assert MODERATION.export(bilal.persona.pk)["appeals"] == []


def test_words_stay_while_somebody_judges_and_go_after_their_term(insult, amina, zola, mo, settings):
    mute = about_message(zola, insult, now=NOW)
    late = NOW + timedelta(days=settings.POP_EVIDENCE_DAYS, hours=1)
    item = ask(amina, mute, now=NOW + APPEAL_TIME).item
    actions.discard_old_evidence(now=late)
    mute.refresh_from_db()
    assert mute.evidence["text"] == "Bilal is so stupid"
    decide(mo, item.pk, "uphold", explanation=NO, now=late)
    actions.discard_old_evidence(now=late + timedelta(days=settings.POP_EVIDENCE_DAYS, hours=1))
    mute.refresh_from_db()
    appeal = Appeal.objects.get()
    assert (mute.evidence, appeal.words, appeal.answer) == ({}, "", "")


# --- Doors -----------------------------------------------------------------------------------------------


def test_asking_from_where_the_reasons_stand_without_javascript(insult, amina, zola, mo, browser_of):
    mute = about_message(zola, insult, length="1d")
    browser = browser_of(amina)
    reasons = reverse("moderation:sanction", args=[mute.pk])
    page = reverse("moderation:appeal_sanction", args=[mute.pk])
    assert page in browser.get(reasons).content.decode()
    html = browser.get(page).content.decode()
    assert "never somebody who had a part in it" in html
    assert browser.post(page, {"words": ""}).status_code == 400
    assert not Appeal.objects.exists()
    answer = browser.post(page, {"words": WORDS}, follow=True)
    assert answer.redirect_chain == [(reasons, 302)]
    html = answer.content.decode()
    assert WORDS in html
    assert "Another person will look at it." in html
    assert page not in html
    assert browser.post(page, {"words": WORDS}).status_code == 409
    item = Appeal.objects.get().item
    judge, there = browser_of(mo), reverse("moderation:item", args=[item.pk])
    html = judge.get(there).content.decode()
    for part in (WORDS, WHY, "Bilal is so stupid", "Does not write in this place for a while", "About this step:"):
        assert part in html
    assert judge.post(there, {"decision": "overturn", "explanation": SORRY}).status_code == 302
    html = browser.get(reasons).content.decode()
    for part in ("this should not have been", "You were right to ask: we changed our decision.", SORRY, "Undone"):
        assert part in html
    history = judge.get(reverse("moderation:history", args=[amina.persona.pk])).content.decode()
    assert "Undone" in history


def test_the_same_through_graphql(insult, amina, bilal, zola, mo, browser_of):
    mute = about_message(zola, insult, length="1d")

    def asked(who, query, **variables):
        body = {"query": query, "variables": variables}
        return browser_of(who).post("/graphql/", body, content_type="application/json").json()["data"]

    mine = "{ mySanctions { mayAppeal appealUntil wasUndone placeIsLost appeal { words outcome answer } } }"
    appeal = (
        "mutation($input: AppealSanctionInput!) { appealSanction(input: $input) { received errors { code field } } }"
    )
    of = "query ($id: UUID!) { sanctionsOf(personaId: $id) { mayAppeal appealUntil appeal { words } } }"
    about = """query ($id: UUID!) { queueItem(id: $id) {
      appeals { words decision { rule } sanction { step explanation } } } }"""
    wanted = {"sanctionId": str(mute.pk), "words": WORDS}
    assert asked(amina, mine)["mySanctions"] == [
        {
            "mayAppeal": True, "appealUntil": (mute.since + APPEAL_TIME).isoformat(), "wasUndone": False,
            "placeIsLost": False, "appeal": None,
        }
    ]  # fmt: skip
    assert asked(bilal, appeal, input=wanted)["appealSanction"]["errors"] == [{"code": "not_found", "field": None}]
    wrong = asked(amina, appeal, input={**wanted, "words": ""})["appealSanction"]["errors"]
    assert wrong == [{"code": "invalid", "field": "words"}]
    assert asked(amina, appeal, input=wanted)["appealSanction"] == {"received": True, "errors": []}
    assert asked(amina, appeal, input=wanted)["appealSanction"]["errors"] == [{"code": "conflict", "field": None}]
    (one,) = asked(amina, mine)["mySanctions"]
    assert (one["mayAppeal"], one["appeal"]) == (False, {"words": WORDS, "outcome": None, "answer": ""})
    assert asked(zola, of, id=str(amina.persona.pk))["sanctionsOf"] == [
        {"mayAppeal": False, "appealUntil": None, "appeal": None}
    ]
    item = Appeal.objects.get().item
    (seen,) = asked(mo, about, id=str(item.pk))["queueItem"]["appeals"]
    assert seen == {"words": WORDS, "decision": None, "sanction": {"step": "MUTE", "explanation": WHY}}


def test_the_appeals_of_a_whole_list_of_ones_own_are_one_query(
    insult, circle, amina, zola, mo, django_assert_max_num_queries
):
    for number in range(4):
        ask(amina, about_message(zola, post(amina, circle, f"words {number}"), "reminder", now=NOW))
    about_message(zola, insult, "reminder", now=NOW)
    actor = amina.actor
    with django_assert_max_num_queries(2 + 5):  # the rows, their appeals, and the name of each place
        assert len(sanctions.own_sanctions(actor, clock.now())) == 5
