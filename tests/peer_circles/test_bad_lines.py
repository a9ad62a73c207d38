"""Lines that are cut, fall silent or bring things late, two hundred times (SEC-04), and one message sent a hundred
times at once (SEC-02): everybody ends with exactly what the database holds."""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import permutations
from uuid import uuid4

import pytest
from django.db import connection
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from peer_circles import actions
from peer_circles.actions import at_once
from peer_circles.models import Message, StaffSeen
from pop.accounts.contracts import AgeBand
from pop.core import clock
from pop.core.limits import Limit
from pop.realtime import hub
from pop.realtime.models import RoomEvent
from tests.factories import circles
from tests.flaky import flaky_network
from tests.live import LiveSite
from tests.people import person

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BROKEN = (OSError, EOFError, TimeoutError, ConnectionClosed, InvalidHandshake, InvalidMessage)
FAULTS = 200
PATIENCE = 0.4  # seconds until a line that says nothing is given up; the protocol says ten, the test has less time


@pytest.fixture
def unlimited(monkeypatch):
    """Limits per person are held elsewhere; here one person stands for many."""
    monkeypatch.setattr(hub, "FRAMES_PER_PERSON", 10**6)
    monkeypatch.setattr(hub, "SOCKETS_PER_PERSON", 10**6)
    monkeypatch.setattr(at_once, "POSTS", Limit("circles.posts", times=10**6, seconds=10))


class Client(threading.Thread):
    """As docs/realtime-protocol.md says a client should be: says one thing after the other, keeps what has no ack, and
    comes back after whatever it has."""

    def __init__(self, network, cookies, room, name):
        super().__init__(daemon=True)
        self.network, self.site, self.cookies, self.room = network, LiveSite(network.port), cookies, str(room)
        self.name_of_person, self.said = name, 0
        self.unsent = None
        self.acks, self.seen, self.errors = {}, [], []
        self.until = None  # how many events there are, once it is known

    @property
    def is_done(self):
        return self.errors or (self.until is not None and len(self.seen) >= self.until)

    def run(self):
        while not self.is_done:
            try:
                with self.site.connect(None, cookies=self.cookies) as wire:
                    self.talk(wire)
            except BROKEN:
                time.sleep(0.01)
            except Exception as error:
                self.errors.append(error)

    def talk(self, wire):
        self.enter(wire)
        in_the_air = False
        while not self.is_done:
            if not in_the_air and (self.unsent or self.network.broken < FAULTS):
                if self.unsent is None:
                    self.said += 1
                    self.unsent = (str(uuid4()), f"{self.name_of_person} says {'abcdefgh'[self.said % 8]}")
                in_the_air = True
                wire.send(type="post", room=self.room, client_id=self.unsent[0], text=self.unsent[1])
            elif not in_the_air:
                wire.send(type="ping")
            frame = wire.receive(PATIENCE)
            if frame["type"] == "event":
                self.take(wire, frame)
            elif frame["type"] == "ack" and self.unsent and frame["client_id"] == self.unsent[0]:
                self.acks[self.unsent[0]] = (frame["seq"], frame["id"], self.unsent[1])
                self.unsent, in_the_air = None, False
            elif frame["type"] == "error":
                assert frame["code"] in {"unavailable", "too_fast"}, frame
                in_the_air = False

    def enter(self, wire):
        wire.send(type="join", room=self.room, after=len(self.seen))

    def take(self, wire, frame):
        if frame["seq"] == len(self.seen) + 1:
            self.seen.append((frame["seq"], frame["message"]["id"], frame["message"]["text"]))
        elif frame["seq"] > len(self.seen) + 1:
            self.enter(wire)


