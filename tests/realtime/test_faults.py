"""Readers who stop reading, and lines that are dead without having said so: they cost nobody else anything."""

import socket
import time
from contextlib import ExitStack

import pytest
from django.db import OperationalError
from websockets.sync.client import connect

from pop.realtime import asking, consumers, hub, outbox
from tests.live import Wire

BIG = "x" * 30_000


def stalled(site, somebody, stack):
    """A connection with a small window, which nobody reads from after the first frames."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", site.port))
    cookies = "; ".join(f"{name}={value}" for name, value in site.cookies_of(somebody).items())
    wire = stack.enter_context(
        connect(
            f"ws://{site.host}/ws/rooms/",
            sock=line,
            origin=site.url,
            additional_headers={"Cookie": cookies},
            compression=None,
            proxy=None,
            max_queue=1,
            close_timeout=0.1,
        )
    )
    return Wire(wire)


def lines_open():
    return len(hub._hub._lines)


def wait_until(holds, seconds):
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_reader_who_stops_is_dropped_within_5_seconds_and_holds_nobody_up(live_site, parlour, amina, bilal):
    room = parlour.open(amina, bilal)
    with ExitStack() as stack, live_site.connect(bilal) as his:
        his.join(room)
        for _ in range(3):
            stalled(live_site, amina, stack).join(room)
        assert lines_open() == 4
        began = time.monotonic()
        said = 0
        while lines_open() > 1:
            said = parlour.say(room, *[BIG] * 10)
            for _ in range(10):
                his.expect("event")
            assert time.monotonic() - began < 30, "nobody was dropped"
        assert said * len(BIG) < 64_000_000
        assert his.nothing_but() == []
        with live_site.connect(amina) as again:  # and catches up on a new line
            again.join(room, after=said - 3)
            assert [again.expect("event")["seq"] for _ in range(3)] == [said - 2, said - 1, said]


def test_a_reader_who_stops_while_catching_up_is_dropped_and_one_who_is_slow_is_not(
    live_site, parlour, amina, bilal, monkeypatch
):
    monkeypatch.setattr(outbox, "STALLED_SECONDS", 1.0)
    monkeypatch.setattr(asking, "PAGE", 10)
    room = parlour.open(amina, bilal)
    parlour.say(room, *[BIG] * 50)
    with ExitStack() as stack:
        stalled(live_site, amina, stack).join(room)
        slow = stalled(live_site, bilal, stack)
        slow.join(room)
        assert lines_open() == 2
        for seq in range(1, 51):  # for three times as long as who takes nothing may
            assert slow.expect("event")["seq"] == seq
            time.sleep(0.06)
        wait_until(lambda: lines_open() == 1, 10)
        parlour.say(room, "and here")
        assert slow.expect("event")["seq"] == 51


def test_sec_07_who_tries_again_while_the_database_is_away_keeps_their_line(live_site, parlour, amina, monkeypatch):
    async def away(*_given):
        raise OperationalError

    room = parlour.open(amina)
    monkeypatch.setattr(consumers, "MOST_REFUSED_IN_A_ROW", 3)
    with live_site.connect(amina) as hers:
        hers.join(room)
        with monkeypatch.context() as broken:
            broken.setattr(hub.Hub, "say", away)
            for _try in range(8):
                assert hers.post(room, "are you there?")["code"] == "unavailable"
        assert hers.post(room, "there again")["seq"] == 1


def test_sec_04_a_line_that_is_dead_without_a_word_is_found_by_its_silence(
    live_site, parlour, amina, bilal, monkeypatch, settings
):
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    monkeypatch.setattr(consumers, "IDLE_SECONDS", 0.5)
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(room)
        his.join(room)
        for _ in range(6):  # he pings, she does not
            time.sleep(0.15)
            his.send(type="ping")
            his.expect("pong")
        assert hers.closing_code()[0] == 4408
        wait_until(lambda: lines_open() == 1, 5)
        parlour.say(room, "he is still there")
        assert his.expect("event")["text"] == "he is still there"


@pytest.mark.parametrize("ready", [True, False], ids=["ready frames", "any server"])
def test_the_same_words_reach_people_on_any_server(live_site, parlour, amina, bilal, monkeypatch, ready):
    if not ready:
        monkeypatch.setattr("pop.realtime.wire.EXTENSION", "something else")
    room = parlour.open(amina, bilal)
    with live_site.connect(amina) as hers, live_site.connect(bilal) as his:
        hers.join(room)
        his.join(room)
        for text in ("short", "x" * 125, "é" * 100, "x" * 70_000):
            parlour.say(room, text)
            assert hers.expect("event")["text"] == his.expect("event")["text"] == text
