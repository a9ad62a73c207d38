"""The same promises over real sockets: in order, once, to whom they belong, and to nobody else."""

import threading
import time
from contextlib import suppress
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from websockets.exceptions import ConnectionClosed

from moderation.actions import decide_item
from moderation.models import QueueItem
from moderation.selectors import open_item_for
from peer_circles import actions
from peer_circles.models import Message
from pop.core import clock
from tests.factories import circles
from tests.factories.talk import HARD, post


def approve(somebody, message_id):
    item = open_item_for("circle_message", message_id)
    decide_item(actor=somebody.actor, item_id=item.pk, decision="approve", now=clock.now())


def texts(wire, count):
    return [wire.expect("event")["message"]["text"] for _ in range(count)]


def test_two_members_talk(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(circle.room_id)
        his.join(circle.room_id)
        ack = hers.post(circle.room_id, "hello bilal")
        assert (ack["status"], ack["seq"]) == ("published", 1)
        event = his.expect("event")
        assert event["message"]["id"] == ack["id"]
        assert event["message"]["author"] == {"id": str(amina.persona.pk), "name": "amina", "facilitator": False}
        assert (event["seq"], event["kind"], event["message"]["text"]) == (1, "message", "hello bilal")


def test_sg_10_a_held_message_reaches_nobody_until_approved_and_then_everybody_in_order(
    live_site, joel, amina, bilal, browser_of
):
    circle = circles.circle(joel, amina, bilal, pre_moderated=True)
    room = circle.room_id
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (hers, his, staff):
            wire.join(room)
        held = hers.post(room, "my own words")
        assert (held["status"], held["seq"]) == ("held", None)
        assert hers.expect("private")["mine"][0]["status"] == "held"
        assert staff.expect("private")["held"][0]["text"] == "my own words"
        assert his.nothing_but() == []  # not a byte, not even that something waits
        with live_site.connect(bilal) as again:  # nor on replay
            again.join(room)
            again.nothing_but()
        assert "my own words" not in browser_of(bilal).get(f"/circles/{circle.pk}/").content.decode()

        post(joel, circle, "while it waits")
        approve(joel, held["id"])
        assert texts(his, 2) == texts(hers, 2) == ["while it waits", "my own words"]
        assert "mine" not in hers.expect("private")
        assert "held" not in staff.expect("private")
    with live_site.connect(bilal) as his:  # after a reconnect too
        his.join(room)
        assert texts(his, 2) == ["while it waits", "my own words"]


def test_sec_02_twenty_times_at_once_is_one_message_and_one_ack(live_site, joel, amina):
    circle, client_id = circles.circle(joel, amina), uuid4()
    acks, failures = [], []
    cookies = live_site.cookies_of(amina)  # here: a thread of its own would keep a connection open
    barrier = threading.Barrier(4)

    def send():
        try:
            with live_site.connect(amina, cookies=cookies) as wire:
                wire.join(circle.room_id)
                barrier.wait(10)
                for _ in range(5):
                    acks.append(wire.post(circle.room_id, "only once", client_id))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(acks) == 20
    assert all(ack == acks[0] for ack in acks), acks
    message = Message.objects.get()
    assert (acks[0]["id"], acks[0]["seq"]) == (str(message.pk), message.seq)


def test_sec_01_a_line_cut_in_the_middle_of_sending_loses_and_doubles_nothing(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    names = [uuid4() for _ in range(5)]  # as many lines as one person may have
    with live_site.connect(bilal) as his:
        his.join(circle.room_id)
        for number, name in enumerate(names):
            with live_site.connect(amina) as wire:
                wire.send(type="join", room=circle.room_id, after=0)
                wire.send(type="post", room=circle.room_id, client_id=name, text=f"no {number}")
                time.sleep(0.004 * number)
                wire.kill()
        deadline = time.monotonic() + 10
        while True:
            assert time.monotonic() < deadline
            with (
                live_site.connect(amina) as wire,
                suppress(ConnectionClosed),
            ):  # those that broke count until it is seen
                assert wire.receive()["type"] == "hello"
                wire.join(circle.room_id)
                acks = [wire.post(circle.room_id, f"no {number}", name) for number, name in enumerate(names)]
                break
        assert [ack["type"] for ack in acks] == ["ack"] * 5
        assert sorted(texts(his, 5)) == [f"no {number}" for number in range(5)]
        his.nothing_but()
    assert Message.objects.count() == 5
    assert sorted(Message.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5]


def test_sec_24_strangers_of_every_kind_get_the_closing_of_an_unknown_room(live_site, joel, amina, bilal, sam, zola):
    circle = circles.circle(joel, amina, bilal)
    actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=clock.now())
    actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=bilal.persona.pk, now=clock.now())
    farah = circles.another_facilitator()
    for somebody in (sam, amina, bilal, farah):
        answers = set()
        for room in (circle.room_id, uuid4()):
            with live_site.connect(somebody) as wire:
                wire.send(type="join", room=room, after=0)
                code, reason = wire.closing_code()
                answers.add((code, reason.replace(str(room), "")))
        assert answers == {(4404, "not_found ")}
    with live_site.connect(None, cookies=live_site.cookies_of(joel, second_factor=False)) as wire:
        wire.send(type="join", room=circle.room_id, after=0)
        assert wire.closing_code()[0] == 4404  # SEC-43
    with live_site.connect(zola) as wire:
        assert wire.join(circle.room_id)["is_staff"] is True


