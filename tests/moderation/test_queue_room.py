"""The queue over the socket: it says "look again", to whom something changed for, and nothing else (SG-52)."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from moderation import actions
from moderation.actions.announcing import queue_changed
from moderation.models import QueueItem
from moderation.queue_room import QUEUE_ROOM, QueueRoom
from moderation.selectors.waiting_tallies import mark_of, tallies_for
from moderation.triage import place_of
from pop.accounts.models import StaffRole
from pop.core import clock
from pop.core.errors import Absent
from pop.realtime.contracts import Seat, Viewer
from pop.realtime.models import Room, RoomEvent
from tests.factories.moderation import CARE, HELD, NOON

STAFF = Seat(may_write=False, is_staff=True)


def wait(notes, author, verdict=HELD, **note):
    return actions.open_item(
        kind="note", subject_id=notes.pin(author, **note).id, cause="held", verdict=verdict, now=clock.now()
    )


def mark(somebody):
    return mark_of(tallies_for(somebody.actor, clock.now()))


def look(live_site, somebody, **how):
    """Somebody's line with the queue open, and the mark of what they see."""
    actions.open_queue(actor=somebody.actor)
    line = live_site.connect(somebody, **how)
    wire = line.__enter__()
    wire.join(QUEUE_ROOM)
    assert wire.expect("private").keys() == {"type", "room", "mark"}
    return line, wire


@pytest.fixture
def desks(live_site, board, joel, zola, salma, amina):
    """Joel looks after one board, and has one of its notes waiting; all three have the queue open."""
    board.keepers = {"river": {joel.persona.pk}}
    wait(board, amina)
    open_lines = {somebody.name: look(live_site, somebody) for somebody in (joel, zola, salma)}
    yield {name: wire for name, (_line, wire) in open_lines.items()}
    for line, _wire in open_lines.values():
        line.__exit__(None, None, None)


def hear(desks, *names):
    """Exactly these are woken, with a word that says nothing."""
    for name in names:
        frame = desks[name].expect("private")
        assert frame == {"type": "private", "room": str(QUEUE_ROOM), "mark": frame["mark"]}
        assert len(frame["mark"]) == 16
    for name in desks.keys() - set(names):
        desks[name].nothing_but(seconds=0.4)


@pytest.mark.parametrize(
    ("who", "closing"),
    [
        ("amina", 4404),
        ("bilal", 4404),
        ("nia", 4404),
        ("otto", 4404),
        ("ada", 4404),
        ("joel", None),
        ("zola", None),
        ("salma", None),
    ],
)
def test_sg_52_who_may_have_the_queue_open(live_site, board, amina, zola, request, who, closing):
    actions.open_queue(actor=zola.actor)
    wait(board, amina)
    with live_site.connect(request.getfixturevalue(who)) as wire:
        wire.send(type="join", room=QUEUE_ROOM, after=0)
        if closing is None:
            assert wire.expect("joined")["is_staff"]
        else:
            assert wire.closing_code() == (closing, f"not_found {QUEUE_ROOM}")


def test_sg_52_sec_43_no_visitor_and_no_role_without_its_second_factor(live_site, board, zola):
    actions.open_queue(actor=zola.actor)
    with live_site.connect(None) as wire:
        assert wire.closing_code()[0] == 4401
    with live_site.connect(zola, cookies=live_site.cookies_of(zola, second_factor=False)) as wire:
        wire.send(type="join", room=QUEUE_ROOM, after=0)
        assert wire.closing_code() == (4404, f"not_found {QUEUE_ROOM}")
    with pytest.raises(Absent):
        actions.open_queue(actor=zola.actor_without_second_factor)


def test_sg_52_nothing_can_be_said_there_and_nothing_is_kept(desks, zola):
    desks["zola"].send(type="post", room=QUEUE_ROOM, client_id=str(QUEUE_ROOM), text="hello")
    assert desks["zola"].expect("error")["code"] == "bad_frame"
    assert not RoomEvent.objects.exists()


def test_sg_52_each_is_woken_for_what_they_may_see_and_for_nothing_else(desks, board, amina, joel, zola, salma):
    wait(board, amina, board="river")
    hear(desks, "joel", "zola", "salma")
    item = wait(board, amina, board="hill")  # nobody of the cast looks after that one
    hear(desks, "zola", "salma")
    actions.decide_item(actor=zola.actor, item_id=item.pk, decision="escalate", now=clock.now())
    hear(desks, "zola", "salma")  # gone for one, with more to do for the other
    actions.take_next(actor=salma.actor, lane="care", now=clock.now())
    hear(desks, "salma")
    actions.decide_item(actor=salma.actor, item_id=item.pk, decision="approve", now=clock.now())
    hear(desks, "salma")


