"""SG-09: a session is open only while its facilitator and its safety moderator are there. Whoever of them is gone
freezes it, whether or not any program notices; who opened it, took over or went on for longer is on record."""

from datetime import timedelta

import pytest

from peer_circles import actions, selectors
from peer_circles.models import CircleSession, Message, Shift
from pop.accounts.contracts import Role
from pop.audit.models import AuditEntry
from pop.core.errors import Absent, Conflict, Invalid, Refused
from tests.factories import circles as make
from tests.factories.sessions import END, START, after, beat, opened, say, state, take
from tests.people import person


@pytest.fixture
def circle(joel, amina, bilal):
    return make.circle(joel, amina, bilal, talk_between_sessions=False)


def verbs(session):
    rows = AuditEntry.objects.filter(subject_id=str(session.pk), verb__startswith="circles.")
    return [verb.removeprefix("circles.") for verb in rows.order_by("sequence").values_list("verb", flat=True)]


def test_sg_09_it_does_not_open_until_both_are_on_shift_and_there(circle, session, clock_at, joel, zola, amina):
    clock_at(after(-5))
    with pytest.raises(Absent):
        actions.open_session(actor=joel.actor, session_id=session.pk, now=after(-5))  # he has no shift
    take(joel, session, after(-5))
    beat(circle, joel)
    with pytest.raises(Refused) as refusal:
        actions.open_session(actor=joel.actor, session_id=session.pk, now=after(-5))
    assert refusal.value.code == "not_staffed"
    take(zola, session, after(-5))
    with pytest.raises(Refused):
        actions.open_session(actor=joel.actor, session_id=session.pk, now=after(-5))  # hers, but she is not there
    assert state(session, after(-5)) == "lobby"
    beat(circle, zola, amina)
    with pytest.raises(Absent):
        actions.open_session(actor=amina.actor, session_id=session.pk, now=after(-5))
    actions.open_session(actor=zola.actor, session_id=session.pk, now=after(-5))
    assert state(session, after(-5)) == "open"
    assert verbs(session) == ["gather_session", "take_shift", "take_shift", "open_session"]


def test_sg_09_it_takes_two_persons_with_their_roles_proved(circle, session, clock_at, joel, zola, amina, nia, sam):
    clock_at(after())
    both = person("umar", "", Role.FACILITATOR, Role.MODERATOR)
    make.join(circle, both)
    assert take(both, session, after()).duty == "facilitator"
    assert take(both, session, after()).duty == "facilitator"
    other = make.another_facilitator()
    for somebody in (amina, sam, nia, other, zola.actor_without_second_factor, joel.actor_without_second_factor):
        with pytest.raises(Absent):
            take(somebody, session, after())
    with pytest.raises(Conflict):
        take(joel, session, after())
    assert Shift.objects.count() == 1
    beat(circle, both)
    with pytest.raises(Refused):
        actions.open_session(actor=both.actor, session_id=session.pk, now=after())


def test_sg_09_shifts_begin_with_the_waiting_room(session, clock_at, joel, zola):
    clock_at(after(-11))
    with pytest.raises(Conflict):
        take(joel, session, after(-11))
    assert not Shift.objects.exists()
    take(joel, session, after(-10))
    with pytest.raises(Conflict):
        take(zola, session, END)


@pytest.mark.parametrize("lost", ["joel", "zola"])
def test_sg_09_a_lost_line_of_either_freezes_posting_within_30_seconds_though_nothing_notices(
    lost, circle, session, clock_at, joel, zola, amina
):
    opened(session, clock_at, joel, zola)
    stays = zola if lost == "joel" else joel
    say(amina, circle, after())
    for seconds in (9, 18, 27):
        clock_at(after(seconds=seconds))
        beat(circle, stays)
        assert beat(circle, amina)[0].may_write
    clock_at(after(seconds=30.001))
    with pytest.raises(Refused) as refusal:
        say(amina, circle, after(seconds=30.001))
    assert refusal.value.code == "read_only"
    with pytest.raises(Refused):
        say(joel, circle, after(seconds=30.001))
    _circle, seat = selectors.inside_for(amina.actor, circle.pk)
    assert not seat.may_write
    assert session.state == "scheduled", "the row in memory"
    assert CircleSession.objects.get().state == "open", "nobody has written it down, and it holds all the same"
    assert Message.objects.count() == 1
    assert not beat(circle, amina)[0].may_write
    assert CircleSession.objects.get().state == "frozen", "the next look at anybody's line writes it down"
    assert CircleSession.objects.get().frozen_at == after(seconds=30)


def test_sg_09_it_thaws_when_they_are_back_and_both_is_on_record(circle, session, clock_at, joel, zola, amina):
    opened(session, clock_at, joel, zola)
    clock_at(after(2))
    beat(circle, joel)
    with pytest.raises(Refused):
        say(amina, circle, after(2))
    beat(circle, zola, joel)
    assert say(amina, circle, after(2)).state == "published"
    assert verbs(session)[-2:] == ["freeze_session", "thaw_session"]
    entry = AuditEntry.objects.get(verb="circles.freeze_session")
    assert entry.facts == {"circle": str(circle.pk), "from": "open", "to": "frozen", "because": "staff"}


def test_sg_09_a_role_that_was_lost_is_no_sign_of_life(circle, session, clock_at, joel, zola, amina):
    opened(session, clock_at, joel, zola)
    zola.login.staff_roles.update(ended_at=after(-1))
    for seconds in (10, 20, 31):
        clock_at(after(seconds=seconds))
        beat(circle, joel, zola)
    with pytest.raises(Refused):
        say(amina, circle, after(seconds=31))


