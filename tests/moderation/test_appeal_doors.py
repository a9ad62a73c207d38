"""Asking for another look by the page, by the API, and the statement of reasons as both give it."""

from django.test import Client
from django.urls import reverse

from moderation import actions
from moderation.models import Appeal
from moderation.personal_data import MODERATION
from moderation.policies.appeals import APPEAL_TIME
from tests.factories.appeals import SORRY, WHY, WORDS, of_today
from tests.factories.moderation import HELD, NOON


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
