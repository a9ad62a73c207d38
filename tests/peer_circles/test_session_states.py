"""The graph of a session's states: declared once, and kept by the database too."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from peer_circles import actions
from peer_circles.models import CircleSession
from peer_circles.states.graph import Move, lawful_times
from peer_circles.states.sessions import (
    FIRST,
    MOVES,
    ON,
    WAYS,
    SessionState,
    Standing,
    check_graph,
    state_at,
    steps_until,
)
from pop.audit.models import AuditEntry
from tests.factories import circles as make

S = SessionState
START = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
END = START + timedelta(minutes=90)


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def test_every_move_is_made_by_an_action_that_is_there():
    assert {move.by for move in MOVES} <= set(actions.__all__)


def test_what_is_over_stays_over_and_every_live_state_can_be_frozen():
    assert {target for source, target in WAYS if source is S.CLOSED} == {S.DEBRIEFED}
    assert not [source for source, _target in WAYS if source in {S.DEBRIEFED, S.CANCELLED}]
    assert {source for source, target in WAYS if target is S.FROZEN} == ON - {S.FROZEN}


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (MOVES[:-1], "nothing leads to"),
        ((*MOVES, MOVES[0]), "two moves are called"),
        ((*MOVES, Move("again", frozenset({S.LOBBY}), S.OPEN, "open_session")), "not the only way"),
        ((*MOVES, Move("still", frozenset({S.OPEN}), S.OPEN, "open_session")), "not the only way"),
        ((*MOVES, Move("odd", frozenset({"asleep"}), S.OPEN, "open_session")), "unknown state"),
        ([move for move in MOVES if move.name != "freeze"], "nothing leads to"),
    ],
)
def test_a_graph_that_is_wrong_does_not_load(broken, words):
    with pytest.raises(ValueError, match=words):
        check_graph(broken)


def test_a_state_without_a_word_about_its_times_does_not_load():
    with pytest.raises(ValueError, match="without a word"):
        lawful_times({S.OPEN: ({"opened_at"}, set())}, ["opened_at"])


def standing(state=FIRST, **fields) -> Standing:
    return Standing(state, START, END, **fields)


def test_the_clock_alone_moves_it():
    assert state_at(after(-10.01), standing()) is S.SCHEDULED
    assert state_at(after(-10), standing()) is S.LOBBY
    assert state_at(after(89.9), standing()) is S.LOBBY, "without staff it never opens"
    assert state_at(END, standing()) is S.CLOSED
    there = {"staffed_until": END + timedelta(hours=1)}
    assert state_at(after(74.9), standing(S.OPEN, **there)) is S.OPEN
    assert state_at(after(75), standing(S.OPEN, **there)) is S.CLOSING
    assert state_at(END, standing(S.OPEN, **there)) is S.CLOSED
    assert [step.to for step in steps_until(END, standing(S.OPEN, **there))] == [S.CLOSING, S.CLOSED]


def test_sg_09_staff_who_are_gone_freeze_it_and_staff_who_are_back_let_it_go_on():
    open_until = standing(S.OPEN, staffed_until=after(20))
    assert state_at(after(20), open_until) is S.OPEN
    (step,) = steps_until(after(20.01), open_until)
    assert (step.to, step.at, step.frozen_because) == (S.FROZEN, after(20), "staff")
    assert state_at(after(21), standing(S.OPEN)) is S.FROZEN, "one is missing altogether"
    frozen = {"came_from": "open", "frozen_because": "staff"}
    assert state_at(after(21), standing(S.FROZEN, **frozen)) is S.FROZEN
    assert state_at(after(21), standing(S.FROZEN, staffed_until=after(22), **frozen)) is S.OPEN
    assert state_at(after(76), standing(S.FROZEN, staffed_until=after(77), **frozen)) is S.CLOSING
    paused = {"came_from": "open", "frozen_because": "paused"}
    assert state_at(after(21), standing(S.FROZEN, staffed_until=after(22), **paused)) is S.FROZEN
    assert state_at(END, standing(S.FROZEN, **paused)) is S.CLOSED
    lost_in_closing = [step.to for step in steps_until(END, standing(S.OPEN, staffed_until=after(80)))]
    assert lost_in_closing == [S.CLOSING, S.FROZEN, S.CLOSED]


@pytest.fixture
def session(joel):
    circle = make.circle(joel, talk_between_sessions=False)
    return CircleSession.objects.create(circle=circle, starts_at=START, ends_at=END)


def forced(session, **fields):
    with transaction.atomic():
        CircleSession.objects.filter(pk=session.pk).update(**fields)


def test_the_database_refuses_every_move_that_is_not_declared(session):
    every_time = ("lobby_at", "opened_at", "closing_at", "closed_at", "debriefed_at", "cancelled_at", "frozen_at")
    for source in S:
        for target in S:
            if (source, target) in WAYS or target is FIRST:
                continue
            for given in (every_time, every_time[:1], every_time[:2], every_time[:3], every_time[:4]):
                times = {time: START if time in given else None for time in every_time}
                with pytest.raises(IntegrityError):
                    forced(session, came_from=source.value, state=target.value, **times)
    session.refresh_from_db()
    assert session.state == S.SCHEDULED


def test_the_database_refuses_a_state_without_its_times_or_with_those_of_another(session):
    for fields in (
        {"state": "open"},
        {"state": "lobby", "came_from": "scheduled"},
        {"state": "open", "came_from": "lobby", "lobby_at": START},
        {"state": "open", "came_from": "lobby", "lobby_at": START, "opened_at": START, "closed_at": END},
        {"state": "frozen", "came_from": "open", "lobby_at": START, "opened_at": START, "frozen_at": START},
        {"state": "cancelled", "came_from": "scheduled"},
        {"cancelled_at": START},
        {"frozen_because": "staff"},
    ):
        with pytest.raises(IntegrityError):
            forced(session, **fields)
    forced(session, state="lobby", came_from="scheduled", lobby_at=START)
    forced(session, state="closed", came_from="lobby", closed_at=END)
    with pytest.raises(IntegrityError):
        forced(session, state="open", came_from="frozen", opened_at=END)


def test_what_time_has_done_is_written_down_once_with_the_moment_it_came_true(session):
    assert actions.move_sessions_on(now=after(-11)) == 0
    assert actions.move_sessions_on(now=after(30)) == 1
    assert actions.move_sessions_on(now=after(31)) == 0
    session.refresh_from_db()
    assert (session.state, session.lobby_at) == ("lobby", after(-10))
    actions.move_sessions_on(now=END + timedelta(days=2))
    session.refresh_from_db()
    assert (session.state, session.closed_at, session.opened_at) == ("closed", END, None)
    verbs = AuditEntry.objects.filter(subject_id=str(session.pk)).order_by("sequence").values_list("verb", "actor_id")
    assert list(verbs) == [("circles.gather_session", None), ("circles.lapse_session", None)]
