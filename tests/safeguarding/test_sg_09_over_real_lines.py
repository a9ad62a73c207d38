"""SG-09 over real sockets: a safety moderator's line is cut, and the group cannot write any more."""

import json
import socket
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import transaction

from peer_circles import actions
from peer_circles.models import CheckIn
from pop.core import clock
from pop.realtime import hub
from tests.factories import circles


@pytest.fixture
def session(live_site, joel, zola, amina, settings, monkeypatch):
    """One that began a minute ago, with both on shift; signs of life count for a second here."""
    settings.POP_ROOMS_BEAT_SECONDS = 0.1
    settings.POP_SESSION_STAFF_SECONDS = 1
    monkeypatch.setattr("peer_circles.actions.shifts.WRITTEN_EVERY", timedelta(seconds=0.2))
    circle = circles.circle(joel, amina, talk_between_sessions=False)
    return circles.meeting(circle, (joel, zola))


def told(wire, state):
    """The next word about the session that says this."""
    while True:
        frame = wire.expect("private")
        if frame.get("session", {}).get("state") == state:
            return frame


def test_sg_09_the_safety_moderators_line_is_cut_and_comes_back(live_site, session, joel, zola, amina):
    room = session.circle.room_id
    with live_site.connect(amina) as hers, live_site.connect(joel) as staff:
        with live_site.connect(zola) as safety:
            for wire in (hers, staff, safety):
                wire.join(room)
            while (now := clock.now()) and not all(
                session.shifts.filter(ended_at=None).values_list("seen_at", flat=True)
            ):
                staff.nothing_but("private", "seat", seconds=0.1)
            actions.check_in(actor=amina.actor, session_id=session.pk, agreed_version=1, mood=4, now=now)
            actions.open_session(actor=joel.actor, session_id=session.pk, now=clock.now())
            assert told(hers, "open")["session"]["may_write"] is True
            assert hers.post(room, "good evening")["status"] == "published"
        frozen = told(hers, "frozen")
        assert frozen["session"]["may_write"] is False
        assert frozen["help"]["label"] == "Automatic message"
        refused = hers.post(room, "is anybody there?")
        assert (refused["type"], refused["code"]) == ("error", "read_only")
        with live_site.connect(zola) as safety:
            safety.join(room)
            assert told(hers, "open")["session"]["may_write"] is True
            assert hers.post(room, "welcome back")["status"] == "published"


def test_sg_09_it_holds_for_whoever_asks_when_no_line_is_left(live_site, session, joel, zola, amina):
    room = session.circle.room_id
    with transaction.atomic():
        CheckIn.objects.create(
            session=session, persona=amina.persona, agreed_version=1, mood=4, came_at=clock.now()
        )  # fmt: skip
    with live_site.connect(joel) as staff, live_site.connect(zola) as safety:
        staff.join(room)
        safety.join(room)
        while not all(session.shifts.filter(ended_at=None).values_list("seen_at", flat=True)):
            staff.nothing_but("private", "seat", seconds=0.1)
        actions.open_session(actor=joel.actor, session_id=session.pk, now=clock.now())
    later = clock.now() + timedelta(seconds=2)
    assert actions.move_sessions_on(now=later) == 1
    session.refresh_from_db()
    assert (session.state, session.frozen_because) == ("frozen", "staff")


@contextmanager
def a_line_that_falls_silent(site, somebody, room):
    """In the room, and not a word after that: it answers no ping, and nobody has closed it, as a phone in a tunnel."""
    cookies = "; ".join(f"{name}={value}" for name, value in site.cookies_of(somebody).items())
    asks = [
        "GET /ws/rooms/ HTTP/1.1",
        f"Host: {site.host}",
        f"Origin: {site.url}",
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        f"Cookie: {cookies}",
    ]
    with socket.create_connection(("127.0.0.1", site.port)) as line:
        line.sendall("\r\n".join([*asks, "", ""]).encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 101")
        join = json.dumps({"type": "join", "room": str(room), "after": 0}).encode()
        line.sendall(bytes((0x81, 0x80 | len(join), 0, 0, 0, 0)) + join)  # masked with nothing
        yield


def test_sg_09_a_line_that_died_without_a_word_is_no_sign_of_life(live_site, session, joel, zola, amina, settings):
    settings.POP_SESSION_STAFF_SECONDS = 4  # the server itself gives up such a line after many more
    room = session.circle.room_id
    with (
        live_site.connect(amina) as hers,
        live_site.connect(joel) as staff,
        a_line_that_falls_silent(live_site, zola, room),
    ):
        for wire in (hers, staff):
            wire.join(room)
        while not all(session.shifts.filter(ended_at=None).values_list("seen_at", flat=True)):
            staff.nothing_but("private", "seat", seconds=0.1)
        actions.check_in(actor=amina.actor, session_id=session.pk, agreed_version=1, mood=4, now=clock.now())
        actions.open_session(actor=joel.actor, session_id=session.pk, now=clock.now())
        told(hers, "open")
        told(hers, "frozen")
        assert hers.post(room, "is anybody there?")["code"] == "read_only"
        assert hub._hub is not None
        assert len(hub._hub._lines) == 3  # the silent one is still taken for open
        seen = dict(session.shifts.filter(ended_at=None).values_list("duty", "seen_at"))
        assert seen["safety"] < clock.now() - timedelta(seconds=4)
        assert seen["facilitator"] > clock.now() - timedelta(seconds=4)  # says nothing either, and answers


def test_sg_09_a_members_line_that_died_without_a_word_is_not_there_at_the_desk(
    live_site, session, joel, amina, bilal, monkeypatch
):
    """The others' staff look after who is gone: a phone in a tunnel is gone, although nobody has closed its line."""
    monkeypatch.setattr("peer_circles.actions.lines.GONE_AFTER", timedelta(seconds=4))
    monkeypatch.setattr("peer_circles.actions.lines.WRITTEN_EVERY", timedelta(seconds=0.2))
    room = session.circle.room_id
    circles.join(session.circle, bilal)
    for member in (amina, bilal):
        CheckIn.objects.create(
            session=session, persona=member.persona, agreed_version=1, mood=4, came_at=clock.now()
        )  # fmt: skip

    def until(staff, **lines):
        while {one["name"]: one["line"] for one in staff.expect("private").get("people", [])} != lines:
            pass

    with live_site.connect(joel) as staff, live_site.connect(bilal) as his:
        for wire in (staff, his):
            wire.join(room)
        with a_line_that_falls_silent(live_site, amina, room):
            until(staff, amina=True, bilal=True)
            until(staff, amina=False, bilal=True)  # he says nothing either, and answers
            assert hub._hub is not None
            assert len(hub._hub._lines) == 3  # hers is still taken for open
    assert CheckIn.objects.get(persona=amina.persona).line_at is None
