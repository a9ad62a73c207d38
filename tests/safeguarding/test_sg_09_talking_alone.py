"""SG-09 for a talk of two: it belongs to its session and the staff's line carries it. Whoever of the staff is gone
freezes it within seconds and the member sees help; it ends with the session. The group does not suffer by it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from peer_circles import actions as circle_actions
from peer_circles.actions import asides
from peer_circles.frames.asides import inside_bodies
from peer_circles.models import Aside, AsideMessage
from peer_circles.selectors.asides import aside_now
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Conflict, Refused
from pop.realtime.contracts import Seat, Viewer
from tests.factories import asides as make
from tests.factories import circles
from tests.factories.sessions import END, START, after, beat, opened, state, take


@pytest.fixture
def circle(joel, amina, bilal):
    return circles.circle(joel, amina, bilal, talk_between_sessions=False)


@pytest.fixture
def on(session, clock_at, joel, zola):
    return opened(session, clock_at, joel, zola)


def stands(aside, now):
    return aside_now(Aside.objects.select_related("session", "circle").get(pk=aside.pk), now).state


def card_of(aside, member, now):
    row = Aside.objects.select_related("session", "circle", "member", "staff").get(pk=aside.pk)
    (body,) = inside_bodies(row, [Viewer(member.actor, Seat(may_write=False))], now)
    return body


def verbs(aside):
    rows = AuditEntry.objects.filter(subject_id=str(aside.pk)).order_by("sequence")
    return [verb.removeprefix("circles.") for verb in rows.values_list("verb", flat=True)]


def test_sg_02_only_who_is_on_shift_offers_while_a_session_is_on(circle, session, clock_at, joel, zola, salma, amina):
    clock_at(after(-5))
    for staff in (joel, zola, salma):
        with pytest.raises(Absent):
            make.offered(circle, staff, amina, after(-5))
    take(joel, session, after(-5))
    assert make.offered(circle, joel, amina, after(-5)).session_id == session.pk
    with pytest.raises(Absent):
        make.offered(circle, salma, amina, after(-5))  # she may look in, not take a shift's place
    assert Aside.objects.count() == 1


def test_between_the_sessions_of_a_circle_that_rests_nobody_offers(circle, joel, zola, amina, clock_at):
    clock_at(after(-600))
    for staff in (joel, zola):
        with pytest.raises(Absent):
            make.offered(circle, staff, amina, after(-600))
    assert not Aside.objects.exists()


def test_sg_02_one_of_the_two_on_shift_stays_with_the_group(on, circle, joel, zola, amina, bilal):
    make.opened(circle, joel, amina, after())
    with pytest.raises(Conflict) as refusal:
        make.offered(circle, zola, bilal, after())
    assert refusal.value.code == "busy"
    assert Aside.objects.count() == 1


def test_sg_02_the_other_one_on_shift_can_look_in_until_the_shift_ends(on, circle, session, joel, zola, salma, amina):
    aside = make.opened(circle, joel, amina, after())
    asides.look_into_aside(actor=zola.actor, aside_id=aside.pk, now=after(seconds=5))
    circle_actions.hand_over_shift(actor=zola.actor, session_id=session.pk, now=after(seconds=10))
    with pytest.raises(Absent):
        asides.look_into_aside(actor=zola.actor, aside_id=aside.pk, now=after(seconds=15))
    asides.look_into_aside(actor=salma.actor, aside_id=aside.pk, now=after(seconds=15))
    assert verbs(aside) == ["offer_aside", "accept_aside", "look_into_aside", "look_into_aside"]


def test_sg_09_the_staffs_lost_line_freezes_it_within_30_seconds_and_its_return_goes_on(
    on, circle, joel, amina, clock_at
):
    aside = make.opened(circle, joel, amina, after())
    for seconds in (9, 18, 27):
        clock_at(after(seconds=seconds))
        assert make.there(aside, amina)[0].may_write
    make.said(aside, amina, "still here", now=after(seconds=30))
    clock_at(after(seconds=31))
    (hers,) = make.there(aside, amina)
    assert hers.may_write is False
    with pytest.raises(Refused) as refusal:
        make.said(aside, amina, "and now?", now=after(seconds=31))
    assert refusal.value.code == "read_only"
    body = card_of(aside, amina, after(seconds=31))
    assert body["session"]["text"] == "joel is not connected just now. It is not because of you."
    assert body["help"]["label"] == "Automatic message"
    assert AsideMessage.objects.count() == 1
    clock_at(after(minutes=2))
    assert [seat.may_write for seat in make.there(aside, joel, amina)] == [True, True]
    assert "help" not in card_of(aside, amina, after(minutes=2))
    make.said(aside, amina, "and now?", now=after(minutes=2))
    assert verbs(aside) == ["offer_aside", "accept_aside", "freeze_aside", "thaw_aside"]


def test_sg_09_it_freezes_by_itself_when_nothing_notices(on, circle, joel, amina):
    aside = make.opened(circle, joel, amina, after())
    assert stands(aside, after(seconds=30)) == "open"
    assert stands(aside, after(seconds=31)) == "frozen"
    assert Aside.objects.get().state == "open"  # the row has not followed, and nobody can write all the same
    with pytest.raises(Refused):
        make.said(aside, amina, now=after(seconds=31))


def test_a_yes_to_staff_who_do_not_come_freezes_too(on, circle, joel, amina):
    aside = make.accepted(make.offered(circle, joel, amina, after()), amina, after())
    assert stands(aside, after(seconds=30)) == "open"
    assert stands(aside, after(seconds=31)) == "frozen"


def test_sg_02_the_groups_session_goes_on_while_one_of_its_staff_talks_alone(
    on, circle, session, joel, zola, amina, bilal, clock_at
):
    aside = make.opened(circle, joel, amina, after())
    for seconds in range(8, 90, 8):  # joel has a line to the talk alone: he is at work for the session by it
        clock_at(after(seconds=seconds))
        beat(circle, zola, bilal)
        make.there(aside, joel, amina)
    assert state(session, after(seconds=88)) == "open"
    assert beat(circle, bilal)[0].may_write
    circle_actions.post_message(
        actor=bilal.actor, circle_id=circle.pk, client_id=uuid4(), text="Good evening", now=after(seconds=88)
    )
    clock_at(after(seconds=150))
    beat(circle, zola, bilal)
    assert state(session, after(seconds=150)) == "frozen"  # now he is nowhere


def test_it_ends_with_its_session_and_leaves_the_numbers(on, circle, joel, zola, amina, clock_at, browser_of):
    aside = make.opened(circle, joel, amina, after())
    clock_at(END)
    assert stands(aside, END) == "ended"
    assert make.there(aside, joel)[0] is None
    body = card_of(aside, amina, END)
    assert body["session"] == {
        "state": "ended",
        "may_write": False,
        "text": "This talk is over.",
        "url": reverse("circles:circle", args=[circle.pk]),
    }
    assert body["help"]["title"] == "Somebody to talk to, also tonight"
    with pytest.raises(Refused):
        make.said(aside, amina, now=END)
    assert Aside.objects.get().over_at == END
    clock_at(END + timedelta(hours=12, seconds=1))
    assert make.there(aside, amina) == [None]  # she could read it for twelve hours more


def test_it_ends_when_the_session_is_closed_early_and_lives_longer_with_it(
    on, circle, session, joel, zola, amina, clock_at
):
    aside = make.opened(circle, joel, amina, after())
    circle_actions.extend_session(actor=joel.actor, session_id=session.pk, minutes=15, now=after(seconds=5))
    assert stands(aside, END + timedelta(minutes=1)) != "ended"
    circle_actions.begin_closing(actor=joel.actor, session_id=session.pk, now=after(seconds=5))
    circle_actions.close_session(actor=joel.actor, session_id=session.pk, now=after(seconds=10))
    assert stands(aside, after(seconds=10)) == "ended"


def test_an_offer_waits_ten_minutes_and_no_longer(on, circle, joel, amina, bilal):
    aside = make.offered(circle, joel, amina, after())
    assert stands(aside, after(9)) == "offered"
    assert stands(aside, after(10)) == "lapsed"
    with pytest.raises(Conflict):
        make.accepted(aside, amina, after(10))
    assert make.offered(circle, joel, amina, after(11)).pk != aside.pk


def test_who_went_off_shift_is_not_said_yes_to(on, circle, session, joel, amina):
    aside = make.offered(circle, joel, amina, after())
    circle_actions.hand_over_shift(actor=joel.actor, session_id=session.pk, now=after(1))
    with pytest.raises(Conflict) as refusal:
        make.accepted(aside, amina, after(2))
    assert refusal.value.code == "gone"
    assert Aside.objects.get().room_id is None


def test_in_a_circle_without_sessions_it_ends_after_its_time(joel, amina, clock_at):
    clock_at(START)
    circle = circles.circle(joel, amina)
    aside = make.opened(circle, joel, amina, START)
    clock_at(START + timedelta(minutes=89))
    make.there(aside, joel)
    assert stands(aside, START + timedelta(minutes=89)) == "open"
    assert stands(aside, START + timedelta(minutes=90)) == "ended"


def test_in_a_drop_in_circle_it_takes_somebody_who_looks_after_it_while_it_is_open(joel, amina, clock_at):
    clock_at(START)  # no opening hours yet: closed
    circle = circles.circle(joel, amina, format="drop_in", talk_between_sessions=False)
    with pytest.raises(Absent):
        make.offered(circle, joel, amina, START)
    circle_actions.add_opening_hours(
        actor=joel.actor, circle_id=circle.pk, weekday=START.weekday(), opens=START.time(), closes=END.time(), now=START
    )  # fmt: skip
    with pytest.raises(Absent):  # nobody of the staff has a line to the room
        make.offered(circle, joel, amina, START)
    circles.watched(circle, START)
    assert make.offered(circle, joel, amina, START).session_id is None
