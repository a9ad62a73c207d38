"""A session's states, and the only ways between them: one graph, checked when this module is loaded.

Some moves are people's, some are made by the clock or by staff who are gone. Those come true by themselves: `state_at`
says where a session stands whether or not anybody has written it down. The row follows (`actions.session_moves`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from peer_circles.states.graph import Move, Times, Ways, lawful_moves, lawful_times, move, ways_of


class SessionState(models.TextChoices):
    SCHEDULED = "scheduled", _("Planned")
    LOBBY = "lobby", _("Waiting room")
    OPEN = "open", _("Open")
    FROZEN = "frozen", _("Paused")
    CLOSING = "closing", _("Closing round")
    CLOSED = "closed", _("Over")
    DEBRIEFED = "debriefed", _("Over, staff looked back")
    CANCELLED = "cancelled", _("Not taking place")


class Frozen(models.TextChoices):
    """Why nobody can write for the moment."""

    STAFF_GONE = "staff", _("Somebody of the staff is not connected")
    PAUSED = "paused", _("Paused by the staff")


S = SessionState
LIVE = frozenset({S.LOBBY, S.OPEN, S.CLOSING})
TALKING = frozenset({S.OPEN, S.CLOSING})
ON = LIVE | {S.FROZEN}
OVER = frozenset({S.CLOSED, S.DEBRIEFED})


FIRST = S.SCHEDULED
MOVES = (
    move("gather", {S.SCHEDULED}, S.LOBBY, "move_sessions_on"),
    move("open", {S.LOBBY}, S.OPEN, "open_session"),
    move("wind_down", {S.OPEN}, S.CLOSING, "begin_closing"),
    move("close", {S.CLOSING, S.FROZEN}, S.CLOSED, "close_session"),
    move("lapse", {S.LOBBY}, S.CLOSED, "move_sessions_on"),  # its time is over and it never opened
    move("freeze", LIVE, S.FROZEN, "pause_session"),
    move("thaw_lobby", {S.FROZEN}, S.LOBBY, "resume_session"),
    move("thaw", {S.FROZEN}, S.OPEN, "resume_session"),
    move("thaw_closing", {S.FROZEN}, S.CLOSING, "resume_session"),
    move("debrief", {S.CLOSED}, S.DEBRIEFED, "write_debrief"),
    move("cancel", {S.SCHEDULED, S.LOBBY}, S.CANCELLED, "cancel_session"),
)


def check_graph(moves: Iterable[Move[SessionState]]) -> Ways[SessionState]:
    """The move between each two states. Raises ValueError as `ways_of`, and for a live state that cannot be frozen."""
    ways = ways_of(moves, SessionState, {FIRST})
    if stuck := [state for state in LIVE if (state, S.FROZEN) not in ways]:
        raise ValueError(f"cannot be frozen: {stuck}")
    return ways


WAYS = check_graph(MOVES)

# --- The same, for the database ---------------------------------------------------------------------------------

# Which times a state must have and which it must not: a session that is over cannot be opened again by any statement.
_TIMES = ("lobby_at", "opened_at", "frozen_at", "closing_at", "closed_at", "debriefed_at", "cancelled_at")
_NEEDS: Times[SessionState] = {
    S.SCHEDULED: (set(), set()),
    S.LOBBY: ({"lobby_at"}, set()),
    S.OPEN: ({"lobby_at", "opened_at"}, set()),
    S.CLOSING: ({"lobby_at", "opened_at", "closing_at"}, set()),
    S.FROZEN: ({"lobby_at", "frozen_at"}, {"opened_at", "closing_at"}),
    S.CLOSED: ({"lobby_at", "closed_at"}, {"opened_at", "closing_at"}),
    S.DEBRIEFED: ({"lobby_at", "opened_at", "closed_at", "debriefed_at"}, {"closing_at"}),
    S.CANCELLED: ({"cancelled_at"}, {"lobby_at"}),
}


def lawful_session_times() -> Q:
    """With a reason exactly while it is frozen."""
    return lawful_times(
        _NEEDS, _TIMES, lambda state: ~Q(frozen_because="") if state is S.FROZEN else Q(frozen_because="")
    )


def lawful_session_moves() -> Q:
    return lawful_moves(WAYS, Q(came_from="", state=FIRST.value))


# --- What comes true by itself -------------------------------------------------------------------------------------


def lobby_opens(starts_at: datetime) -> datetime:
    return starts_at - timedelta(minutes=settings.POP_SESSION_MINUTES["lobby"])


def doors_shut(starts_at: datetime) -> datetime:
    """From then on nobody new comes in: a circle that has begun to talk is not interrupted."""
    return starts_at + timedelta(minutes=settings.POP_SESSION_MINUTES["doors"])


def closing_begins(starts_at: datetime, ends_at: datetime) -> datetime:
    return max(starts_at, ends_at - timedelta(minutes=settings.POP_SESSION_MINUTES["closing"]))


def staff_time_left() -> timedelta:
    """How long after their last sign of life somebody of the staff still counts as there (SG-09)."""
    return timedelta(seconds=settings.POP_SESSION_STAFF_SECONDS)


@dataclass(frozen=True, slots=True)
class Standing:
    """All that decides where a session stands. `staffed_until`: when the first of its two staff is taken for gone;
    None when one of them is not there at all."""

    state: SessionState
    starts_at: datetime
    ends_at: datetime
    came_from: str = ""
    frozen_because: str = ""
    staffed_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    to: SessionState
    at: datetime
    frozen_because: str = ""


def steps_until(now: datetime, standing: Standing) -> Iterator[Step]:
    """What has come true since the row was written, in order."""
    while (step := _next_step(now, standing)) is not None:
        if (standing.state, step.to) not in WAYS:
            raise ValueError(f"no way from {standing.state} to {step.to}")
        yield step
        standing = replace(
            standing, state=step.to, came_from=standing.state.value, frozen_because=step.frozen_because
        )  # fmt: skip


def state_at(now: datetime, standing: Standing) -> SessionState:
    """Where the session stands, whatever the row says."""
    state = standing.state
    for step in steps_until(now, standing):
        state = step.to
    return state


def _next_step(now: datetime, standing: Standing) -> Step | None:
    """The earliest that is due; of two at the same moment the one that lets nobody write."""
    due: list[Step] = []
    if standing.state is S.SCHEDULED:
        due.append(Step(S.LOBBY, lobby_opens(standing.starts_at)))
    elif standing.state in {S.LOBBY, S.FROZEN, S.CLOSING}:
        due.append(Step(S.CLOSED, standing.ends_at))
    elif standing.state is S.OPEN:
        due.append(Step(S.CLOSING, closing_begins(standing.starts_at, standing.ends_at)))
    gone = _gone_at(now, standing)
    if standing.state in TALKING and gone is not None:
        due.append(Step(S.FROZEN, gone, Frozen.STAFF_GONE.value))
    if standing.state is S.FROZEN and standing.frozen_because == Frozen.STAFF_GONE and gone is None:
        due.append(Step(SessionState(standing.came_from), now))
    return min((step for step in due if step.at <= now), key=lambda step: step.at, default=None)


def _gone_at(now: datetime, standing: Standing) -> datetime | None:
    """When the session lost one of its two staff; None while both are there."""
    if standing.staffed_until is None:
        return now
    return standing.staffed_until if standing.staffed_until < now else None
