"""SG-01: "say it, be read, take it back". Whoever was shown words can still tell a person about them, whatever their
author did since; nobody else learns anything by it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from moderation.contracts import kind_named
from moderation.models import Decision, Flag, QueueItem
from peer_circles import actions
from pop.accounts.contracts import AgeBand
from pop.accounts.models import Notice
from pop.core import clock
from tests.factories import circles
from tests.factories.talk import HARD, decide, post
from tests.factories.through_graphql import ask
from tests.people import person

MEAN = "Tell nobody, but meet me behind the school"
FLAG = """mutation($id: UUID!) {
  flagContent(input: {kind: "circle_message", subjectId: $id, reason: CONTACT}) { received } }"""


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


@pytest.fixture
def taken_back(circle, bilal):
    said = post(bilal, circle, MEAN)
    actions.retract_message(actor=bilal.actor, message_id=said.pk, now=clock.now())
    said.refresh_from_db()
    return said


def way_to_tell(message):
    return reverse("moderation:flag", kwargs={"kind": "circle_message", "subject_id": message.pk})


def notices_of(somebody):
    return list(Notice.objects.filter(persona=somebody.persona).order_by("created_at").values_list("kind", "facts"))


def test_sg_01_who_read_it_tells_a_person_from_the_page_and_staff_read_the_words(
    circle, taken_back, amina, bilal, joel, browser_of
):
    hers = browser_of(amina)
    room = hers.get(f"/circles/{circle.pk}/").content.decode()
    assert MEAN not in room
    assert room.count(way_to_tell(taken_back)) == 1
    form = hers.get(way_to_tell(taken_back))
    assert form.status_code == 200
    assert MEAN not in form.content.decode()
    assert (
        hers.post(way_to_tell(taken_back), {"reason": "contact", "note": "He asked me to come alone."}).status_code
        == 302
    )
    item = QueueItem.objects.get()
    assert item.evidence[-1]["text"] == MEAN
    assert (item.author_id, item.cause) == (bilal.persona.pk, "flagged")
    assert "behind the school" in browser_of(joel).get(reverse("moderation:item", args=[item.pk])).content.decode()
    assert notices_of(bilal) == []  # its author learns nothing
    assert way_to_tell(taken_back) not in browser_of(bilal).get(f"/circles/{circle.pk}/").content.decode()


def test_sg_01_who_read_it_tells_a_person_through_graphql(taken_back, amina, browser_of):
    answer = ask(browser_of(amina), FLAG, id=str(taken_back.pk))
    assert answer["data"] == {"flagContent": {"received": True}}
    assert QueueItem.objects.get().evidence[-1]["text"] == MEAN


def test_sg_01_in_the_live_room_the_way_to_tell_stays_when_the_words_go(live_site, joel, amina, bilal, zola):
    circle = circles.circle(joel, amina, bilal)
    with live_site.connect(amina) as hers:
        hers.join(circle.room_id)
        said = post(bilal, circle, MEAN)
        hers.expect("event", kind="message")
        actions.retract_message(actor=bilal.actor, message_id=said.pk, now=clock.now())
        gone = hers.expect("event", kind="retracted")["message"]
    assert gone == {"id": str(said.pk), "status": "retracted", "flag": way_to_tell(said)}


@pytest.mark.parametrize("who", ["came later", "not in it", "nobody"])
def test_sg_01_who_was_never_shown_it_finds_nothing_to_tell_about(  # nor learns that there was something
    circle, taken_back, who, client, browser_of, time_machine
):
    time_machine.move_to(clock.now() + timedelta(minutes=1), tick=False)
    dalia = person("dalia", AgeBand.SIXTEEN_TO_SEVENTEEN)
    browser = client if who == "nobody" else browser_of(dalia)
    if who == "came later":
        circles.join(circle, dalia)
        assert way_to_tell(taken_back) not in browser.get(f"/circles/{circle.pk}/").content.decode()
    assert browser.get(way_to_tell(taken_back)).status_code == 404
    assert browser.post(way_to_tell(taken_back), {"reason": "unkind"}).status_code == 404
    assert (
        browser.get(reverse("moderation:flag", kwargs={"kind": "circle_message", "subject_id": uuid4()})).status_code
        == 404
    )
    assert not Flag.objects.exists()


def test_sg_10_what_was_taken_back_before_anybody_read_it_is_not_there_for_anybody(circle, amina, bilal, browser_of):
    held = post(bilal, circle, HARD)
    actions.retract_message(actor=bilal.actor, message_id=held.pk, now=clock.now())
    assert browser_of(amina).get(way_to_tell(held)).status_code == 404


@pytest.mark.parametrize("meanwhile", ["removed", "held back"])
def test_words_typed_to_tell_about_it_arrive_although_it_went_while_they_were_typed(
    circle, amina, bilal, zola, browser_of, meanwhile
):
    said = post(bilal, circle, "You are worth nothing")
    hers = browser_of(amina)
    assert hers.get(way_to_tell(said)).status_code == 200
    if meanwhile == "removed":
        actions.remove_message(actor=zola.actor, message_id=said.pk, now=clock.now())
    else:
        actions.hold_back_message(message_id=said.pk, now=clock.now())
    assert hers.post(way_to_tell(said), {"reason": "worried", "note": "I am afraid."}).status_code == 302
    assert Flag.objects.get().note == "I am afraid."
    said.refresh_from_db()
    assert said.state == ("removed" if meanwhile == "removed" else "held")  # telling shows nothing again


def test_a_person_finds_nothing_wrong_with_it_it_stays_taken_back_and_who_told_us_hears_what_is_true(
    taken_back, amina, bilal, zola, browser_of
):
    browser_of(amina).post(way_to_tell(taken_back), {"reason": "unkind"})
    decide(zola, taken_back, "approve")
    taken_back.refresh_from_db()
    assert taken_back.state == "retracted"
    decided = Decision.objects.get()
    assert notices_of(amina)[-1] == ("moderation.flag_outcome", {"outcome": "gone", "decision": str(decided.pk)})
    assert notices_of(bilal) == []
    page = browser_of(amina).get(reverse("moderation:outcome", args=[decided.pk])).content.decode()
    assert "A person looked. It is not shown any more: Message in a circle" in page
    assert "and it stays" not in page


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_note_in_front_of_what_was_told_about_leads_nobody_to_a_page_that_is_not_there(
    circle, amina, bilal, zola, browser_of, is_gone
):
    said = post(bilal, circle, MEAN)
    browser_of(amina).post(way_to_tell(said), {"reason": "unkind"})
    if is_gone:
        actions.retract_message(actor=bilal.actor, message_id=said.pk, now=clock.now())
    decide(zola, said, "approve", content_note="violence")
    said.refresh_from_db()
    assert (said.state, said.content_note) == (("retracted", "") if is_gone else ("published", "violence"))
    assert notices_of(amina)[-1] == ("moderation.flag_outcome", {"outcome": "gone" if is_gone else "noted"})
    page = browser_of(amina).get(reverse("account_notices")).content.decode()
    assert ("It is not shown any more." if is_gone else "We put a note in front of it.") in page
    assert "/moderation/outcomes/" not in page


def test_a_person_removes_it_its_author_hears_why_and_the_group_sees_that_it_was_taken_away(
    circle, taken_back, amina, bilal, zola, browser_of
):
    browser_of(amina).post(way_to_tell(taken_back), {"reason": "contact"})
    decide(zola, taken_back, "remove", reason_code="contact", explanation="Here nobody is asked to meet.")
    taken_back.refresh_from_db()
    assert taken_back.state == "removed"
    assert [kind for kind, _facts in notices_of(bilal)] == ["moderation.removed"]
    room = browser_of(amina).get(f"/circles/{circle.pk}/").content.decode()
    assert "This message was taken away by a moderator." in room
    assert way_to_tell(taken_back) not in room


def test_sg_01_staff_read_what_the_same_person_took_back_around_it_and_not_what_others_did(circle, amina, bilal):
    for text in ("How old are you?", "Where do you live?"):
        said = post(bilal, circle, text)
        actions.retract_message(actor=bilal.actor, message_id=said.pk, now=clock.now())
    hers = post(amina, circle, "I do not want to say that")
    actions.retract_message(actor=amina.actor, message_id=hers.pk, now=clock.now())
    last = post(bilal, circle, "You can tell me")
    around = kind_named("circle_message").snapshot(last.pk).surroundings
    assert around == ("bilal: How old are you? (Taken back)", "bilal: Where do you live? (Taken back)")
