"""The same stories through GraphQL."""

from uuid import uuid4

import pytest

from moderation import actions
from moderation.models import Decision, Flag, QueueItem
from pop.audit.models import AuditEntry
from tests.factories.moderation import HELD, NOON

QUEUE = """query ($filters: QueueFilters, $after: String) { queue(first: 2, filters: $filters, after: $after) {
  edges { node { id kind kindLabel cause severity state title authorName reasons flags dueAt } }
  pageInfo { hasNextPage endCursor } } }"""
ITEM = """query ($id: UUID!) { queueItem(id: $id) { item { id title flags } choices
  evidence { title text surroundings images } earlier { text }
  flags { reason note } decisions { decision rule byMe } } }"""
FLAG = "mutation ($input: FlagContentInput!) { flagContent(input: $input) { received errors { code field } } }"
DECIDE = """mutation ($input: DecideItemInput!) { decideItem(input: $input) {
  decision decisionId errors { code field message } } }"""


@pytest.fixture
def ask(client, browser_of):
    def asked(who, query, **variables):
        browser = browser_of(who) if who else client
        answer = browser.post("/graphql/", {"query": query, "variables": variables}, content_type="application/json")
        return answer.json()

    return asked


@pytest.fixture
def held(board, amina):
    note = board.pin(amina, shown=False, text="Call 0791234567", surroundings=("before",))
    return note, actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)


def test_the_queue_reads_on_in_its_order(board, amina, zola, ask, held):
    for title in ("b", "c"):
        other = board.pin(amina, title=title)
        actions.open_item(kind="note", subject_id=other.id, cause="submitted", verdict=HELD, now=NOON.replace(hour=13))
    first = ask(zola, QUEUE)["data"]["queue"]
    assert first["edges"][0]["node"] == {
        "id": str(held[1].pk),
        "kind": "note",
        "kindLabel": "note",
        "cause": "HELD",
        "severity": "HIGH",
        "state": "OPEN",
        "title": "A note",
        "authorName": "amina",
        "reasons": ["There seems to be a phone number in it."],
        "flags": 0,
        "dueAt": "2026-03-01T16:00:00+00:00",
    }
    second = ask(zola, QUEUE, after=first["pageInfo"]["endCursor"])["data"]["queue"]
    assert (len(first["edges"]), len(second["edges"])) == (2, 1)
    assert second["pageInfo"]["hasNextPage"] is False
    only = ask(zola, QUEUE, filters={"cause": "SUBMITTED", "severity": "HIGH", "state": "OPEN", "kind": "note"})
    assert len(only["data"]["queue"]["edges"]) == 2


@pytest.mark.parametrize("who", ["amina", "nia", "ada", "otto"])
def test_sg_52_nobody_else_has_a_queue(held, ask, request, who):
    somebody = request.getfixturevalue(who)
    for query, variables in ((QUEUE, {}), (ITEM, {"id": str(held[1].pk)}), (ITEM, {"id": str(uuid4())})):
        answer = ask(somebody, query, **variables)
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["not_found"]
    decided = ask(somebody, DECIDE, input={"itemId": str(held[1].pk), "decision": "APPROVE"})
    assert decided["data"]["decideItem"]["errors"][0]["code"] == "not_found"
    assert not Decision.objects.exists()


def test_an_item_is_read_on_record_and_decided(board, held, zola, ask):
    note, item = held
    shown = ask(zola, ITEM, id=str(item.pk))["data"]["queueItem"]
    assert shown["evidence"] == {
        "title": "A note", "text": "Call 0791234567", "surroundings": ["before"], "images": [],
    }  # fmt: skip
    assert shown["choices"] == ["APPROVE", "HOLD", "REMOVE", "REFER", "ESCALATE"]
    assert AuditEntry.objects.filter(verb="moderation.view", actor_id=zola.login.pk).count() == 1
    refused = ask(zola, DECIDE, input={"itemId": str(item.pk), "decision": "REMOVE", "reasonCode": "contact"})
    assert [(e["code"], e["field"]) for e in refused["data"]["decideItem"]["errors"]] == [("invalid", "explanation")]
    wanted = {"itemId": str(item.pk), "decision": "REMOVE", "reasonCode": "contact", "explanation": "No numbers."}
    done = ask(zola, DECIDE, input=wanted)["data"]["decideItem"]
    assert (done["decision"], done["errors"]) == ("REMOVE", [])
    assert ask(zola, DECIDE, input=wanted)["data"]["decideItem"]["errors"][0]["code"] == "conflict"
    assert board.calls == [("hide", note.id)]


def test_flagging(board, amina, bilal, ask):
    note, hidden = board.pin(amina), board.pin(amina, shown=False)
    for who in (bilal, None):
        answer = ask(who, FLAG, input={"kind": "note", "subjectId": str(note.id), "reason": "UNKIND", "note": "hm"})
        assert answer["data"]["flagContent"] == {"received": True, "errors": []}
        refused = ask(who, FLAG, input={"kind": "note", "subjectId": str(hidden.id), "reason": "UNKIND"})
        assert refused["data"]["flagContent"]["errors"] == [{"code": "not_found", "field": None}]
    assert Flag.objects.count() == 2
    assert QueueItem.objects.count() == 1
