"""Answering a message: with words, and without."""

from uuid import uuid4

import pytest

from peer_circles import actions, selectors
from peer_circles.frames import message_body
from peer_circles.models import Message, Reaction
from pop.core import clock
from pop.core.errors import Absent, Invalid, Refused
from pop.realtime.models import RoomEvent
from tests.factories import circles
from tests.factories.talk import post
from tests.factories.through_graphql import ask


def answer(somebody, circle, message_id, text="I see", **more):
    return actions.post_message(
        actor=somebody.actor,
        circle_id=circle.pk,
        client_id=uuid4(),
        text=text,
        reply_to=message_id,
        now=clock.now(),
        **more,
    )


def react(somebody, message, kind="with_you", given=True):
    return actions.react(actor=somebody.actor, message_id=message.pk, kind=kind, given=given, now=clock.now())


def page_of(browser, circle, query=""):
    return browser.get(f"/circles/{circle.pk}/{query}").content.decode()


def test_an_answer_names_what_it_answers(joel, amina, bilal, browser_of):
    circle = circles.circle(joel, amina, bilal)
    first = post(bilal, circle, "Exams start on Monday")
    reply = answer(amina, circle, first.pk)
    assert message_body(reply)["message"]["reply_to"] == first.pk
    assert "Exams" not in str(message_body(reply))
    page = page_of(browser_of(joel), circle)
    assert page.count("Exams start on Monday") == 2
    assert "You answer bilal" in page_of(browser_of(amina), circle, f"?reply={first.pk}")


def test_sg_57_an_answer_to_a_removed_message_shows_nothing_of_it(joel, amina, bilal, zola, browser_of):
    circle = circles.circle(joel, amina, bilal)
    first = post(bilal, circle, "something to regret")
    answer(amina, circle, first.pk)
    actions.remove_message(actor=zola.actor, message_id=first.pk, now=clock.now())
    for query in ("", f"?reply={first.pk}"):
        page = page_of(browser_of(amina), circle, query)
        assert "something to regret" not in page
        assert "You answer" not in page.replace('data-you-answer="You answer {name}"', "")
    assert "Answers a message that is not shown any more." in page


def test_only_what_is_shown_here_can_be_answered(joel, amina, bilal, browser_of):
    circle, other = circles.circle(joel, amina, bilal), circles.circle(joel, bilal, name="Elsewhere")
    held = post(bilal, circle, "call me on 0171 5550134 tonight")
    elsewhere = post(bilal, other, "not for amina")
    for wrong in (held.pk, elsewhere.pk, uuid4()):
        with pytest.raises(Invalid) as refusal:
            answer(amina, circle, wrong)
        assert list(refusal.value.fields) == ["text"]
        assert "amina" not in page_of(browser_of(amina), circle, f"?reply={wrong}").split("room__answer")[1][:200]
    assert not Message.objects.filter(author=amina.persona).exists()


def test_sg_07_the_others_learn_which_kinds_there_are_and_never_who_or_how_many(joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    message = post(amina, circle)
    react(bilal, message, "thank_you")
    react(joel, message, "thank_you")
    react(bilal, message, "with_you")
    for _twice in range(2):
        react(bilal, message, "with_you")  # once is once
    message.refresh_from_db()
    body = message_body(message)["message"]
    assert body["support"] == ["with_you", "thank_you"]  # in one order for everybody, whoever was first
    assert str(bilal.persona.pk) not in str(body)
    assert list(RoomEvent.objects.order_by("seq").values_list("kind", flat=True)) == ["message", "support", "support"]
    react(joel, message, "thank_you", given=False)
    react(bilal, message, "thank_you", given=False)
    message.refresh_from_db()
    assert message.support == "with_you"
    assert selectors.reactions_of(joel.actor, [message]) == {}
    assert selectors.reactions_of(bilal.actor, [message]) == {message.pk: {"with_you"}}


def test_no_answer_to_what_is_not_there_or_ones_own(joel, amina, bilal, sam, zola):
    circle = circles.circle(joel, amina, bilal)
    shown, held = post(amina, circle), post(amina, circle, "call me on 0171 5550134 tonight")
    for somebody, message in ((bilal, held), (joel, held), (sam, shown), (circles.another_facilitator(), shown)):
        with pytest.raises(Absent):
            react(somebody, message)
    for somebody in (amina, zola):
        with pytest.raises(Refused):
            react(somebody, shown)
    with pytest.raises(Invalid):
        react(bilal, shown, "love")
    actions.remove_message(actor=joel.actor, message_id=shown.pk, now=clock.now())
    with pytest.raises(Absent):
        react(bilal, shown)
    assert not Reaction.objects.exists()


def test_somebody_who_deletes_their_account_takes_their_answers_with_them(joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    message = post(amina, circle)
    react(bilal, message)
    actions.forget_person(persona_id=bilal.persona.pk)
    message.refresh_from_db()
    assert (message.support, Reaction.objects.count()) == ("", 0)


def test_by_pages_alone(joel, amina, bilal, browser_of):
    circle = circles.circle(joel, amina, bilal)
    message, his = post(amina, circle), browser_of(bilal)
    his.post(f"/circles/{circle.pk}/messages/{message.pk}/react/", {"give": "thank_you"})
    assert 'name="take" value="thank_you" aria-pressed="true"' in page_of(his, circle)
    assert 'name="take" value="thank_you"' not in page_of(browser_of(joel), circle)
    his.post(f"/circles/{circle.pk}/messages/{message.pk}/react/", {"take": "thank_you"})
    his.post(f"/circles/{circle.pk}/messages/{message.pk}/react/", {"give": "nonsense"})
    assert not Reaction.objects.exists()
    his.post(f"/circles/{circle.pk}/say/", {"text": "yes", "client_id": str(uuid4()), "reply_to": str(message.pk)})
    assert Message.objects.get(text="yes").reply_to == message


def test_over_the_wire(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    room = circle.room_id
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        for wire in (hers, his):
            wire.join(room)
        message = hers.post(room, "first")["id"]
        his.send(type="react", room=room, id=message, kind="me_too", given=True)
        ack = his.expect("ack")
        assert (ack["id"], ack["kind"], ack["given"]) == (message, "me_too", True)
        assert hers.expect("event", kind="support")["support"] == {"id": message, "kinds": ["me_too"]}
        his.send(type="post", room=room, client_id=uuid4(), text="an answer", reply_to=message)
        his.expect("ack", status="published")
        event = hers.expect("event", kind="message", seq=3)
        assert event["message"]["reply_to"] == message
        his.send(type="react", room=room, id=message, kind="me_too", given="yes")
        assert his.expect("error")["code"] == "bad_frame"


def test_by_graphql(joel, amina, bilal, browser_of):
    circle = circles.circle(joel, amina, bilal)
    message = post(amina, circle)
    mutation = "mutation($input: ReactToMessageInput!) { reactToMessage(input: $input) { message { support } errors { code } } }"  # noqa: E501
    given = {"messageId": str(message.pk), "kind": "me_too", "given": True}
    assert ask(browser_of(bilal), mutation, input=given)["data"]["reactToMessage"]["message"] == {"support": ["me_too"]}
    assert ask(browser_of(amina), mutation, input=given)["data"]["reactToMessage"]["errors"] == [
        {"code": "own_message"}
    ]
