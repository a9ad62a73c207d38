"""What was taken out of a circle by mistake is back where it was, with the answers to it (SG-50)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from moderation.actions import appeal_decision, decide_item, flag_content
from moderation.models import Decision
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import CheckIn, CircleSession, Message
from pop.accounts.contracts import Role
from pop.accounts.models import Notice
from pop.core import clock
from pop.core.errors import Conflict
from tests.factories import circles
from tests.factories.moderation import agree
from tests.people import person

REMOVAL = {"reason_code": "unkind", "explanation": "This is about one of us."}
SORRY = {"decision": "overturn", "explanation": "It is about a film. Sorry."}


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


def say(who, circle, text, **more):
    given = {"client_id": uuid4(), "text": text, "now": clock.now(), **more}
    return actions.post_message(actor=who.actor, circle_id=circle.pk, **given)


def decide(who, message, decision, **more):
    item = open_item_for("circle_message", message.pk)
    return decide_item(actor=who.actor, item_id=item.pk, decision=decision, now=clock.now(), **more)


def flag(who, message):
    flag_content(actor=who.actor, kind="circle_message", subject_id=message.pk, reason="unkind", now=clock.now())


def appealed(who, decision):
    return appeal_decision(actor=who.actor, decision_id=decision.pk, words="I meant the film.", now=clock.now()).item_id


def overturn(who, item_id):
    return decide_item(actor=who.actor, item_id=item_id, now=clock.now(), **SORRY)


def page(browser, circle):
    return browser.get(reverse("circles:circle", args=[circle.pk])).content.decode()


def test_sg_50_it_stands_in_its_place_with_its_answers(circle, amina, bilal, zola, salma, browser_of):
    first = say(amina, circle, "The villain in it was so mean")
    answer = say(bilal, circle, "I loved the ending", reply_to=first.pk)
    actions.react(actor=bilal.actor, message_id=first.pk, kind="with_you", given=True, now=clock.now())
    before = Message.objects.filter(pk=first.pk).values("seq", "published_at", "support", "content_note").get()
    flag(bilal, first)
    decision = decide(zola, first, "remove", **REMOVAL)
    reader = browser_of(bilal)
    assert "so mean" not in page(reader, circle)
    overturn(salma, appealed(amina, decision))
    html = page(reader, circle)
    assert html.index("so mean") < html.index("I loved the ending")
    assert Message.objects.filter(pk=first.pk).values("seq", "published_at", "support", "content_note").get() == before
    assert Message.objects.get(pk=answer.pk).reply_to_id == first.pk


def test_sg_50_a_content_note_it_had_is_there_again(circle, amina, bilal, zola, salma):
    message = say(amina, circle, "The villain in it was so mean")
    flag(bilal, message)
    decide(zola, message, "approve", content_note="hate")
    flag(bilal, message)
    removal = decide(zola, message, "remove", **REMOVAL)
    overturn(salma, appealed(amina, removal))
    message.refresh_from_db()
    assert (message.state, message.content_note) == ("published", "hate")


def test_sg_50_a_content_note_by_mistake_is_gone(circle, amina, bilal, zola, salma, browser_of):
    message = say(amina, circle, "The villain in it was so mean")
    flag(bilal, message)
    noted = decide(zola, message, "approve", content_note="violence")
    assert noted.decision_visibility == "DECISION_VISIBILITY_CONTENT_LABELLED"
    assert noted.incompatible_content_ground_id == "content-note"
    assert Notice.objects.get(persona=amina.persona).kind == "moderation.noted"
    assert "so mean" not in page(browser_of(bilal), circle)
    statement = browser_of(amina).get(reverse("moderation:statement", args=[noted.pk])).content.decode()
    assert "Talks about violence or abuse, in general words" in statement
    overturn(salma, appealed(amina, noted))
    message.refresh_from_db()
    assert message.content_note == ""
    assert "so mean" in page(browser_of(bilal), circle)


def test_what_its_author_took_back_stays_away(circle, amina, bilal, zola, salma):
    message = say(amina, circle, "The villain in it was so mean")
    flag(bilal, message)
    noted = decide(zola, message, "approve", content_note="violence")
    item_id = appealed(amina, noted)
    actions.retract_message(actor=amina.actor, message_id=message.pk, now=clock.now())
    overturn(salma, item_id)
    message.refresh_from_db()
    assert message.state == "retracted"


def test_removed_it_can_be_said_again_in_other_words_and_not_changed(circle, amina, bilal, zola, browser_of):
    message = say(amina, circle, "The villain in it was so mean")
    flag(bilal, message)
    removal = decide(zola, message, "remove", **REMOVAL)
    assert removal.redress == "say_again appeal"
    html = browser_of(amina).get(reverse("moderation:statement", args=[removal.pk])).content.decode()
    assert "Say it again in other words" in html
    assert reverse("circles:circle", args=[circle.pk]) in html
    assert "Change it and send it in again" not in html


def test_sg_50_the_words_of_a_check_in_come_back(circle, joel, amina, zola, salma):
    now = clock.now()
    session = CircleSession.objects.create(circle=circle, starts_at=now, ends_at=now + timedelta(minutes=60))
    mine = actions.check_in(
        actor=amina.actor, session_id=session.pk, agreed_version=1, mood=1, word="a stormy film", now=now
    )
    item = open_item_for("circle_check_in", mine.pk)
    agree(item, person("mo", "18-24", Role.MODERATOR), zola, decision="remove", now=now, **REMOVAL)
    removal = Decision.objects.get(item=item)
    assert CheckIn.objects.get(pk=mine.pk).word == ""
    overturn(salma, appealed(amina, removal))
    assert CheckIn.objects.get(pk=mine.pk).word == "a stormy film"


def test_two_overturns_are_one(circle, amina, bilal, zola, salma):
    message = say(amina, circle, "The villain in it was so mean")
    flag(bilal, message)
    item_id = appealed(amina, decide(zola, message, "remove", **REMOVAL))
    overturn(salma, item_id)
    with pytest.raises(Conflict):
        overturn(salma, item_id)
    assert Decision.objects.filter(decision="overturn").count() == 1