@pytest.mark.parametrize("how", ["removed", "birthday", "agreement", "login", "role"])
def test_sec_28_what_ends_a_seat_closes_the_open_socket_within_5_seconds(live_site, joel, amina, how):
    circle = circles.circle(joel, amina)
    with live_site.connect(joel if how == "role" else amina) as wire:
        wire.join(circle.room_id)
        started = time.monotonic()
        if how == "removed":
            actions.remove_member(actor=joel.actor, circle_id=circle.pk, persona_id=amina.persona.pk, now=clock.now())
        elif how == "birthday":
            type(amina.login).objects.filter(pk=amina.login.pk).update(age_band="18-24")
        elif how == "agreement":
            type(circle).objects.update(agreement_version=2)
        elif how == "login":
            type(amina.login).objects.filter(pk=amina.login.pk).update(is_active=False)
        else:
            joel.login.staff_roles.update(ended_at=clock.now())
        assert wire.closing_code(5)[0] == (4401 if how == "login" else 4404)
        assert time.monotonic() - started < 5


def test_sg_57_removed_words_are_gone_live_and_on_replay(live_site, joel, amina, bilal, zola):
    circle = circles.circle(joel, amina, bilal)
    with live_site.connect(bilal) as his:
        his.join(circle.room_id)
        message = post(amina, circle, "words to regret")
        assert texts(his, 1) == ["words to regret"]
        actions.remove_message(actor=zola.actor, message_id=message.pk, now=clock.now())
        gone = his.expect("event", kind="removed")
        assert gone["message"] == {"id": str(message.pk), "status": "removed"}
    with live_site.connect(bilal) as his:
        his.join(circle.room_id)
        assert [his.expect("event")["message"] for _ in range(2)] == [gone["message"]] * 2


def test_sg_31_care_brings_help_to_the_author_and_the_flag_to_staff_alone(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his, live_site.connect(joel) as staff:
        for wire in (hers, his, staff):
            wire.join(circle.room_id)
        assert hers.post(circle.room_id, HARD)["status"] == "held"
        private = hers.expect("private")
        assert private["help"]["label"] == "Automatic message"
        assert private["help"]["help_url"] == "/help/"
        assert staff.expect("private")["held"][0]["care"] is True
        assert his.nothing_but() == []
    assert QueueItem.objects.get().lane == "care"


def test_sg_11_screening_that_breaks_shows_nothing(live_site, joel, amina, bilal, monkeypatch):
    circle = circles.circle(joel, amina, bilal)
    monkeypatch.setattr("moderation.screening.screen", lambda text, context: 1 / 0)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(circle.room_id)
        his.join(circle.room_id)
        assert hers.post(circle.room_id, "harmless")["status"] == "held"
        assert his.nothing_but() == []
        monkeypatch.setattr("peer_circles.actions.saying.open_item", lambda **fields: 1 / 0)
        refusal = hers.post(circle.room_id, "harmless again")
        assert (refusal["type"], refusal["code"]) == ("error", "unavailable")
        assert his.nothing_but() == []
    assert Message.objects.count() == 1


def test_one_takes_back_what_one_said(live_site, joel, amina, bilal):
    circle = circles.circle(joel, amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(circle.room_id)
        his.join(circle.room_id)
        said = hers.post(circle.room_id, "never mind")
        his.send(type="retract", room=circle.room_id, id=said["id"])
        assert his.expect("error")["code"] == "not_found"
        hers.send(type="retract", room=circle.room_id, id=said["id"])
        assert hers.expect("ack", id=said["id"])["status"] == "retracted"
        assert his.expect("event", kind="retracted")["message"]["status"] == "retracted"


@pytest.mark.parametrize("how", ["logout", "signed out everywhere", "keeper's role", "left", "circle closed"])
def test_sec_28_what_ends_a_line_or_what_may_be_done_on_it_reaches_it_within_5_seconds(
    live_site, joel, zola, salma, amina, browser_of, how
):
    circle = circles.circle(joel, amina)
    somebody = zola if how == "keeper's role" else amina
    cookies = live_site.cookies_of(somebody)
    with live_site.connect(somebody, cookies=cookies) as wire:
        wire.join(circle.room_id)
        started = time.monotonic()
        if how == "logout":
            browser = Client()
            browser.cookies.load(cookies)
            browser.post(reverse("account_logout"))
        elif how == "signed out everywhere":
            Session.objects.all().delete()
        elif how == "keeper's role":
            zola.login.staff_roles.update(ended_at=clock.now())
        elif how == "left":
            actions.leave_circle(actor=amina.actor, circle_id=circle.pk, now=clock.now())
        else:
            actions.close_circle(actor=salma.actor, circle_id=circle.pk, words="The board", now=clock.now())
        if how == "circle closed":
            assert wire.expect("seat", timeout=5)["may_write"] is False
            assert wire.post(circle.room_id, "one more")["code"] == "read_only"
        else:
            assert wire.closing_code(5)[0] == (4401 if how in {"logout", "signed out everywhere"} else 4404)
        assert time.monotonic() - started < 5