def test_sg_09_a_page_or_a_frame_of_somebody_else_is_no_sign_of_life(circle, session, clock_at, joel, zola, amina):
    opened(session, clock_at, joel, zola)
    clock_at(after(1))
    selectors.inside_for(zola.actor, circle.pk)
    beat(circle, amina, joel, make.another_facilitator())
    with pytest.raises(Refused):
        say(amina, circle, after(1))


def test_sg_09_handing_over_freezes_and_taking_over_from_who_is_gone_is_logged(
    circle, session, clock_at, joel, zola, salma, amina
):
    opened(session, clock_at, joel, zola)
    with pytest.raises(Conflict):
        take(salma, session, after(seconds=5))  # she is there
    actions.hand_over_shift(actor=zola.actor, session_id=session.pk, now=after(seconds=5))
    assert state(session, after(seconds=5)) == "frozen"
    take(salma, session, after(seconds=6))
    clock_at(after(seconds=7))
    beat(circle, joel, salma)
    assert say(amina, circle, after(seconds=7)).state == "published"
    clock_at(after(3))
    beat(circle, joel)
    take(zola, session, after(3))
    taken_over = AuditEntry.objects.filter(verb="circles.take_over_shift").order_by("sequence")
    assert [(entry.actor_id, entry.facts["from"]) for entry in taken_over] == [
        (salma.login.pk, str(zola.persona.pk)),
        (zola.login.pk, str(salma.persona.pk)),
    ]


def test_sg_09_a_session_that_goes_on_for_longer_is_logged(circle, session, clock_at, joel, zola, amina):
    opened(session, clock_at, joel, zola)
    with pytest.raises(Absent):
        actions.extend_session(actor=amina.actor, session_id=session.pk, minutes=15, now=after())
    for minutes in (0, -5, 31):
        with pytest.raises(Invalid):
            actions.extend_session(actor=joel.actor, session_id=session.pk, minutes=minutes, now=after())
    actions.extend_session(actor=joel.actor, session_id=session.pk, minutes=15, now=after())
    with pytest.raises(Invalid):
        actions.extend_session(actor=joel.actor, session_id=session.pk, minutes=16, now=after())  # over two hours
    session.refresh_from_db()
    assert session.ends_at == END + timedelta(minutes=15)
    assert AuditEntry.objects.get(verb="circles.extend_session").facts["minutes"] == 15


def test_sg_09_staff_pause_and_only_staff_resumes(circle, session, clock_at, joel, zola, amina, salma):
    opened(session, clock_at, joel, zola)
    with pytest.raises(Absent):
        actions.pause_session(actor=amina.actor, session_id=session.pk, now=after())
    actions.pause_session(actor=salma.actor, session_id=session.pk, now=after())  # stopping is always safe
    beat(circle, joel, zola)
    with pytest.raises(Refused):
        say(amina, circle, after())
    with pytest.raises(Absent):
        actions.resume_session(actor=salma.actor, session_id=session.pk, now=after())
    actions.resume_session(actor=zola.actor, session_id=session.pk, now=after())
    assert say(amina, circle, after()).state == "published"


def test_sg_09_between_sessions_nobody_writes_unless_the_circle_says_so(circle, session, clock_at, amina, joel, zola):
    clock_at(after(-60 * 24))
    for somebody in (amina, joel):
        with pytest.raises(Refused):
            say(somebody, circle, after(-60 * 24))
    opened(session, clock_at, joel, zola)
    assert say(amina, circle, after()).state == "published"
    with pytest.raises(Refused):
        say(amina, circle, END)
    assert Message.objects.count() == 1


def test_sg_09_a_circle_that_talks_between_sessions_is_quiet_while_one_is_on_without_staff(
    joel, amina, clock_at, session
):
    circle = make.circle(joel, amina, name="Another one")
    CircleSession.objects.create(circle=circle, starts_at=START, ends_at=END)
    assert say(amina, circle, after(-11)).state == "published"
    for minutes in (-10, 0, 89):
        with pytest.raises(Refused):
            say(amina, circle, after(minutes))
    assert say(amina, circle, END).state == "published"


def test_sg_09_what_is_open_is_ended_by_who_looks_after_it_and_cannot_be_called_off(
    circle, session, clock_at, joel, zola, amina
):
    opened(session, clock_at, joel, zola)
    with pytest.raises(Conflict):
        actions.cancel_session(actor=joel.actor, session_id=session.pk, now=after())
    with pytest.raises(Absent):
        actions.begin_closing(actor=amina.actor, session_id=session.pk, now=after())
    with pytest.raises(Conflict):
        actions.close_session(actor=joel.actor, session_id=session.pk, now=after())  # not without a closing round
    actions.begin_closing(actor=joel.actor, session_id=session.pk, now=after())
    assert say(amina, circle, after()).state == "published"
    actions.close_session(actor=joel.actor, session_id=session.pk, now=after(1))
    with pytest.raises(Refused):
        say(amina, circle, after(1))
    assert not Shift.objects.filter(ended_at=None).exists()


def test_sg_09_the_end_is_told_by_the_next_look_at_any_line(circle, session, clock_at, joel, zola, amina):
    opened(session, clock_at, joel, zola)
    clock_at(END)
    assert not beat(circle, amina)[0].may_write
    assert CircleSession.objects.get().state == "closed"
    assert not Shift.objects.filter(ended_at=None).exists()
