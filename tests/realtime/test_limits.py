"""What a socket takes and what it does not (SEC-29): every frame is answered, none brings the room down."""

import json
import os
import random
from contextlib import ExitStack
from uuid import uuid4

import pytest
from websockets.exceptions import InvalidStatus

from pop.realtime import consumers, hub


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1.evil.example", "garbage"])
def test_sec_29_only_our_own_pages_may_connect(live_site, amina, origin):
    with pytest.raises(InvalidStatus) as refusal, live_site.connect(amina, origin=origin):
        pass
    assert refusal.value.response.status_code == 403


def test_nobody_signed_in_is_told_so(live_site, db):
    with live_site.connect(None) as wire:
        assert wire.closing_code()[0] == 4401
    with live_site.connect(None, cookies={"sessionid": "made-up"}) as wire:
        assert wire.closing_code()[0] == 4401


def test_sec_29_a_frame_over_16_kb_closes_1009(live_site, parlour, amina):
    room = parlour.open(amina)
    with live_site.connect(amina) as wire:
        wire.join(room)
        wire.post(room, "x" * 16_000)
    with live_site.connect(amina) as wire:
        wire.send(type="post", room=room, client_id=uuid4(), text="x" * 16_384)
        assert wire.closing_code()[0] == 1009


def test_sec_29_the_thirty_first_frame_within_ten_seconds_is_told_to_wait(live_site, parlour, amina):
    room = parlour.open(amina)
    with live_site.connect(amina) as wire, live_site.connect(amina) as second:
        wire.join(room)
        for _ in range(29):
            wire.send(type="ping")
            wire.expect("pong")
        second.send(type="ping")  # the limit is the person's, not the socket's
        refusal = second.expect("error")
        assert refusal["code"] == "too_fast"
        assert 1 <= refusal["retry_after"] <= 10
    assert len(parlour.said) == 0


def test_sec_29_a_sixth_socket_of_one_person_is_closed_4429(live_site, amina, bilal):
    with ExitStack() as stack:
        for _ in range(hub.SOCKETS_PER_PERSON):
            stack.enter_context(live_site.connect(amina)).expect("hello")
        assert stack.enter_context(live_site.connect(amina)).closing_code()[0] == 4429
        stack.enter_context(live_site.connect(bilal)).expect("hello")


def test_who_joins_nothing_is_let_go(live_site, amina, monkeypatch):
    monkeypatch.setattr(consumers, "FIRST_JOIN_SECONDS", 0.2)
    with live_site.connect(amina) as wire:
        assert wire.closing_code()[0] == 4408


def test_a_client_that_only_sends_nonsense_is_closed_4400(live_site, amina, monkeypatch):
    monkeypatch.setattr(consumers, "MOST_REFUSED_IN_A_ROW", 3)
    with live_site.connect(amina) as wire:
        for _ in range(4):
            wire.connection.send("nonsense")
        assert wire.closing_code()[0] == 4400


@pytest.mark.parametrize(
    "frame",
    [
        "",
        "null",
        "[]",
        '"text"',
        "{",
        '{"type": 1}',
        '{"type": "join"}',
        '{"type": "join", "room": "x", "after": 0}',
        '{"type": "join", "room": "00000000-0000-0000-0000-000000000000", "after": -1}',
        '{"type": "join", "room": "00000000-0000-0000-0000-000000000000", "after": true}',
        '{"type": "ping", "extra": 1}',
        '{"type": "dance"}',
        b"binary",
        "[" * 8000,
        '{"type": "\\ud800"}',
    ],
)
def test_sec_29_a_malformed_frame_gets_an_error_frame_and_the_line_stays_open(live_site, parlour, amina, frame):
    with live_site.connect(amina) as wire:
        wire.connection.send(frame)
        assert wire.expect("error")["code"] == "bad_frame"
        wire.send(type="ping")
        wire.expect("pong")


def test_sec_29_wrong_fields_of_a_known_frame_are_named(live_site, parlour, amina):
    room = parlour.open(amina)
    with live_site.connect(amina) as wire:
        wire.join(room)
        wire.send(type="post", room=room, client_id="no uuid", text=5)
        refusal = wire.expect("error", room=str(room))
        assert sorted(refusal["fields"]) == ["client_id", "text"]
        wire.send(type="post", room=room, client_id=uuid4(), text="a", author="somebody else")
        assert wire.expect("error")["code"] == "bad_frame"
    assert parlour.said == {}


def test_a_refusal_names_the_message_it_is_about_and_a_failure_is_never_an_ack(live_site, parlour, amina):
    room = parlour.open(amina)
    with live_site.connect(amina) as wire:
        wire.join(room)
        assert wire.post(room, "refuse me")["code"] == "refused"
        assert wire.post(room, "break")["code"] == "unavailable"
        assert wire.post(room, "fine")["seq"] == 1


def test_refusals_speak_the_language_asked_for(live_site, parlour, amina):
    with live_site.connect(amina, path="/ws/rooms/?lang=xx") as wire:
        wire.connection.send("nonsense")
        assert wire.expect("error")["message"] == "That is not JSON."


def test_sec_29_fuzzed_frames_bring_nothing_down(live_site, parlour, amina, bilal, monkeypatch):
    """A thousand, or as many as POP_FUZZED_FRAMES says: `make more-of-the-same` takes the ten thousand of SEC-29."""
    batches = int(os.environ.get("POP_FUZZED_FRAMES", "1000")) // 500
    monkeypatch.setattr(hub, "FRAMES_PER_PERSON", 10**6)
    monkeypatch.setattr(consumers, "MOST_REFUSED_IN_A_ROW", 10**6)
    room = parlour.open(amina, bilal)
    dice = random.Random(7)
    values = [
        None,
        True,
        -1,
        2**70,
        1.5,
        "",
        "\x00",
        "x" * 3000,
        [],
        {},
        [[[]]],
        {"a": {"b": 1}},
        str(room),
        str(uuid4()),
    ]
    words = ["type", "room", "after", "client_id", "text", "id", "seq", "join", "post", "ping", "leave", "__class__"]

    def fuzzed():
        if dice.random() < 0.2:
            return "".join(chr(dice.choice([*range(32, 127), 0x202E, 0x1F600])) for _ in range(dice.randint(0, 60)))
        frame = {dice.choice(words): dice.choice([*values, *words]) for _ in range(dice.randint(0, 6))}
        if dice.random() < 0.7:
            frame["type"] = dice.choice(["post", "leave", "ping", "approve", "error"])
        return json.dumps(frame)

    with live_site.connect(bilal) as his, live_site.connect(amina) as wire:
        his.join(room)
        wire.join(room)
        for _batch in range(batches):
            for _ in range(500):
                wire.connection.send(fuzzed())
            answers = 0
            while answers < 500:
                frame = wire.receive()
                assert frame["type"] in {"error", "pong", "ack", "left", "event"}
                assert frame.get("code") != "unavailable", frame
                answers += frame["type"] != "event"
        assert wire.post(room, "still here")["type"] == "ack"
        assert his.expect("event", text="still here")