def test_sg_52_nobody_is_woken_for_what_they_wrote_themselves(desks, board, zola, bilal):
    note = board.pin(zola, board="hill")
    actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="unkind", now=clock.now())
    hear(desks, "salma")


def test_taking_and_leaving_and_becoming_more_urgent_wakes(desks, board, amina, bilal, zola):
    note = board.pin(amina, board="hill")
    actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=clock.now())
    hear(desks, "zola", "salma")
    taken = actions.take_next(actor=zola.actor, now=clock.now())
    hear(desks, "joel", "zola", "salma")  # it was the older one, on the board joel looks after
    actions.skip_item(actor=zola.actor, item_id=taken.pk, now=clock.now())
    hear(desks, "joel", "zola", "salma")
    actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="worried", now=clock.now())
    hear(desks, "zola", "salma")


def test_what_was_undone_wakes_nobody(desks, board, amina):
    with transaction.atomic():
        wait(board, amina)
        transaction.set_rollback(True)
    hear(desks)


def test_until_somebody_looks_nobody_is_woken_and_nothing_breaks(board, amina):
    wait(board, amina)
    assert not Room.objects.filter(pk=QUEUE_ROOM).exists()


def test_sec_28_a_role_taken_away_or_a_logout_closes_within_5_seconds(live_site, board, zola, salma):
    actions.open_queue(actor=zola.actor)
    cookies = live_site.cookies_of(salma)
    with live_site.connect(zola) as hers, live_site.connect(salma, cookies=cookies) as theirs:
        for wire in (hers, theirs):
            wire.join(QUEUE_ROOM)
        StaffRole.objects.filter(login=zola.login).delete()
        Session.objects.filter(pk=next(iter(cookies.values()))).delete()
        assert hers.closing_code(5) == (4404, f"not_found {QUEUE_ROOM}")
        assert theirs.closing_code(5)[0] == 4401


def test_a_flood_of_10_000_is_one_wake_up_a_second(live_site, board, amina, zola):
    line, wire = look(live_site, zola)
    began = time.monotonic()
    for batch in range(50):
        now = clock.now() + timedelta(microseconds=batch)
        with transaction.atomic():
            QueueItem.objects.bulk_create(
                QueueItem(
                    kind="note", subject_id=board.pin(amina).id, cause="held", severity=2, lane="conduct",
                    author=amina.persona, created_at=now, due_at=now + timedelta(hours=4), place=place_of(2, now),
                )
                for _number in range(200)
            )  # fmt: skip
            for _number in range(200):
                queue_changed()
    everything = mark(zola)
    woken = 0
    while True:
        woken += 1
        if wire.expect("private")["mark"] == everything:
            break
    assert woken <= (time.monotonic() - began) / QueueRoom.rest + 2
    line.__exit__(None, None, None)


def test_a_wake_up_costs_one_query_for_each_person_however_many_windows_and_items(
    board, amina, zola, salma, django_assert_num_queries
):
    room = QueueRoom()
    viewers = [Viewer(somebody.actor, STAFF) for somebody in (zola, salma, zola, zola)]
    for items in (1, 20):
        for _number in range(items):
            wait(board, amina)
        with django_assert_num_queries(2):
            frames = room.private_frames(QUEUE_ROOM, viewers)
        assert frames[0] == frames[2] == frames[3]


def test_time_alone_changes_what_is_late_and_what_is_in_hand(board, amina, zola):
    note = board.pin(amina)
    actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=CARE, now=NOON)
    actions.take_next(actor=zola.actor, now=NOON)
    marks = [mark_of(tallies_for(zola.actor, NOON + timedelta(minutes=minutes))) for minutes in (1, 2, 14, 16, 40)]
    assert marks[0] == marks[1]
    assert len(set(marks)) >= 3
    assert marks[3] != marks[2]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_decision_holds_no_row_that_others_need_and_wakes_once_for_all_it_changed(zola):
    """Locked together with a circle's room, the one row of the queue would let two decisions wait for each other."""
    actions.open_queue(actor=zola.actor)
    with transaction.atomic():
        with CaptureQueriesContext(connection) as inside:
            queue_changed()
            queue_changed()
        assert inside.captured_queries == []
    assert Room.objects.get(pk=QUEUE_ROOM).private_seq == 1
