"""A question without a name: staff see who asks, the group never does, on no surface."""

from uuid import uuid4

import pytest

from moderation.actions import decide_item
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import Message
from peer_circles.personal_data import CircleData
from pop.core import clock
from pop.core.errors import Refused
from tests.factories import circles
from tests.factories.through_graphql import ask as ask_graphql

QUESTION = "Does it get easier?"
MESSAGES = """query($id: UUID!) { circle(id: $id) { messages(first: 9) { edges { node {
  text isAnonymous author { id name isFacilitator } } } } } }"""


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def ask(somebody, circle, text=QUESTION):
    return actions.post_message(
        actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, anonymous=True, now=clock.now()
    )


def approve(joel, message):
    item = open_item_for("circle_message", message.pk)
    decide_item(actor=joel.actor, item_id=item.pk, decision="approve", now=clock.now())


def page_of(browser, circle):
    return browser.get(f"/circles/{circle.pk}/").content.decode()


def test_it_waits_for_a_person_in_every_circle_and_staff_see_who(circle, joel, amina, bilal, browser_of):
    message = ask(amina, circle)
    assert message.state == "held"
    staff = page_of(browser_of(joel), circle)
    assert QUESTION in staff
    assert "Without a name for the others" in staff
    assert QUESTION not in page_of(browser_of(bilal), circle)
    approve(joel, message)
    assert "only staff see: amina" in page_of(browser_of(joel), circle)
    assert "You, without your name" in page_of(browser_of(amina), circle)


def test_no_page_and_no_answer_of_the_api_names_her_to_the_group(circle, joel, amina, bilal, browser_of):
    message = ask(amina, circle)
    approve(joel, message)
    reply = actions.post_message(
        actor=bilal.actor, circle_id=circle.pk, client_id=uuid4(), text="It does", reply_to=message.pk, now=clock.now()
    )
    his = browser_of(bilal)
    page = page_of(his, circle)
    assert page.count(QUESTION) == 2  # itself, and quoted
    for text in (page, his.get(f"/circles/{circle.pk}/?reply={message.pk}").content.decode()):
        assert "amina" not in text
        assert str(amina.persona.pk) not in text
    answer = str(ask_graphql(his, MESSAGES, id=circle.pk))
    assert QUESTION in answer
    assert "amina" not in answer
    assert str(amina.persona.pk) not in answer
    assert "amina" not in his.get(f"/moderation/flag/circle_message/{message.pk}/", follow=True).content.decode()
    assert "amina" not in str(CircleData().export(bilal.persona.pk))
    assert reply.state == "published"


def test_no_frame_names_her_to_the_group(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    room = circle.room_id
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (hers, his, staff):
            wire.join(room)
        hers.send(type="post", room=room, client_id=uuid4(), text=QUESTION, anonymous=True)
        assert hers.expect("ack")["status"] == "held"
        held = staff.expect("private")["held"][0]
        assert (held["author"]["name"], held["anonymous"]) == ("amina", True)
        approve(joel, Message.objects.get())
        event = his.expect("event")
        assert event["message"]["author"] == {"id": None, "name": "", "facilitator": False}
        assert event["message"]["anonymous"] is True
        heard = str(event) + str(his.nothing_but())
        assert "amina" not in heard
        assert str(amina.persona.pk) not in heard
        assert staff.expect("private")["unnamed"] == [{"id": event["message"]["id"], "name": "amina", "mine": False}]
        assert hers.expect("private", mine=None)["unnamed"][0]["mine"] is True


def test_taking_it_back_names_nobody(circle, joel, amina, bilal, browser_of):
    message = ask(amina, circle)
    approve(joel, message)
    actions.retract_message(actor=amina.actor, message_id=message.pk, now=clock.now())
    page = page_of(browser_of(bilal), circle)
    assert QUESTION not in page
    assert "amina" not in page


def test_it_needs_no_turn(circle, joel, amina):
    actions.set_mode(actor=joel.actor, circle_id=circle.pk, mode="turns", now=clock.now())
    assert ask(amina, circle).state == "held"


def test_staff_speak_with_their_names(circle, joel, browser_of):
    with pytest.raises(Refused):
        ask(joel, circle)
    assert 'name="anonymous"' not in page_of(browser_of(joel), circle)
    assert not Message.objects.exists()


def test_without_javascript(circle, amina, browser_of):
    browser_of(amina).post(
        f"/circles/{circle.pk}/say/", {"text": QUESTION, "client_id": str(uuid4()), "anonymous": "on"}
    )
    message = Message.objects.get()
    assert (message.is_anonymous, message.state) == (True, "held")
