"""The states of an aside, a talk of one member alone with one of the staff, and the only ways between them: one graph,
checked when this module is loaded.

Some moves are people's, some are the clock's, or come of a line that is gone. Those come true by themselves:
`aside_steps_until` says what has, whether or not anybody has written it down (as in `states/sessions.py`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from peer_circles.states.graph import Move, Times, Ways, lawful_moves, lawful_times, move, ways_of


class AsideState(models.TextChoices):
    ASKED = "asked", _("Asked for")
    OFFERED = "offered", _("Offered")
    OPEN = "open", _("Open")
    FROZEN = "frozen", _("Paused")
    DECLINED = "declined", _("Not now")
    WITHDRAWN = "withdrawn", _("Taken back")
    LAPSED = "lapsed", _("Not answered")
    ENDED = "ended", _("Over")


A = AsideState
WAITING = frozenset({A.ASKED, A.OFFERED})
TALKING_ALONE = frozenset({A.OPEN, A.FROZEN})
GOING_ON = WAITING | TALKING_ALONE
ASIDE_OVER = frozenset(A) - GOING_ON
BEGINNINGS = frozenset(WAITING)  # the member asks, or the staff offers


ASIDE_MOVES = (
    move("offer", {A.ASKED}, A.OFFERED, "offer_aside"),
    move("accept", {A.OFFERED}, A.OPEN, "accept_aside"),  # the member's own act, and the only way in (SG-04)
    move("decline", {A.OFFERED}, A.DECLINED, "decline_aside"),
    move("withdraw", WAITING, A.WITHDRAWN, "withdraw_aside"),
    move("lapse", WAITING, A.LAPSED, "catch_up"),
    move("freeze", {A.OPEN}, A.FROZEN, "catch_up"),
    move("thaw", {A.FROZEN}, A.OPEN, "catch_up"),
    move("end", TALKING_ALONE, A.ENDED, "end_aside"),
)


def check_aside_graph(moves: Iterable[Move[AsideState]]) -> Ways[AsideState]:
    """The move between each two states. Raises ValueError as `ways_of`, and for a second way into a talk beside the
    member's yes."""
    ways = ways_of(moves, AsideState, BEGINNINGS)
    into = {(source, target) for source, target in ways if target in TALKING_ALONE and source not in TALKING_ALONE}
    if into != {(A.OFFERED, A.OPEN)}:
        raise ValueError("a talk alone begins with an offer and the member's yes, and in no other way")
    return ways


ASIDE_WAYS = check_aside_graph(ASIDE_MOVES)

# --- The same, for the database ---------------------------------------------------------------------------------

_TIMES = ("asked_at", "offered_at", "opened_at", "frozen_at", "over_at")
_NEEDS: Times[AsideState] = {
    A.ASKED: ({"asked_at"}, set()),
    A.OFFERED: ({"offered_at"}, {"asked_at"}),
    A.OPEN: ({"offered_at", "opened_at"}, {"asked_at"}),
    A.FROZEN: ({"offered_at", "opened_at", "frozen_at"}, {"asked_at"}),
    A.DECLINED: ({"offered_at", "over_at"}, {"asked_at"}),
    A.WITHDRAWN: ({"over_at"}, {"asked_at", "offered_at"}),
    A.LAPSED: ({"over_at"}, {"asked_at", "offered_at"}),
    A.ENDED: ({"offered_at", "opened_at", "over_at"}, {"asked_at"}),
}


def lawful_aside_times() -> Q:
    """A talk that opened was offered, and said yes to."""
    return lawful_times(_NEEDS, _TIMES)


def lawful_aside_moves() -> Q:
    return lawful_moves(ASIDE_WAYS, Q(came_from="", state__in=sorted(state.value for state in BEGINNINGS)))


# --- What comes true by itself -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AsideStanding:
    """All that decides where an aside stands. `answered_by`: until when an offer or a wish waits; `staffed_until`: when
    the staff is taken for gone; `ends_at`: when the talk is over whatever anybody does."""

    state: AsideState
    answered_by: datetime
    staffed_until: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AsideStep:
    to: AsideState
    at: datetime


def aside_steps_until(now: datetime, standing: AsideStanding) -> Iterator[AsideStep]:
    """What has come true since the row was written, in order."""
    while (step := _next_step(now, standing)) is not None:
        yield step
        standing = replace(standing, state=step.to)


def aside_state_at(now: datetime, standing: AsideStanding) -> AsideState:
    state = standing.state
    for step in aside_steps_until(now, standing):
        state = step.to
    return state


def _next_step(now: datetime, standing: AsideStanding) -> AsideStep | None:
    """The earliest that is due; the end comes before everything else."""
    due: list[AsideStep] = []
    if standing.state in WAITING:
        due.append(AsideStep(A.LAPSED, min(standing.answered_by, standing.ends_at)))
    elif standing.state in TALKING_ALONE:
        due.append(AsideStep(A.ENDED, standing.ends_at))
        is_gone = standing.staffed_until < now
        if standing.state is A.OPEN and is_gone:
            due.append(AsideStep(A.FROZEN, standing.staffed_until))
        elif standing.state is A.FROZEN and not is_gone:
            due.append(AsideStep(A.OPEN, now))
    return min((step for step in due if step.at <= now), key=lambda step: step.at, default=None)
