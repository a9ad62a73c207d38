"""What a room promises to whoever is in it: everything, once, in order; and to whoever is not: nothing."""

import time
from datetime import datetime
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction

from pop.core import clock
from pop.core.errors import Absent
from pop.realtime import actions
from pop.realtime.models import Room, RoomEvent


def texts(wire, count):
    return [(frame["seq"], frame["text"]) for frame in (wire.expect("event") for _ in range(count))]


def test_what_is_said_reaches_everybody_in_order_and_the_sender_an_ack(live_site, parlour, amina, bilal):
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        assert hers.receive() == {"type": "hello", "version": 1, "ping_seconds": 25}
        assert hers.join(room)["seq"] == 0
        joined = his.join(room)
        assert datetime.fromisoformat(joined.pop("now")).tzinfo is not None
        assert joined == {
            "type": "joined",
            "room": str(room),
            "seq": 0,
            "may_write": True,
            "is_staff": False,
        }
        client_id = uuid4()
        assert hers.post(room, "hello", client_id) == {
            "type": "ack",
            "room": str(room),
            "client_id": str(client_id),
            "seq": 1,
        }
        assert texts(his, 1) == [(1, "hello")]
        assert his.post(room, "hi there")["seq"] == 2
    with live_site.connect(bilal) as his:
        his.join(room)
        assert texts(his, 2) == [(1, "hello"), (2, "hi there")]


def test_sec_03_everything_comes_once_and_in_order_while_others_write(live_site, parlour, amina, bilal):
    room = parlour.open(amina, bilal)
    parlour.say(room, *(f"before {n}" for n in range(450)))
    with live_site.connect(bilal) as his:
        his.send(type="join", room=room, after=0)
        for n in range(25):
            parlour.say(room, f"during {n}")
        assert [seq for seq, _text in texts(his, 475)] == list(range(1, 476))
        his.nothing_but()


def test_sec_04_a_reconnect_brings_what_was_missed_and_only_that(live_site, parlour, amina):
    room = parlour.open(amina)
    parlour.say(room, "one", "two")
    with live_site.connect(amina) as wire:
        wire.join(room)
        assert texts(wire, 2) == [(1, "one"), (2, "two")]
        wire.kill()
    parlour.say(room, "three")
    with live_site.connect(amina) as wire:
        wire.join(room, after=2)
        assert texts(wire, 1) == [(3, "three")]
        parlour.say(room, "four")
        assert texts(wire, 1) == [(4, "four")]


def test_a_client_from_the_future_is_told_where_the_room_stands(live_site, parlour, amina):
    room = parlour.open(amina)
    parlour.say(room, "one")
    with live_site.connect(amina) as wire:
        assert wire.join(room, after=99)["seq"] == 1
        parlour.say(room, "two")
        assert texts(wire, 1) == [(2, "two")]


def test_sec_03_a_lost_wake_up_costs_a_beat_and_no_message(live_site, parlour, amina, monkeypatch, settings):
    settings.POP_ROOMS_BEAT_SECONDS = 0.2
    room = parlour.open(amina)
    with live_site.connect(amina) as wire:
        wire.join(room)
        monkeypatch.setattr("pop.realtime.hub.Hub.changed_here", lambda hub, room_id: None)
        parlour.say(room, "nobody was woken")
        assert texts(wire, 1) == [(1, "nobody was woken")]
        parlour.whisper(room, amina, "nor here")
        assert wire.expect("private")["whisper"] == "nor here"


def test_a_private_frame_reaches_only_whom_it_concerns_and_only_when_it_differs(live_site, parlour, amina, bilal):
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(room)
        his.join(room)
        parlour.whisper(room, amina, "psst")
        assert hers.expect("private") == {"type": "private", "room": str(room), "whisper": "psst"}
        parlour.whisper(room, amina, "psst")
        assert his.nothing_but() == []
        assert hers.nothing_but() == []
    with live_site.connect(amina) as hers:
        hers.join(room)
        assert hers.expect("private")["whisper"] == "psst"


def test_who_left_a_room_hears_nothing_more_of_it(live_site, parlour, amina):
    room, other = parlour.open(amina), parlour.open(amina)
    with live_site.connect(amina) as wire:
        wire.join(room)
        wire.join(other)
        wire.send(type="leave", room=room)
        wire.expect("left", room=str(room))
        parlour.say(room, "not for her")
        parlour.say(other, "for her")
        assert wire.expect("event")["text"] == "for her"


def test_sec_24_a_foreign_room_and_an_unknown_one_answer_alike(live_site, parlour, amina, bilal):
    foreign, unknown = parlour.open(bilal), uuid4()
    answers = []
    for room in (foreign, unknown):
        with live_site.connect(amina) as wire:
            wire.send(type="post", room=room, client_id=uuid4(), text="let me in")
            refusal = wire.expect("error")
            wire.send(type="join", room=room, after=0)
            code, reason = wire.closing_code()
            assert reason == f"not_found {room}"
            answers.append((code, refusal["code"], refusal["message"]))
    assert answers[0] == answers[1] == (4404, "not_found", answers[0][2])
    assert not RoomEvent.objects.exists()


def test_sec_28_whoever_is_shown_out_hears_nothing_from_then_on(live_site, parlour, amina, bilal):
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as wire:
        wire.join(room)
        started = time.monotonic()
        parlour.show_out(room, amina)
        assert wire.closing_code(5)[0] == 4404
        assert time.monotonic() - started < 5
        parlour.say(room, "after she left")


def test_sec_28_logging_out_closes_the_open_socket_within_5_seconds(live_site, parlour, amina):
    room = parlour.open(amina)
    cookies = live_site.cookies_of(amina)
    with live_site.connect(amina, cookies=cookies) as wire:
        wire.join(room)
        Session.objects.filter(pk=next(iter(cookies.values()))).delete()
        assert wire.closing_code(5)[0] == 4401


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_step_of_the_stream_belongs_to_a_transaction():
    room = actions.open_room(kind="parlour")
    with pytest.raises(transaction.TransactionManagementError):
        actions.append_event(room_id=room, kind="said", subject_id=uuid4(), now=clock.now())
    with pytest.raises(Absent), transaction.atomic():
        actions.append_event(room_id=uuid4(), kind="said", subject_id=uuid4(), now=clock.now())
    assert Room.objects.get(pk=room).last_seq == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_rollback_leaves_no_gap(parlour):
    room = parlour.open()
    with transaction.atomic():
        parlour.say(room, "never")
        transaction.set_rollback(True)
    assert parlour.say(room, "first") == 1
