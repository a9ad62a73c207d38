"""What two say to each other alone: the promises of a circle, over pages, sockets and the API, and what differs."""

import json
import threading
from uuid import uuid4

import pytest
from django.urls import reverse

from moderation.actions import decide_item, flag_content
from moderation.models import QueueItem
from moderation.selectors import open_item_for
from peer_circles.actions import asides
from peer_circles.models import Aside, AsideMessage
from pop.accounts.models import Notice
from pop.core import clock
from pop.core.errors import Absent, Conflict, DomainError, Invalid
from pop.support.actions import choose_country
from tests.factories import asides as make
from tests.factories import circles
from tests.factories.support import service

HARD = "i want to hurt myself"
PHONE = "call me on 0171 5550134 tonight"


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal)


@pytest.fixture
def aside(circle, joel, amina):
    return make.opened(circle, joel, amina)


def ask(browser, query, **fields):
    body = {"query": query, "variables": {"input": fields}}
    return json.loads(browser.post("/graphql/", body, content_type="application/json").content)["data"]


def where(name, aside):
    return reverse(f"circles:{name}", args=[aside.circle_id, aside.pk])


# --- Said once, in order ----------------------------------------------------------------------------------------------


def test_sec_02_the_same_name_and_words_again_are_the_same_message(aside, joel, amina):
    client_id = uuid4()
    first = make.said(aside, amina, " Hello\r\nyou ", client_id)
    assert (first.state, first.seq, first.text) == ("published", 1, "Hello\nyou")
    assert make.said(aside, amina, "Hello\nyou", client_id).pk == first.pk
    with pytest.raises(Conflict):
        make.said(aside, amina, "other words", client_id)
    assert make.said(aside, joel, "Hello\nyou", client_id).seq == 2
    assert AsideMessage.objects.count() == 2


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_empty_and_endless_words_are_refused_at_the_field(aside, amina, text):
    with pytest.raises(Invalid) as refusal:
        make.said(aside, amina, text)
    assert list(refusal.value.fields) == ["text"]
    assert not AsideMessage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_talk_over_their_lines_and_nobody_else_gets_a_byte(live_site, joel, zola, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    with (
        live_site.connect(joel) as his,
        live_site.connect(amina) as hers,
        live_site.connect(bilal) as others,
        live_site.connect(zola) as zolas,
    ):
        for wire in (his, hers, others, zolas):
            wire.join(circle.room_id)
        offer = make.offered(circle, joel, amina)
        card = hers.expect("private")["aside"]
        assert (card["state"], card["text"]) == ("offered", "joel would like to talk with you alone for a while.")
        aside = make.accepted(offer, amina)
        assert hers.expect("private")["aside"]["url"] == where("aside", aside)
        for wire in (his, hers):
            wire.join(aside.room_id)
        ack = hers.post(aside.room_id, "thank you for asking")
        assert (ack["status"], ack["seq"]) == ("published", 1)
        event = his.expect("event")
        assert event["message"]["text"] == "thank you for asking"
        assert event["message"]["author"] == {"id": str(amina.persona.pk), "name": "amina", "facilitator": False}
        assert his.post(aside.room_id, "I listen")["seq"] == 2
        assert others.nothing_but() == []
        for wire in (others, zolas):
            wire.send(type="join", room=aside.room_id, after=0)
            assert wire.closing_code() == (4404, f"not_found {aside.room_id}")  # as a room that does not exist
    with live_site.connect(amina) as hers:  # what she missed comes in its order
        hers.join(aside.room_id)
        assert [hers.expect("event")["message"]["text"] for _ in range(2)] == ["thank you for asking", "I listen"]
        asides.end_aside(actor=joel.actor, aside_id=aside.pk, now=clock.now())
        over = next(frame for frame in iter(lambda: hers.expect("private"), None) if not frame["session"]["may_write"])
        assert over["session"]["text"] == "This talk is over."
        assert over["help"]["label"] == "Automatic message"
        assert hers.post(aside.room_id, "one more")["code"] == "read_only"
    assert AsideMessage.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_sec_02_twenty_times_at_once_while_it_is_being_ended_is_one_message_or_none(live_site, joel, amina, browser_of):
    """Over two lines at once, and a page ends it: nothing doubled, nothing acknowledged lost, nobody stuck."""
    aside = make.opened(circles.circle(joel, amina), joel, amina)
    client_id, cookies = uuid4(), live_site.cookies_of(amina)
    his, address = browser_of(joel), where("end_aside", aside)
    answers, failures, barrier = [], [], threading.Barrier(3)

    def send():
        try:
            with live_site.connect(amina, cookies=cookies) as wire:
                wire.join(aside.room_id)
                barrier.wait(10)
                answers.extend(wire.post(aside.room_id, "only once", client_id) for _ in range(10))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    barrier.wait(10)
    assert his.post(address).status_code == 302
    for thread in threads:
        thread.join(60)
    assert failures == []
    acks = [answer for answer in answers if answer["type"] == "ack"]
    assert len(answers) == 20
    assert {answer["code"] for answer in answers if answer["type"] == "error"} <= {"read_only"}
    assert all(ack == acks[0] for ack in acks)
    assert AsideMessage.objects.count() == (1 if acks else 0)
    assert Aside.objects.get().state == "ended"


def test_everything_works_by_plain_pages(circle, joel, amina, browser_of):
    his, hers = browser_of(joel), browser_of(amina)
    room = reverse("circles:circle", args=[circle.pk])
    his.post(reverse("circles:offer_aside", args=[circle.pk]), {"persona": amina.persona.pk})
    assert "You offered amina a talk." in his.get(room).content.decode()
    aside = Aside.objects.get()
    answer = hers.post(where("answer_aside", aside), {"deed": "accept"})
    assert answer["Location"] == where("aside", aside)
    make.there(Aside.objects.get(), joel)
    hers.post(where("say_aside", aside), {"client_id": uuid4(), "text": "hello joel"})
    shown = his.get(where("aside", aside)).content.decode()
    assert "hello joel" in shown
    assert "amina said yes. Your talk is open." in his.get(room).content.decode()
    his.post(where("say_aside", aside), {"client_id": uuid4(), "text": "hello amina"})
    assert "hello amina" in hers.get(where("aside", aside)).content.decode()
    wrong = hers.post(where("say_aside", aside), {"client_id": "nonsense", "text": "keep me"})
    assert wrong.status_code == 400
    assert "keep me" in wrong.content.decode()
    assert hers.post(where("end_aside", aside))["Location"] == where("aside", aside)
    assert "This talk is over." in hers.get(where("aside", aside)).content.decode()
    assert AsideMessage.objects.count() == 2


def test_a_refused_offer_says_why_on_the_page_and_to_the_script(circle, joel, amina, browser_of):
    make.opened(circle, joel, amina)
    offer = reverse("circles:offer_aside", args=[circle.pk])
    told = browser_of(joel).post(offer, {"persona": amina.persona.pk}, follow=True).content.decode()
    assert "You are in a talk already." in told
    quietly = browser_of(joel).post(offer, {"persona": "x"}, headers={"Accept": "application/json"})
    assert (quietly.status_code, quietly.json()["message"]) == (400, "Choose somebody who is in this circle.")


def test_the_whole_way_through_the_api(circle, joel, amina, bilal, browser_of):
    his, hers = browser_of(joel), browser_of(amina)
    wish = ask(
        hers,
        "mutation($input: AskForHelpInput!) { askForHelp(input: $input) { aside { id state } errors { code } } }",
        circleId=str(circle.pk),
    )["askForHelp"]["aside"]
    assert wish["state"] == "asked"
    listed = f'query {{ asides(circleId: "{circle.pk}") {{ state memberName messages {{ text }} }} }}'
    assert ask(his, listed)["asides"] == [{"state": "asked", "memberName": "amina", "messages": []}]
    assert ask(browser_of(bilal), listed) is None  # no list at all, and nothing in it
    named = {"asideId": wish["id"]}
    offer = "mutation($input: OfferAsideInput!) { offerAside(input: $input) { aside { id state } errors { code } } }"
    offered = ask(his, offer, circleId=str(circle.pk), personaId=str(amina.persona.pk))["offerAside"]
    assert offered == {"aside": {"id": wish["id"], "state": "offered"}, "errors": []}
    accept = "mutation($input: AcceptAsideInput!) { acceptAside(input: $input) { aside { state } errors { code } } }"
    assert ask(browser_of(bilal), accept, **named)["acceptAside"]["errors"] == [{"code": "not_found"}]
    assert ask(hers, accept, **named)["acceptAside"]["aside"] == {"state": "open"}
    make.there(Aside.objects.get(), joel)
    say = """mutation($input: PostAsideMessageInput!) { postAsideMessage(input: $input) {
      message { seq status text } help { label } errors { code } } }"""
    said = ask(hers, say, **named, clientId=str(uuid4()), text="hello")["postAsideMessage"]
    assert said == {"message": {"seq": 1, "status": "published", "text": "hello"}, "help": None, "errors": []}
    mine = f'query {{ myAside(circleId: "{circle.pk}") {{ state staffName messages {{ text byStaff }} }} }}'
    assert ask(hers, mine)["myAside"] == {
        "state": "open", "staffName": "joel", "messages": [{"text": "hello", "byStaff": False}],
    }  # fmt: skip
    assert ask(browser_of(bilal), mine)["myAside"] is None
    end = "mutation($input: EndAsideInput!) { endAside(input: $input) { aside { state help { label } } } }"
    ended = ask(hers, end, **named)["endAside"]["aside"]
    assert ended == {"state": "ended", "help": {"label": "Automatic message"}}


# --- What screening hears ---------------------------------------------------------------------------------------------


def test_sg_31_words_that_sound_like_need_bring_help_a_task_and_go_to_nobody_but_who_listens(
    circle, aside, joel, zola, amina, bilal, browser_of
):
    service(name="Peru line", country_iso2="PE", country_name="Peru", phone="113")
    choose_country(actor=amina.actor, country="PE")
    message = make.said(aside, amina, HARD)
    assert message.state == "published"  # to the one who listens, at once: a call for help is never delayed (SEC-10)
    item = QueueItem.objects.get()
    assert (item.kind, item.lane, item.author_id) == ("circle_aside_message", "care", amina.persona.pk)
    hers = browser_of(amina).get(where("aside", aside)).content.decode()
    assert "Automatic message" in hers
    assert "Peru line" in hers
    his = browser_of(joel).get(where("aside", aside)).content.decode()
    assert HARD in his
    assert "Automatic message" not in his
    assert HARD not in browser_of(bilal).get(reverse("circles:circle", args=[circle.pk])).content.decode()
    words = browser_of(zola).post(reverse("moderation:item", args=[item.pk]), {"do": "show_words"})
    assert HARD in words.content.decode()
    # A second pair of eyes, not the facilitator's own queue: it is their talk.
    assert browser_of(joel).get(reverse("moderation:item", args=[item.pk])).status_code == 404


def test_sg_31_by_the_api_the_card_comes_with_the_answer(aside, amina, browser_of):
    say = """mutation($input: PostAsideMessageInput!) { postAsideMessage(input: $input) {
      message { status } help { label helpUrl } } }"""
    said = ask(browser_of(amina), say, asideId=str(aside.pk), clientId=str(uuid4()), text=HARD)["postAsideMessage"]
    assert said["message"] == {"status": "published"}
    assert said["help"] == {"label": "Automatic message", "helpUrl": "/help/"}


@pytest.mark.django_db(transaction=True)
def test_sg_31_over_the_line_the_card_is_the_members_alone(live_site, joel, amina):
    aside = make.opened(circles.circle(joel, amina), joel, amina)
    with live_site.connect(joel) as his, live_site.connect(amina) as hers:
        his.join(aside.room_id)
        hers.join(aside.room_id)
        assert hers.post(aside.room_id, HARD)["status"] == "published"
        assert his.expect("event")["message"]["text"] == HARD
        card = next(frame for frame in iter(lambda: hers.expect("private"), None) if "help" in frame)
        assert card["help"]["label"] == "Automatic message"
    assert QueueItem.objects.get().lane == "care"


def test_sec_10_neither_a_phone_number_nor_a_broken_check_nor_queue_stops_a_member(aside, amina, monkeypatch):
    assert make.said(aside, amina, PHONE).state == "published"
    assert QueueItem.objects.count() == 1
    monkeypatch.setattr("moderation.screening.screen", lambda text, context: 1 / 0)
    assert make.said(aside, amina, "harmless").state == "published"
    assert QueueItem.objects.count() == 2
    monkeypatch.setattr("peer_circles.actions.asides.words.open_item", lambda **fields: 1 / 0)
    assert make.said(aside, amina, "still heard").state == "published"
    for number in range(40):
        make.said(aside, amina, f"and more {number}")


def test_sg_13_staff_who_ask_to_talk_elsewhere_are_held_for_somebody_else(aside, joel, zola, amina, browser_of):
    message = make.said(aside, joel, PHONE)
    assert (message.state, message.seq) == ("held", None)
    item = open_item_for("circle_aside_message", message.pk)
    assert (item.cause, item.author_id) == ("held", joel.persona.pk)
    assert PHONE not in browser_of(amina).get(where("aside", aside)).content.decode()
    assert PHONE in browser_of(joel).get(where("aside", aside)).content.decode()
    for decider in (joel, amina):
        with pytest.raises(Absent):
            decide_item(actor=decider.actor, item_id=item.pk, decision="approve", now=clock.now())
    removal = {"reason_code": "private", "explanation": "We stay here."}
    decide_item(actor=zola.actor, item_id=item.pk, decision="remove", now=clock.now(), **removal)
    assert PHONE not in browser_of(amina).get(where("aside", aside)).content.decode()
    other = make.said(aside, joel, f"{PHONE}, the helpline")
    item = open_item_for("circle_aside_message", other.pk)
    decide_item(actor=zola.actor, item_id=item.pk, decision="approve", now=clock.now())
    assert "the helpline" in browser_of(amina).get(where("aside", aside)).content.decode()


def test_sg_11_a_broken_queue_refuses_staffs_held_words_aloud(aside, joel, monkeypatch):
    monkeypatch.setattr("peer_circles.actions.asides.words.open_item", lambda **fields: 1 / 0)
    with pytest.raises(DomainError) as refusal:
        make.said(aside, joel, PHONE)
    assert refusal.value.code == "unavailable"
    assert not AsideMessage.objects.exists()


def test_sg_57_what_a_member_flags_a_moderator_takes_away_from_both(aside, joel, zola, amina, browser_of):
    message = make.said(aside, joel, "a kingfisher of a remark")
    flag_content(
        actor=amina.actor, kind="circle_aside_message", subject_id=message.pk, reason="unkind", now=clock.now()
    )
    item = open_item_for("circle_aside_message", message.pk)
    assert browser_of(joel).get(reverse("moderation:item", args=[item.pk])).status_code == 404  # his own words
    removal = {"reason_code": "private", "explanation": "This hurts."}
    decide_item(actor=zola.actor, item_id=item.pk, decision="remove", now=clock.now(), **removal)
    for somebody in (amina, joel):
        shown = browser_of(somebody).get(where("aside", aside)).content.decode()
        assert "kingfisher" not in shown
        assert "This message was taken away by a moderator." in shown
    assert Notice.objects.filter(persona=joel.persona).exists()  # with the reasons (SG-49)
