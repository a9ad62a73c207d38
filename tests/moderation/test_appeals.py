"""Another person looks again, and what was undone is as it was before (SG-50)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from moderation import actions, policies, waiting
from moderation.appeal_policies import APPEAL_TIME
from moderation.behaviour import behaviour_of
from moderation.checks import evidence_outlives_appeals
from moderation.models import Appeal, Decision, Flag, QueueItem
from moderation.personal_data import MODERATION
from moderation.weighing import Record, _records_of
from peer_circles import actions as circle_actions
from pop.accounts.contracts import Role
from pop.accounts.models import Notice
from pop.audit.models import AuditEntry
from pop.core import clock, errors
from tests.factories import circles
from tests.factories.moderation import CARE, HELD, NOON, agree
from tests.factories.sanctions import about_message
from tests.people import person

LATER = NOON + timedelta(hours=1)
THEN = NOON + timedelta(hours=2)
WHY = "Your phone number is in it."
WORDS = "That is the number of the museum, not mine."
SORRY = "You are right, it is the number of the museum. Sorry."


@pytest.fixture
def mo(db):
    """A second moderator."""
    return person("mo", "18-24", Role.MODERATOR)


@pytest.fixture
def removed(board, amina, zola):
    note = board.pin(amina, shown=False, text="Call the museum on 0791234567")
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decision = actions.decide_item(
        actor=zola.actor, item_id=item.pk, decision="remove", reason_code="contact", explanation=WHY, now=NOON
    )
    return note, decision


@pytest.fixture
def kept(board, amina, bilal, zola):
    """Bilal flagged it, and zola left it as it is."""
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="unkind", now=NOON)
    decision = actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="approve", now=NOON)
    return note, decision


def ask(who, decision, words=WORDS, now=LATER):
    return actions.appeal_decision(actor=who.actor, decision_id=decision.pk, words=words, now=now)


def decide(who, item_id, decision, now=THEN, **more):
    return actions.decide_item(actor=who.actor, item_id=item_id, decision=decision, now=now, **more)


def of_today(decision):
    """Doors have the clock of today."""
    Decision.objects.filter(pk=decision.pk).update(created_at=clock.now())
    return decision


def notices_of(somebody):
    return list(Notice.objects.filter(persona=somebody.persona).order_by("created_at").values_list("kind", flat=True))


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


def test_sg_50_whoever_decided_finds_it_on_no_list_and_is_refused_on_every_door(
    removed, amina, zola, salma, browser_of
):
    _note, decision = removed
    item = ask(amina, decision).item
    assert item not in waiting.queue_for(zola.actor, now=LATER)
    assert [row.id for row in waiting.page_of_queue(salma.actor, now=LATER).rows] == [item.pk]
    assert actions.take_next(actor=zola.actor, now=LATER) is None
    for choice in ("overturn", "uphold"):
        with pytest.raises(errors.Refused):
            decide(zola, item.pk, choice, explanation=SORRY)
    with pytest.raises(errors.Refused):
        actions.open_for_review(actor=zola.actor, item_id=item.pk, now=LATER)
    browser = browser_of(zola)
    page = reverse("moderation:item", args=[item.pk])
    assert browser.get(page).status_code == 403
    assert browser.post(page, {"decision": "overturn", "explanation": SORRY}).status_code == 403
    asked = "mutation($input: DecideItemInput!) { decideItem(input: $input) { errors { code } } }"
    fields = {"itemId": str(item.pk), "decision": "OVERTURN", "explanation": SORRY}
    body = {"query": asked, "variables": {"input": fields}}
    answer = browser.post("/graphql/", body, content_type="application/json").json()
    assert answer["data"]["decideItem"]["errors"] == [{"code": "decided_before"}]
    assert str(item.pk) not in browser.get(reverse("moderation:queue")).content.decode()
    assert Appeal.objects.get().outcome == ""
    assert Decision.objects.count() == 1


def test_sg_50_who_only_kept_it_waiting_had_a_part_in_it_too(board, amina, zola, mo, salma):
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decide(mo, item.pk, "hold", note="I ask her.", now=NOON)
    decision = decide(zola, item.pk, "remove", reason_code="contact", explanation=WHY, now=NOON)
    again = ask(amina, decision).item_id
    for somebody in (mo, zola):
        with pytest.raises(errors.Refused):
            decide(somebody, again, "overturn", explanation=SORRY)
    decide(salma, again, "overturn", explanation=SORRY)
    assert note.shown


def test_sg_50_both_of_the_two_who_closed_something_severe_had_a_part_in_it(board, amina, zola, mo, salma):
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=CARE, now=NOON)
    agree(item, mo, zola, decision="remove", reason_code="self-harm-detail", explanation=WHY)
    again = ask(amina, Decision.objects.get()).item
    for somebody in (mo, zola):
        assert again not in policies.items_visible_to(somebody.actor)
        with pytest.raises(errors.Refused):
            actions.open_for_review(actor=somebody.actor, item_id=again.pk, now=LATER)
    assert again in policies.items_visible_to(salma.actor)


def test_sg_50_the_database_itself_takes_no_judge_in_their_own_case(removed, amina, zola):
    appeal = ask(amina, removed[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(decided_by=zola.login.pk)


def test_sg_24_to_others_an_appeal_does_not_exist(removed, amina, bilal, joel, nia, ada, browser_of):
    item = ask(amina, removed[1]).item
    for somebody in (amina, bilal, joel, nia, ada):
        with pytest.raises(errors.Absent):
            actions.open_for_review(actor=somebody.actor, item_id=item.pk, now=LATER)
        assert browser_of(somebody).get(reverse("moderation:item", args=[item.pk])).status_code == 404


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


def test_what_its_author_took_back_meanwhile_does_not_come_up_again(board, removed, amina, mo):
    note, decision = removed
    item = ask(amina, decision).item
    del board.notes[note.id]
    decide(mo, item.pk, "overturn", explanation=SORRY)
    assert board.calls == [("hide", note.id)]
    assert Appeal.objects.get().outcome == "overturned"
    assert AuditEntry.objects.get(verb="moderation.overturn").facts["gone"] is True


def test_sg_46_whoever_leaves_takes_their_appeal_along(board, removed, amina, mo):
    note, decision = removed
    item = ask(amina, decision).item
    MODERATION.erase(amina.persona.pk)
    item.refresh_from_db()
    appeal = Appeal.objects.get()
    assert (appeal.appellant_id, appeal.words, appeal.outcome) == (None, "", "withdrawn")
    assert item.state == "decided"
    with pytest.raises(errors.Conflict):
        decide(mo, item.pk, "overturn", explanation=SORRY)
    assert not note.shown


def test_export_holds_ones_own_appeal(removed, amina, bilal, mo):
    decide(mo, ask(amina, removed[1]).item_id, "uphold", explanation="It is a phone number.")
    assert MODERATION.export(amina.persona.pk)["appeals"] == [
        {
            "kind": "note",
            "decision": str(removed[1].pk),
            "words": WORDS,
            "outcome": "upheld",
            "answer": "It is a phone number.",
            "at": LATER.isoformat(),
        }
    ]
    assert MODERATION.export(bilal.persona.pk)["appeals"] == []


def test_a_flagger_may_ask_once_more_and_is_never_named(board, kept, amina, bilal, mo, browser_of):
    note, decision = kept
    appeal = ask(bilal, decision, "She means my sister.")
    assert appeal.side == "flagger"
    html = browser_of(mo).get(reverse("moderation:item", args=[appeal.item_id])).content.decode()
    assert "She means my sister." in html
    assert "bilal" not in html
    with pytest.raises(errors.Conflict):
        ask(bilal, decision)
    decide(mo, appeal.item_id, "remove", reason_code="unkind", explanation="This is about one person, and it hurts.")
    assert not note.shown
    assert Appeal.objects.get().outcome == "overturned"
    assert notices_of(bilal)[-1] == "moderation.appeal_overturned"
    assert notices_of(amina) == ["moderation.removed"]
    assert _records_of({bilal.persona.pk}, THEN) == {bilal.persona.pk: Record(right=1, wrong=0)}


def test_a_flagger_hears_why_it_stays(board, kept, amina, bilal, zola, mo):
    note, decision = kept
    item = ask(bilal, decision).item
    with pytest.raises(errors.Refused):
        decide(zola, item.pk, "approve", explanation="Still fine.")
    with pytest.raises(errors.Invalid) as refusal:
        decide(mo, item.pk, "approve")
    assert list(refusal.value.fields) == ["explanation"]
    decide(mo, item.pk, "approve", explanation="I read it twice: it is about a bus, not about her.")
    assert (note.shown, board.calls) == (True, [])
    assert Appeal.objects.get().outcome == "upheld"
    assert notices_of(bilal)[-1] == "moderation.appeal_upheld"
    assert notices_of(amina) == []


def test_the_author_of_what_a_flagger_got_removed_may_appeal_in_turn(kept, amina, bilal, zola, mo, salma):
    note, decision = kept
    removal = decide(mo, ask(bilal, decision).item_id, "remove", reason_code="unkind", explanation="It hurts.")
    item = ask(amina, removal, now=THEN).item
    with pytest.raises(errors.Refused):
        decide(mo, item.pk, "overturn", explanation=SORRY)
    decide(salma, item.pk, "overturn", explanation=SORRY, now=THEN + timedelta(hours=1))
    assert note.shown


def test_sg_51_flaggers_hear_when_it_is_back(board, amina, bilal, zola, mo):
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    decision = decide(zola, flag.item_id, "remove", reason_code="spam", explanation="An advert.", now=NOON)
    decide(mo, ask(amina, decision).item_id, "overturn", explanation=SORRY)
    told = Notice.objects.filter(persona=bilal.persona, kind="moderation.flag_outcome").order_by("created_at")
    assert [notice.facts["outcome"] for notice in told] == ["removed", "restored"]
    assert notices_of(zola) == ["moderation.decided_otherwise"]


def test_sg_52_an_appeal_about_what_was_escalated_is_for_safeguarding_leads(board, amina, zola, salma):
    other = person("suri", "18-24", Role.SAFEGUARDING_LEAD)
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decide(zola, item.pk, "escalate", now=NOON)
    decision = decide(salma, item.pk, "remove", reason_code="contact", explanation=WHY, now=NOON)
    again = ask(amina, decision).item
    assert again.state == "escalated"
    for somebody, refusal in ((person("mo", "18-24", Role.MODERATOR), errors.Absent), (salma, errors.Refused)):
        with pytest.raises(refusal):
            decide(somebody, again.pk, "overturn", explanation=SORRY)
    decide(other, again.pk, "overturn", explanation=SORRY)
    assert note.shown


def test_facilitators_judge_no_appeals(board, amina, joel, zola):
    board.keepers = {"river": {joel.persona.pk}}
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decision = decide(zola, item.pk, "remove", reason_code="contact", explanation=WHY, now=NOON)
    again = ask(amina, decision).item
    assert again not in policies.items_visible_to(joel.actor)
    with pytest.raises(errors.Absent):
        decide(joel, again.pk, "overturn", explanation=SORRY)
    assert not note.shown


def test_sg_31_words_of_need_in_an_appeal_call_somebody_at_once(removed, amina, mo):
    item = ask(amina, removed[1], "You are all the same, I want to hurt myself").item
    assert (item.lane, item.severity) == ("care", 3)
    assert item.due_at == LATER + timedelta(minutes=15)
    assert Appeal.objects.get().words.startswith("You are all the same")


def test_a_phone_number_in_an_appeal_is_held_against_nobody(removed, amina):
    item = ask(amina, removed[1], "0791234567 is the museum's number, see its page").item
    assert (item.reasons, item.lane) == ([], "conduct")
    assert behaviour_of(amina.persona.pk, THEN).held_for_contact == 1  # the note itself


def test_what_is_sent_in_anew_ends_the_appeal(board, removed, amina, mo):
    note, decision = removed
    item = ask(amina, decision).item
    note.text = "Call the museum, the number is on its page"
    actions.open_item(kind="note", subject_id=note.id, cause="submitted", verdict=HELD, now=LATER)
    item.refresh_from_db()
    assert item.cause == "submitted"
    assert Appeal.objects.get().outcome == "withdrawn"
    assert [seen["text"] for seen in item.evidence] == ["Call the museum on 0791234567", note.text]
    decide(mo, item.pk, "approve")
    assert note.shown
    decision.refresh_from_db()
    assert decision.end_date_visibility_restriction == THEN
    with pytest.raises(errors.Conflict):
        ask(amina, decision, now=THEN)


def test_nobody_asks_twice_about_what_is_read_anyway(board, removed, amina):
    note, decision = removed
    actions.open_item(kind="note", subject_id=note.id, cause="submitted", verdict=HELD, now=LATER)
    with pytest.raises(errors.Conflict):
        ask(amina, decision)
    assert not Appeal.objects.exists()


def test_sg_50_evidence_stays_while_an_appeal_is_possible_or_open(removed, amina, mo, settings):
    first = QueueItem.objects.get()
    assert actions.discard_old_evidence(now=NOON + APPEAL_TIME) == 0
    item = ask(amina, removed[1], now=NOON + APPEAL_TIME).item
    late = NOON + timedelta(days=300)
    assert actions.discard_old_evidence(now=late) == 0
    first.refresh_from_db()
    assert first.evidence[-1]["text"] == "Call the museum on 0791234567"
    decide(mo, item.pk, "uphold", explanation="It is a phone number.", now=late)
    assert actions.discard_old_evidence(now=late) == 1
    first.refresh_from_db()
    assert (first.evidence, Decision.objects.get(pk=removed[1].pk).stood_before) == ([], None)
    assert Appeal.objects.get().words == WORDS
    assert actions.discard_old_evidence(now=late + timedelta(days=185)) == 1
    assert (Appeal.objects.get().words, Appeal.objects.get().answer) == ("", "")


@pytest.mark.parametrize(("days", "errors_found"), [(184, 0), (183, 1)])
def test_sg_50_the_software_does_not_start_with_evidence_shorter_than_appeals(settings, days, errors_found):
    settings.POP_EVIDENCE_DAYS = days
    assert len(evidence_outlives_appeals(None)) == errors_found


def test_asking_by_the_page_without_javascript(removed, amina, bilal, zola, mo, browser_of):
    decision = of_today(removed[1])
    statement = reverse("moderation:statement", args=[decision.pk])
    page = reverse("moderation:appeal", args=[decision.pk])
    browser = browser_of(amina)
    assert page in browser.get(statement).content.decode()
    assert browser.get(page).status_code == 200
    refused = browser.post(page, {"words": ""})
    assert refused.status_code == 400
    assert not Appeal.objects.exists()
    answer = browser.post(page, {"words": WORDS}, follow=True)
    assert answer.redirect_chain == [(statement, 302)]
    html = answer.content.decode()
    assert WORDS.replace("'", "&#x27;") in html
    assert "Another person will look at it." in html
    assert page not in html
    assert browser.post(page, {"words": WORDS}).status_code == 409
    for somebody in (bilal, zola):
        assert browser_of(somebody).get(page).status_code == 404
        assert browser_of(somebody).post(page, {"words": WORDS}).status_code == 404
    item = Appeal.objects.get().item
    judge = browser_of(mo)
    there = reverse("moderation:item", args=[item.pk])
    assert WORDS in judge.get(there).content.decode()
    assert judge.post(there, {"decision": "overturn", "explanation": SORRY}).status_code == 302
    html = browser.get(statement).content.decode()
    assert "You were right to ask: we changed our decision." in html
    assert SORRY in html


def test_sg_51_the_page_of_an_outcome_is_for_whoever_flagged_it(kept, amina, bilal, sam, browser_of):
    decision = of_today(kept[1])
    page = reverse("moderation:outcome", args=[decision.pk])
    html = browser_of(bilal).get(page).content.decode()
    assert "It is mean or bullying" in html
    assert reverse("moderation:appeal", args=[decision.pk]) in html
    assert "amina" not in html
    assert Notice.objects.get(persona=bilal.persona, kind="moderation.flag_outcome").facts["decision"] == str(
        decision.pk
    )
    for somebody in (amina, sam):
        assert browser_of(somebody).get(page).status_code == 404
        assert browser_of(somebody).get(reverse("moderation:statement", args=[decision.pk])).status_code == 404
    answer = browser_of(bilal).post(reverse("moderation:appeal", args=[decision.pk]), {"words": "Read it again."})
    assert answer["Location"] == page
    assert Appeal.objects.get().side == "flagger"


def test_two_flaggers_are_heard_together(board, amina, bilal, sam, zola, mo):
    note = board.pin(amina)
    for somebody in (bilal, sam):
        actions.flag_content(actor=somebody.actor, kind="note", subject_id=note.id, reason="unkind", now=NOON)
    decision = decide(zola, Flag.objects.first().item_id, "approve", now=NOON)
    items = {ask(somebody, decision).item_id for somebody in (bilal, sam)}
    assert len(items) == 1
    decide(mo, items.pop(), "approve", explanation="It stays.")
    assert list(Appeal.objects.values_list("outcome", flat=True)) == ["upheld", "upheld"]


def test_an_appeal_by_graphql_and_the_statement_under_its_european_names(removed, amina, bilal, browser_of):
    def asked(who, query, variables):
        body = {"query": query, "variables": variables}
        return browser_of(who).post("/graphql/", body, content_type="application/json").json()

    statement = """query($id: UUID!) { statement(id: $id) { puid decision decisionVisibility decisionGround
      incompatibleContentGround incompatibleContentExplanation decisionFacts sourceType automatedDetection
      automatedDecision category categorySpecification contentType redress mayAppeal appealUntil
      endDateVisibilityRestriction appeal { words outcome } } }"""
    appeal = """mutation($input: AppealDecisionInput!) { appealDecision(input: $input) {
      received errors { code field } } }"""
    decision = removed[1]
    told = asked(amina, statement, {"id": str(decision.pk)})["data"]["statement"]
    assert told == {
        "puid": str(decision.pk),
        "decision": "REMOVE",
        "decisionVisibility": ["DECISION_VISIBILITY_CONTENT_REMOVED"],
        "decisionGround": "DECISION_GROUND_INCOMPATIBLE_CONTENT",
        "incompatibleContentGround": "We talk here only. No phone numbers, e-mail addresses, links to chats or account "
        "names.",
        "incompatibleContentExplanation": WHY,
        "decisionFacts": [
            "It waited for a person before anybody else could see it.",
            "There seems to be a phone number in it.",
        ],
        "sourceType": "SOURCE_VOLUNTARY",
        "automatedDetection": "Yes",
        "automatedDecision": "AUTOMATED_DECISION_NOT_AUTOMATED",
        "category": "STATEMENT_CATEGORY_PROTECTION_OF_MINORS",
        "categorySpecification": ["KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS"],
        "contentType": ["CONTENT_TYPE_TEXT"],
        "redress": ["appeal"],
        "mayAppeal": False,  # by the clock of today the time is over
        "appealUntil": (NOON + APPEAL_TIME).isoformat(),
        "endDateVisibilityRestriction": None,
        "appeal": None,
    }
    for query, variables in ((statement, {"id": str(decision.pk)}),):
        assert asked(bilal, query, variables)["errors"][0]["extensions"]["code"] == "not_found"
    wanted = {"input": {"decisionId": str(decision.pk), "words": WORDS}}
    assert asked(bilal, appeal, wanted)["data"]["appealDecision"]["errors"] == [{"code": "not_found", "field": None}]
    assert asked(amina, appeal, wanted)["data"]["appealDecision"]["errors"] == [{"code": "refused", "field": None}]
    of_today(decision)
    assert asked(amina, appeal, wanted)["data"]["appealDecision"] == {"received": True, "errors": []}
    assert Appeal.objects.get().words == WORDS


# DOMAIN 2.4, every name in it.
EUROPEAN = {
    "decision_visibility", "decision_provision", "decision_account", "decision_ground", "illegal_content_legal_ground",
    "illegal_content_explanation", "incompatible_content_ground", "incompatible_content_explanation", "decision_facts",
    "source_type", "source_identity", "automated_detection", "automated_decision", "category", "category_addition",
    "category_specification", "content_type", "content_language", "content_date", "application_date",
    "end_date_visibility_restriction", "end_date_service_restriction", "end_date_monetary_restriction",
    "end_date_account_restriction", "territorial_scope", "puid",
}  # fmt: skip


def test_sg_49_the_statement_as_a_file_has_every_european_name_and_is_for_its_author_alone(
    removed, amina, bilal, zola, browser_of
):
    decision = removed[1]
    address = reverse("moderation:statement_file", args=[decision.pk])
    assert address in browser_of(amina).get(reverse("moderation:statement", args=[decision.pk])).content.decode()
    answer = browser_of(amina).get(address, headers={"accept-language": "fr"})
    assert answer["Content-Disposition"] == 'attachment; filename="statement.json"'
    told = answer.json()
    assert set(told) == EUROPEAN
    assert told["puid"] == str(decision.pk)
    assert told["decision_visibility"] == ["DECISION_VISIBILITY_CONTENT_REMOVED"]
    assert told["category_specification"] == ["KEYWORD_GROOMING_SEXUAL_ENTICEMENT_MINORS"]
    assert told["automated_decision"] == "AUTOMATED_DECISION_NOT_AUTOMATED"
    assert told["source_identity"] is None  # who flagged it is told to nobody (SG-51)
    assert told["application_date"] == decision.created_at.isoformat()
    for other in (bilal, zola):
        assert browser_of(other).get(address).status_code == 404
    assert Client().get(address).status_code in {302, 401, 403}
    own = MODERATION.export(amina.persona.pk)["decisions"]
    assert [set(one["statement"]) for one in own if one["decision"] == "remove"] == [EUROPEAN]


def test_sg_49_what_restricted_nothing_has_no_file(board, amina, zola, browser_of):
    note = board.pin(amina, shown=False)
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decision = actions.decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=NOON)
    assert browser_of(amina).get(reverse("moderation:statement_file", args=[decision.pk])).status_code == 404


def test_sg_50_what_somebody_was_sanctioned_for_by_mistake_is_lifted_too(joel, amina, bilal, zola, salma):
    circle = circles.circle(joel, amina, bilal)
    given = {"client_id": uuid4(), "text": "The villain in it was so mean", "now": clock.now()}
    message = circle_actions.post_message(actor=amina.actor, circle_id=circle.pk, **given)
    flag = {"kind": "circle_message", "subject_id": message.pk, "reason": "unkind", "now": clock.now()}
    item = actions.flag_content(actor=bilal.actor, **flag).item
    mute = about_message(zola, message, length="1d")
    decision = decide(zola, item.pk, "remove", reason_code="unkind", explanation="Mean.", now=clock.now())
    again = {"client_id": uuid4(), "text": "May I?", "now": clock.now()}
    with pytest.raises(errors.Refused):
        circle_actions.post_message(actor=amina.actor, circle_id=circle.pk, **again)
    decide(salma, ask(amina, decision, now=clock.now()).item_id, "overturn", explanation=SORRY, now=clock.now())
    mute.refresh_from_db()
    assert (mute.lifted_by_id, mute.lifted_words) == (salma.login.pk, SORRY)
    assert "moderation.sanction_lifted" in notices_of(amina)
    assert circle_actions.post_message(actor=amina.actor, circle_id=circle.pk, **again).state == "published"


def test_sec_76_an_appeal_with_words_of_need_takes_two_people_and_hides_nothing_meanwhile(workshop, amina, bilal, zola):
    note = workshop.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="spam", now=NOON)
    limited = decide(zola, flag.item_id, "restrict", reason_code="spam", explanation="An advert.", now=NOON)
    item = ask(amina, limited, "You are all the same, I want to hurt myself").item
    first, second = (person(name, "18-24", Role.MODERATOR) for name in ("mo", "kim"))
    agree(item, first, decision="uphold", explanation="It is one.", now=THEN)
    assert (note.shown, note.limited) == (True, True)
    agree(item, second, decision="uphold", explanation="It is one.", now=THEN)
    assert (note.shown, note.limited, Appeal.objects.get().outcome) == (True, True, "upheld")