def test_sec_04_two_hundred_broken_lines_lose_double_and_disorder_nothing(live_site, unlimited, joel, amina, bilal):
    more = [person(name, AgeBand.SIXTEEN_TO_SEVENTEEN) for name in ("carla", "dilan", "elif", "femi", "goran")]
    circle = circles.circle(joel, amina, bilal, *more, capacity=8)
    everybody = (amina, bilal, joel, *more)
    with flaky_network(live_site.port) as network:
        people = [Client(network, live_site.cookies_of(one), circle.room_id, one.name) for one in everybody]
        for client in people:
            client.start()
        deadline = time.monotonic() + 300
        while network.broken < FAULTS or any(client.unsent for client in people):
            assert time.monotonic() < deadline, network.faults
            assert not any(client.errors for client in people)
            time.sleep(0.05)
        network.is_flaky = False
        rows = list(Message.objects.order_by("seq").values_list("seq", "pk", "text"))
        for client in people:
            client.until = len(rows)
        for client in people:
            client.join(30)
    assert min(network.faults.values()) > FAULTS // 6, network.faults
    expected = [(seq, str(pk), text) for seq, pk, text in rows]
    assert [seq for seq, _pk, _text in expected] == list(range(1, len(rows) + 1))
    for client in people:
        assert client.errors == []
        assert client.seen == expected
        # Everything it was told is said is there, once, and nothing of it that it was not told about.
        mine = [row for row in expected if row[2].startswith(client.name_of_person)]
        assert sorted(client.acks.values()) == mine
        assert len(mine) == client.said


def test_sec_02_a_hundred_times_at_once_is_one_message_and_one_ack(live_site, unlimited, joel, amina):
    """Three messages, or as many as POP_NAMES says: `make more-of-the-same` takes the thousand of SEC-02."""
    names = [uuid4() for _ in range(int(os.environ.get("POP_NAMES", "3")))]
    circle, cookies = circles.circle(joel, amina), live_site.cookies_of(amina)
    # Somebody of the staff is there for as long as it takes: otherwise what is said would wait.
    StaffSeen.objects.filter(circle=circle).update(at=clock.now() + timedelta(hours=1))
    together = threading.Barrier(5)

    def send(_number):
        with live_site.connect(None, cookies=cookies) as wire:
            wire.join(circle.room_id)
            acks = []
            for client_id, word in zip(names, permutations("abcdefgh", 5), strict=False):
                together.wait(10)
                text = f"said just so {''.join(word)}"  # nothing that sounds like a number to screening
                for _ in range(20):  # without waiting for an answer in between
                    wire.send(type="post", room=circle.room_id, client_id=client_id, text=text)
                acks += [wire.expect("ack", client_id=str(client_id)) for _ in range(20)]
            return acks

    with ThreadPoolExecutor(5) as pool:
        acks = [ack for answers in pool.map(send, range(5)) for ack in answers]
    assert len(acks) == 100 * len(names)
    told = {(ack["client_id"], ack["id"], ack["seq"]) for ack in acks}
    rows = Message.objects.order_by("seq").values_list("client_id", "pk", "seq")
    assert sorted(told) == sorted((str(client_id), str(pk), seq) for client_id, pk, seq in rows)
    assert [seq for _client_id, _pk, seq in rows] == list(range(1, len(names) + 1))
    assert RoomEvent.objects.filter(room=circle.room_id).count() == len(names)


@pytest.mark.parametrize("pre_moderated", [False, True], ids=["shown", "held"])
def test_sec_02_a_hundred_times_at_once_without_a_room_in_between(unlimited, joel, amina, pre_moderated):
    circle, client_id, actor = circles.circle(joel, amina, pre_moderated=pre_moderated), uuid4(), amina.actor

    def send(_number):
        try:
            said = {"circle_id": circle.pk, "client_id": client_id, "text": "only once", "now": clock.now()}
            message = actions.post_message(actor=actor, **said)
            return message.pk, message.seq
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(send, range(100)))
    message = Message.objects.get()
    assert answers == {(message.pk, message.seq)}
    assert RoomEvent.objects.filter(room=circle.room_id).count() == (0 if pre_moderated else 1)
