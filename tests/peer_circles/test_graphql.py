"""Circles through the API: the same actions, the same silence about what is not shown."""

from uuid import uuid4

from django.test import Client

from moderation.actions import decide_item
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import Membership, Message
from pop.core import clock
from tests.factories import circles
from tests.factories.talk import post
from tests.factories.through_graphql import MESSAGES, ask, read

POST = """mutation($input: PostMessageInput!) {
  postMessage(input: $input) { message { id seq status text } errors { code field message } } }"""
JOIN = "mutation($input: JoinCircleInput!) { joinCircle(input: $input) { circle { name } errors { code field } } }"


def test_joining_and_talking(joel, amina, browser_of):
    circle = circles.circle(joel)
    browser = browser_of(amina)
    join = {"circleId": str(circle.pk), "agreedVersion": 1}
    wrong = ask(browser, JOIN, input={**join, "agreedVersion": 3})["data"]["joinCircle"]
    assert wrong == {"circle": None, "errors": [{"code": "invalid", "field": "agree"}]}
    assert not Membership.objects.filter(persona=amina.persona).exists()
    assert ask(browser, JOIN, input=join)["data"]["joinCircle"]["circle"] == {"name": "Evening talk"}
    circles.known(circle, amina)
    say = {"circleId": str(circle.pk), "clientId": str(uuid4()), "text": "hello"}
    first = ask(browser, POST, input=say)["data"]["postMessage"]
    assert (first["errors"], first["message"]["seq"], first["message"]["status"]) == ([], 1, "published")
    assert ask(browser, POST, input=say)["data"]["postMessage"] == first
    assert ask(browser, POST, input={**say, "text": "other"})["data"]["postMessage"]["errors"][0]["code"] == (
        "client_id_used"
    )
    assert Message.objects.count() == 1


def test_sg_10_a_held_message_is_in_nobodys_list_until_approved(joel, amina, bilal, browser_of):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    held = post(amina, circle, "my own words")
    for somebody in (amina, bilal, joel):
        assert read(browser_of(somebody), circle) == []
    approve = "mutation($input: ApproveMessageInput!) { approveMessage(input: $input) { approved errors { code } } }"
    refused = ask(browser_of(bilal), approve, input={"messageId": str(held.pk)})["data"]["approveMessage"]
    assert refused == {"approved": None, "errors": [{"code": "not_found"}]}
    done = ask(browser_of(joel), approve, input={"messageId": str(held.pk)})["data"]["approveMessage"]
    assert done == {"approved": True, "errors": []}
    assert read(browser_of(bilal), circle) == ["my own words"]


def test_sec_24_the_inside_is_for_who_is_inside(joel, amina, sam, browser_of):
    circle = circles.circle(joel, amina)
    post(amina, circle, "inside words")
    for browser in (Client(), browser_of(sam), browser_of(joel, second_factor=False)):
        answer = ask(browser, MESSAGES, id=circle.pk)
        assert "inside words" not in str(answer)
        assert "amina" not in str(answer)
    say = {"clientId": str(uuid4()), "text": "let me in"}
    errors = [
        ask(browser_of(sam), POST, input={**say, "circleId": str(target)})["data"]["postMessage"]["errors"]
        for target in (circle.pk, uuid4())
    ]
    assert errors[0] == errors[1]
    assert errors[0][0]["code"] == "not_found"


def test_sg_57_hidden_words_are_in_no_list(joel, amina, bilal, zola, browser_of):
    circle = circles.circle(joel, amina, bilal)
    shown = post(amina, circle, "words to regret")
    actions.remove_message(actor=zola.actor, message_id=shown.pk, now=clock.now())
    for somebody in (amina, bilal, joel):
        assert read(browser_of(somebody), circle) == [None]


def test_the_list_costs_the_same_for_many(joel, amina, browser_of, django_assert_max_num_queries):
    circle = circles.circle(joel, amina)
    for number in range(20):
        post(amina, circle, f"no {number}")
    browser = browser_of(amina)
    read(browser, circle)
    with django_assert_max_num_queries(16):
        assert len(read(browser, circle)) == 20


def test_circle_events_come_live_in_order_and_end_with_the_seat(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    post(joel, circle, "before")
    query = """subscription($id: UUID!) {
      circleEvents(circleId: $id, after: 0) { seq kind text messageId author { name } } }"""
    with live_site.connect(bilal, path="/graphql/", subprotocol="graphql-transport-ws") as wire:
        wire.send(type="connection_init")
        wire.expect("connection_ack")
        payload = {"query": query, "variables": {"id": str(circle.pk)}}
        wire.send(type="subscribe", id="1", payload=payload)
        assert wire.expect("next")["payload"]["data"]["circleEvents"]["text"] == "before"
        held = post(amina, circle, "my own words")
        assert wire.nothing_but() == []
        item = open_item_for("circle_message", held.pk)
        decide_item(actor=joel.actor, item_id=item.pk, decision="approve", now=clock.now())
        event = wire.expect("next")["payload"]["data"]["circleEvents"]
        assert event == {
            "seq": 2,
            "kind": "message",
            "text": "my own words",
            "messageId": str(held.pk),
            "author": {"name": "amina"},
        }
        actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=bilal.persona.pk, now=clock.now())
        assert "not_found" in str(wire.expect("error", timeout=5)).lower()
    with live_site.connect(bilal, path="/graphql/", subprotocol="graphql-transport-ws") as wire:
        wire.send(type="connection_init")
        wire.expect("connection_ack")
        wire.send(type="subscribe", id="1", payload=payload)
        assert "not_found" in str(wire.expect("error")).lower()
