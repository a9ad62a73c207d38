"""Who judges an appeal against a step: another person, and none below whoever took it (SG-50, SG-52)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from moderation import actions, policies
from moderation.models import Appeal, Decision, PartInAppeal
from moderation.sanctions.restrictions import restriction_of
from moderation.selectors import waiting
from pop.accounts.contracts import Role
from pop.core import errors
from tests.factories import circles
from tests.factories.notices import notices_of
from tests.factories.sanction_appeals import LATER, NO, NOW, SORRY, THEN, ask, decide, refusal_of
from tests.factories.sanctions import WHY, about_message
from tests.factories.talk import post
from tests.people import person


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
