"""SG-35: what is folded behind a content note comes without its words on every surface that lists it. Whoever asks for
this very message gets them, and is asked anew who they are."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from moderation.actions import decide_item, flag_content
from moderation.models import Decision
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import Message
from pop.accounts.models import Login
from pop.audit.models import AuditEntry
from pop.core import clock
from pop.core.errors import Invalid
from pop.realtime.models import RoomEvent
from tests.factories import circles

CANARY = "kingfisher"
NOTE = "Talks about self-harm or suicide, in general words"
LISTED = """query($id: UUID!) { circle(id: $id) {
  messages(first: 50) { edges { node { id text contentNote { code words } author { name } replyToId } } }
  myWaiting { text } } }"""
ONE = """query($circle: UUID!, $id: UUID!) {
  circleMessage(circleId: $circle, id: $id) { text contentNote { code } } }"""
LIVE = """subscription($id: UUID!) {
  circleEvents(circleId: $id, after: 0) { seq kind text contentNote { code words } } }"""


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal, pre_moderated=True)


def said(somebody, circle, text=f"It was hard, then I saw a {CANARY}", **more):
    return actions.post_message(
        actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=clock.now(), **more
    )


def decide(staff, message, **choice):
    item = open_item_for("circle_message", message.pk)
    return decide_item(actor=staff.actor, item_id=item.pk, now=clock.now(), **choice)


def fold(staff, message, content_note="self_harm"):
    return decide(staff, message, decision="approve", content_note=content_note)


def address(circle, message):
    return reverse("circles:message", args=[circle.pk, message.pk])


def asked(browser, query, **variables):
    body = {"query": query, "variables": {name: str(value) for name, value in variables.items()}}
    return browser.post("/graphql/", body, content_type="application/json").json()


def open_quietly(browser, circle, message):
    return browser.get(address(circle, message), headers={"accept": "application/json"})


def everything_listed(browser, circle, message):
    """What this browser is given wherever messages are listed or told of, by surface."""
    page = reverse("circles:circle", args=[circle.pk])
    yield "page", browser.get(page).content.decode()
    yield "earlier pages", browser.get(page, {"before": "999"}).content.decode()
    yield "about to answer it", browser.get(page, {"reply": str(message.pk)}).content.decode()
    yield "circles", browser.get(reverse("circles:list")).content.decode()
    yield "flag form", browser.get(reverse("moderation:flag", args=["circle_message", message.pk])).content.decode()
    yield "hide form", browser.get(reverse("circles:hide", args=[circle.pk, message.pk])).content.decode()
    yield "notices", browser.get(reverse("account_notices")).content.decode()
    yield "GraphQL", json.dumps(asked(browser, LISTED, id=circle.pk))


def test_sg_35_the_words_are_absent_wherever_messages_are_listed(circle, joel, amina, bilal, browser_of):
    message = said(amina, circle)
    fold(joel, message)
    answer = said(bilal, circle, "me too", reply_to=message.pk)
    decide(joel, answer, decision="approve")
    for reader in (bilal, joel):
        found = dict(everything_listed(browser_of(reader), circle, message))
        assert [name for name, body in found.items() if CANARY in body] == []
        assert NOTE in found["page"]
        assert address(circle, message) in found["page"]
        assert NOTE in found["GraphQL"]
    nodes = asked(browser_of(bilal), LISTED, id=circle.pk)["data"]["circle"]["messages"]["edges"]
    assert [(edge["node"]["text"], edge["node"]["contentNote"]) for edge in nodes] == [
        ("me too", None),
        (None, {"code": "self_harm", "words": NOTE}),
    ]


def test_sg_35_frames_and_replay_say_the_note_and_not_the_words(live_site, circle, joel, amina, bilal):
    room = circle.room_id
    with live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        his.join(room)
        staff.join(room)
        message = said(amina, circle)
        fold(joel, message)
        for wire in (his, staff):
            event = wire.expect("event")["message"]
            assert (event["content_note"], "text" in event) == ("self_harm", False)
        assert CANARY not in json.dumps(his.nothing_but("private"))
    with live_site.connect(bilal) as again:
        again.join(room)
        assert CANARY not in json.dumps(again.expect("event"))
        assert CANARY not in json.dumps(again.nothing_but("private"))
    with live_site.connect(bilal, path="/graphql/", subprotocol="graphql-transport-ws") as wire:
        wire.send(type="connection_init")
        wire.expect("connection_ack")
        wire.send(type="subscribe", id="1", payload={"query": LIVE, "variables": {"id": str(circle.pk)}})
        told = wire.expect("next")["payload"]["data"]["circleEvents"]
        assert (told["text"], told["contentNote"]) == (None, {"code": "self_harm", "words": NOTE})


def test_sg_35_whoever_asks_for_this_very_message_gets_its_words(circle, joel, amina, bilal, zola, browser_of):
    message = said(amina, circle)
    fold(joel, message)
    for reader in (amina, bilal, joel, zola):
        browser = browser_of(reader)
        page = browser.get(address(circle, message)).content.decode()
        assert CANARY in page
        assert NOTE in page
        assert 'href="/help/"' in page
        assert open_quietly(browser, circle, message).json() == {"text": message.text}
        one = asked(browser, ONE, circle=circle.pk, id=message.pk)["data"]["circleMessage"]
        assert one == {"text": message.text, "contentNote": {"code": "self_harm"}}
    assert "no-store" in browser_of(bilal).get(address(circle, message))["Cache-Control"]


def test_sg_35_seat_and_age_band_are_asked_anew(circle, joel, amina, bilal, sam, lina, nia, browser_of):
    message = said(amina, circle)
    fold(joel, message)
    other = circles.circle(joel, bilal, name="Another")
    browser = browser_of(bilal)
    assert open_quietly(browser, circle, message).status_code == 200
    assert open_quietly(browser, other, message).status_code == 404, "by way of another circle"
    Login.objects.filter(pk=bilal.login.pk).update(age_band="18-24")
    strangers = [Client(), browser, browser_of(sam), browser_of(lina), browser_of(nia)]
    for stranger in [*strangers, browser_of(joel, second_factor=False)]:
        for asked_for in (address(circle, message), address(circle, Message(pk=uuid4()))):
            answer = stranger.get(asked_for)
            assert answer.status_code == 404
            assert CANARY not in answer.content.decode()
        assert CANARY not in json.dumps(asked(stranger, ONE, circle=circle.pk, id=message.pk))


@pytest.mark.parametrize("how", ["removed", "retracted", "held", "hidden"])
def test_sg_35_what_is_not_shown_to_them_is_not_opened_either(circle, joel, amina, bilal, browser_of, how):
    message = said(amina, circle)
    if how != "held":
        fold(joel, message)
    if how == "removed":
        actions.remove_message(actor=joel.actor, message_id=message.pk, now=clock.now())
    elif how == "retracted":
        actions.retract_message(actor=amina.actor, message_id=message.pk, now=clock.now())
    elif how == "hidden":
        actions.hide_author(actor=bilal.actor, message_id=message.pk, how="block")
    assert open_quietly(browser_of(bilal), circle, message).status_code == 404
    assert (
        asked(browser_of(bilal), ONE, circle=circle.pk, id=message.pk)["errors"][0]["extensions"]["code"] == "not_found"
    )


def test_sg_35_authors_see_their_own_words(circle, joel, amina, browser_of):
    fold(joel, said(amina, circle))
    page = browser_of(amina).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    assert CANARY in page
    assert NOTE in page
    nodes = asked(browser_of(amina), LISTED, id=circle.pk)["data"]["circle"]["messages"]["edges"]
    assert CANARY in nodes[0]["node"]["text"]


def test_sg_35_what_is_shown_already_is_folded_when_a_flag_leads_to_it(circle, joel, amina, bilal, browser_of):
    message = said(amina, circle)
    decide(joel, message, decision="approve")
    page = reverse("circles:circle", args=[circle.pk])
    assert CANARY in browser_of(bilal).get(page).content.decode()
    flag_content(
        actor=bilal.actor, kind="circle_message", subject_id=message.pk, reason="other", note="", now=clock.now()
    )
    fold(joel, message, "hard")
    assert CANARY not in browser_of(bilal).get(page).content.decode()
    events = RoomEvent.objects.filter(subject_id=message.pk).order_by("seq")
    assert [event.kind for event in events] == ["message", "message"], "open pages put it in anew"
    assert Message.objects.get(pk=message.pk).seq == events[0].seq


@pytest.mark.parametrize(
    "choice",
    [
        {"decision": "approve", "content_note": "my own words"},
        {"decision": "approve", "content_note": "Self_harm"},
        {"decision": "remove", "content_note": "self_harm", "reason_code": "unkind", "explanation": "It hurts."},
    ],
)
def test_sg_35_a_note_is_one_of_ours_and_goes_with_a_yes(circle, joel, amina, choice):
    message = said(amina, circle)
    with pytest.raises(Invalid) as refusal:
        decide(joel, message, **choice)
    assert list(refusal.value.fields) == ["content_note"]
    message.refresh_from_db()
    assert (message.state, message.content_note) == ("held", "")
    assert not Decision.objects.exists()


def test_sg_35_which_note_it_was_is_on_record_and_its_words_are_not(circle, joel, amina):
    fold(joel, said(amina, circle))
    facts = [entry.facts for entry in AuditEntry.objects.filter(verb__in=["moderation.approve", "circles.approve"])]
    assert [fact["content_note"] for fact in facts] == ["self_harm", "self_harm"]
    assert CANARY not in json.dumps(facts)


def test_sg_35_in_the_queue_it_is_folded_too(circle, joel, zola, amina, bilal, browser_of):
    message = said(amina, circle)
    item = reverse("moderation:item", args=[open_item_for("circle_message", message.pk).pk])
    browser = browser_of(zola)
    assert NOTE in browser.get(item).content.decode()
    wrong = browser.post(item, {"decision": "approve", "content_note": "mine"})
    assert (wrong.status_code, "choose one of the content notes" in wrong.content.decode()) == (400, True)
    assert browser.post(item, {"decision": "approve", "content_note": "self_harm"}).status_code == 302
    assert CANARY not in browser_of(bilal).get(reverse("circles:circle", args=[circle.pk])).content.decode()


def test_sg_35_what_was_chosen_for_a_yes_does_not_stop_a_no(circle, zola, amina, browser_of):
    message = said(amina, circle)
    item = reverse("moderation:item", args=[open_item_for("circle_message", message.pk).pk])
    fields = {"reason_code": "unkind", "explanation": "It hurts.", "content_note": "self_harm"}
    assert browser_of(zola).post(item, {"decision": "remove", **fields}).status_code == 302
    message.refresh_from_db()
    assert (message.state, message.content_note) == ("removed", "")


# --- Taking a note off ----------------------------------------------------------------------------------------------

OFF = """mutation($id: UUID!) { takeNoteOff(input: {messageId: $id}) {
  message { text contentNote { code } } errors { code } } }"""


def note_off(circle, message):
    return reverse("circles:take_note_off", args=[circle.pk, message.pk])


@pytest.mark.parametrize("somebody", ["joel", "zola"])
def test_sg_35_whoever_looks_after_the_circle_takes_a_note_off_and_everybody_reads_it(
    live_site, circle, joel, zola, amina, bilal, browser_of, somebody
):
    staff = {"joel": joel, "zola": zola}[somebody]
    message = said(amina, circle)
    fold(joel, message)
    room = reverse("circles:circle", args=[circle.pk])
    with live_site.connect(bilal) as his:
        his.join(circle.room_id)
        assert note_off(circle, message) in browser_of(staff).get(address(circle, message)).content.decode()
        assert browser_of(staff).post(note_off(circle, message)).status_code == 302
        event = his.expect("event", timeout=10, seq=2)["message"]
    assert (event["text"], "content_note" in event) == (message.text, False)
    page = browser_of(bilal).get(room).content.decode()
    assert CANARY in page
    assert NOTE not in page.split("<template", 1)[0]
    (entry,) = AuditEntry.objects.filter(verb="circles.take_note_off")
    assert (entry.actor_id, entry.facts["content_note"]) == (staff.login.pk, "self_harm")
    assert CANARY not in json.dumps(entry.facts)
    browser_of(staff).post(note_off(circle, message))
    assert AuditEntry.objects.filter(verb="circles.take_note_off").count() == 1, "twice is once"


def test_sg_35_a_note_is_taken_off_through_graphql_too(circle, joel, amina, bilal, browser_of):
    message = said(amina, circle)
    fold(joel, message)
    refused = asked(browser_of(bilal), OFF, id=message.pk)
    assert refused["data"]["takeNoteOff"] == {"message": None, "errors": [{"code": "not_found"}]}
    done = asked(browser_of(joel), OFF, id=message.pk)["data"]["takeNoteOff"]
    assert done == {"message": {"text": message.text, "contentNote": None}, "errors": []}


def test_sg_35_nobody_else_takes_a_note_off_its_author_neither(circle, joel, nia, amina, bilal, sam, browser_of):
    message = said(amina, circle)
    fold(joel, message)
    weak = browser_of(joel, second_factor=False)
    for browser in (Client(), browser_of(amina), browser_of(bilal), browser_of(sam), browser_of(nia), weak):
        assert browser.post(note_off(circle, message)).status_code in {302, 404}
        assert note_off(circle, message) not in browser.get(address(circle, message)).content.decode()
    message.refresh_from_db()
    assert message.content_note == "self_harm"
    assert not AuditEntry.objects.filter(verb="circles.take_note_off").exists()


@pytest.mark.parametrize("state", ["removed", "held", "retracted"])
def test_sg_35_what_is_not_shown_keeps_its_note(circle, joel, amina, browser_of, state):
    message = said(amina, circle)
    if state != "held":
        fold(joel, message)
    if state == "removed":
        actions.remove_message(actor=joel.actor, message_id=message.pk, now=clock.now())
    elif state == "retracted":
        actions.retract_message(actor=amina.actor, message_id=message.pk, now=clock.now())
    message.refresh_from_db()
    before = (message.state, message.content_note, message.settled_at)
    assert browser_of(joel).post(note_off(circle, message)).status_code == 404
    message.refresh_from_db()
    assert (message.state, message.content_note, message.settled_at) == before
