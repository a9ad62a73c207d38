"""An appeal against a step: its pages, the API, and what becomes of its words (SG-46)."""

from datetime import timedelta

from django.urls import reverse

from moderation import actions
from moderation.models import Appeal
from moderation.personal_data import MODERATION
from moderation.policies.appeals import APPEAL_TIME
from moderation.selectors import sanctions
from pop.core import clock
from tests.factories.sanction_appeals import LATER, NO, NOW, SORRY, WORDS, ask, decide
from tests.factories.sanctions import WHY, about_message
from tests.factories.talk import post


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


# --- Their data -----------------------------------------------------------------------------------------


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
