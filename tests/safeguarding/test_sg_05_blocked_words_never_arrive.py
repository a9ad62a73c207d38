"""SG-05: what a blocked person says with their name does not reach the device, on no surface; they never learn."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from peer_circles import actions
from peer_circles.models import Reaction
from peer_circles.personal_data import CircleData
from pop.accounts.actions import show_person
from pop.accounts.models import HiddenPerson
from pop.core import clock
from pop.core.errors import Absent
from tests.factories import circles
from tests.factories.talk import hide, page_of, post
from tests.factories.through_graphql import ask, read

WORDS = "You always say that."
EVENTS = """subscription($id: UUID!) {
  circleEvents(circleId: $id, after: 0) { seq kind text status messageId author { name } } }"""
REACT = """mutation($input: ReactToMessageInput!) {
  reactToMessage(input: $input) { message { text author { name } } errors { code } } }"""


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def anonymous(somebody, staff, circle, text):
    question = actions.post_message(
        actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, anonymous=True, now=clock.now()
    )
    return actions.approve_message(actor=staff.actor, message_id=question.pk, now=clock.now())


def texts(wire, count):
    frames = [wire.expect("event") for _ in range(count)]
    return [(frame["seq"], frame["kind"], frame.get("message", {}).get("text")) for frame in frames]


def test_sg_05_not_live_and_not_on_replay_and_no_number_is_missing(live_site, circle, joel, amina, bilal):
    hide(amina, post(bilal, circle, WORDS))
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (hers, his, staff):
            wire.join(circle.room_id)
        mine = post(bilal, circle, "And again")
        post(joel, circle, "Good evening")
        assert texts(hers, 3) == [(1, "left_out", None), (2, "left_out", None), (3, "message", "Good evening")]
        everything = [(1, "message", WORDS), (2, "message", "And again"), (3, "message", "Good evening")]
        assert texts(his, 3) == texts(staff, 3) == everything
        assert his.post(circle.room_id, "Sent over the line")["status"] == "published"
        assert texts(hers, 1) == [(4, "left_out", None)]
        assert texts(staff, 1) == [(4, "message", "Sent over the line")]
        # Taken back, and removed: nothing of it either, not even which message it was.
        actions.react(actor=joel.actor, message_id=mine.pk, kind="thank_you", given=True, now=clock.now())
        his.send(type="retract", room=circle.room_id, id=mine.pk)
        gone = [hers.expect("event") for _ in range(2)]
        assert [frame["kind"] for frame in gone] == ["left_out"] * 2
        assert str(mine.pk) not in json.dumps(gone)
        assert str(bilal.persona.pk) not in json.dumps(gone)
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        assert [text for _seq, _kind, text in texts(hers, 6)] == [None, None, "Good evening", None, None, None]


def test_sg_05_a_change_of_the_list_reaches_the_open_socket_and_one_can_have_it_back(
    live_site, circle, joel, amina, bilal
):
    first = post(bilal, circle, "before")
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        for wire in (hers, his):
            wire.join(circle.room_id)
        assert texts(hers, 1) == [(1, "message", "before")]
        hide(amina, first)
        assert hers.expect("private")["hidden"]["block"] == [str(bilal.persona.pk)]
        post(bilal, circle, WORDS)
        assert texts(hers, 1) == [(2, "left_out", None)]
        show_person(actor=amina.actor, hidden_id=HiddenPerson.objects.get().pk)
        assert "hidden" not in hers.expect("private")
        post(bilal, circle, "after")
        assert texts(hers, 1) == [(3, "message", "after")]
        hers.join(circle.room_id, after=0)
        assert [text for _seq, _kind, text in texts(hers, 3)] == ["before", WORDS, "after"]
        assert [text for _seq, _kind, text in texts(his, 3)] == ["before", WORDS, "after"]
        assert his.nothing_but() == []


def test_sg_05_who_is_muted_arrives_and_is_folded_by_the_client(live_site, circle, amina, bilal):
    hide(amina, post(bilal, circle, WORDS), "mute")
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        assert texts(hers, 1) == [(1, "message", WORDS)]
        assert hers.expect("private")["hidden"]["mute"] == [str(bilal.persona.pk)]


def test_sg_05_staff_and_what_is_said_without_a_name_are_never_left_out(live_site, circle, joel, amina, bilal):
    hide(amina, post(bilal, circle, WORDS))
    HiddenPerson.objects.create(persona=amina.persona, hidden=joel.persona, how="block")  # by no action possible
    anonymous(bilal, joel, circle, "A question")
    post(joel, circle, "An answer")
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        assert texts(hers, 3) == [(1, "left_out", None), (2, "message", "A question"), (3, "message", "An answer")]


def test_sg_05_staff_hear_everybody(live_site, circle, joel, amina, bilal):
    post(bilal, circle, WORDS)
    HiddenPerson.objects.create(persona=joel.persona, hidden=bilal.persona, how="block")
    with live_site.connect(joel) as staff:
        staff.join(circle.room_id)
        assert texts(staff, 1) == [(1, "message", WORDS)]


def test_sg_05_not_in_a_subscription(live_site, circle, amina, bilal, joel):
    hide(amina, post(bilal, circle, WORDS))
    with live_site.connect(amina, path="/graphql/", subprotocol="graphql-transport-ws") as wire:
        wire.send(type="connection_init")
        wire.expect("connection_ack")
        wire.send(type="subscribe", id="1", payload={"query": EVENTS, "variables": {"id": str(circle.pk)}})

        def event():
            return wire.expect("next")["payload"]["data"]["circleEvents"]

        nothing = {"text": None, "status": None, "messageId": None, "author": None}
        assert event() == {"seq": 1, "kind": "left_out", **nothing}
        post(bilal, circle, "And again")
        assert event() == {"seq": 2, "kind": "left_out", **nothing}
        post(joel, circle, "Good evening")
        assert event()["text"] == "Good evening"


def test_sg_05_not_where_one_answers_quotes_or_reacts(circle, joel, amina, bilal, browser_of):
    message, hers = post(bilal, circle, WORDS), browser_of(amina)
    hide(amina, message)
    actions.post_message(
        actor=joel.actor, circle_id=circle.pk, client_id=uuid4(), text="Yes", reply_to=message.pk, now=clock.now()
    )
    for query in ("", f"?reply={message.pk}"):
        page = page_of(hers, circle, query)
        assert WORDS not in page
        assert "You answer bilal" not in page
    refused = ask(hers, REACT, input={"messageId": str(message.pk), "kind": "thank_you", "given": True})
    unknown = ask(hers, REACT, input={"messageId": str(uuid4()), "kind": "thank_you", "given": True})
    assert refused == unknown
    assert refused["data"]["reactToMessage"]["errors"] == [{"code": "not_found"}]
    assert not Reaction.objects.exists()
    hers.post(reverse("circles:react", args=[circle.pk, message.pk]), {"give": "thank_you"})
    assert not Reaction.objects.exists()
    with pytest.raises(Absent):
        actions.react(actor=amina.actor, message_id=message.pk, kind="me_too", given=True, now=clock.now())
    assert read(hers, circle) == ["Yes"]


def test_sg_05_nor_where_one_message_is_asked_for_by_its_name(circle, amina, bilal, browser_of):
    message, hers = post(bilal, circle, WORDS), browser_of(amina)
    address = reverse("circles:message", args=[circle.pk, message.pk])
    assert WORDS in hers.get(address).content.decode()
    hide(amina, message)
    for headers in ({}, {"Accept": "application/json"}):
        answer = hers.get(address, headers=headers)
        assert answer.status_code == 404
        assert WORDS not in answer.content.decode()
    asked = "query($circle: UUID!, $id: UUID!) { circleMessage(circleId: $circle, id: $id) { text } }"
    answer = ask(hers, asked, circle=str(circle.pk), id=message.pk)
    assert answer["errors"][0]["extensions"]["code"] == "not_found"
    assert WORDS in browser_of(bilal).get(address).content.decode()


def test_sg_05_not_in_notices_nor_in_ones_own_data(circle, joel, amina, bilal, browser_of):
    message, hers = post(bilal, circle, WORDS), browser_of(amina)
    hide(amina, message)
    post(bilal, circle, WORDS)
    for address in (reverse("account_notices"), reverse("account_data"), reverse("circles:list")):
        assert WORDS not in hers.get(address).content.decode()
    assert WORDS not in str(CircleData().export(amina.persona.pk))
