"""A session as one person inside its circle sees it at this moment."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peer_circles import policies, selectors
from peer_circles.models import CheckIn, Circle, CircleSession, Debrief, Shift
from peer_circles.selectors.sessions import (
    GOING_OPEN,
    check_ins_of,
    debriefs_of,
    next_session,
    own_check_in,
    session_for,
    session_now,
)
from peer_circles.states.sessions import SessionState, doors_shut, lobby_opens
from pop.accounts.contracts import Actor


@dataclass(frozen=True, slots=True)
class SessionView:
    """None where it is not for them: `shifts`, `check_ins`, `debriefs` and `owes_debrief` are for staff."""

    circle: Circle
    session: CircleSession
    state: SessionState
    lobby_opens_at: datetime
    doors_shut_at: datetime
    heads: int
    may_check_in: bool
    may_check_out: bool
    mine: CheckIn | None
    next: CircleSession | None
    my_duty: str | None
    shifts: tuple[Shift, ...] | None
    check_ins: list[CheckIn] | None
    debriefs: list[Debrief] | None
    owes_debrief: bool | None


def session_view_for(actor: Actor, circle_id: UUID, session_id: UUID, now: datetime) -> SessionView:
    """Raises Absent for who has no seat in the circle, and for a session of another one."""
    circle, seat = selectors.inside_for(actor, circle_id)
    session = session_for(actor, circle, session_id)
    here = session_now(session, now)
    mine = own_check_in(actor, session)
    may_come = policies.may_check_in(circle, here.state, session.starts_at, now)
    may_go = mine is not None and mine.went_at is None and session.opened_at is not None
    shift = here.shift_of(actor.persona_id)
    return SessionView(
        circle=circle,
        session=session,
        state=here.state,
        lobby_opens_at=lobby_opens(session.starts_at),
        doors_shut_at=doors_shut(session.starts_at),
        heads=len(here.people),
        may_check_in=not seat.is_staff and mine is None and may_come,
        may_check_out=may_go and now <= session.ends_at + GOING_OPEN,
        mine=mine,
        next=next_session(circle, session),
        my_duty=shift.duty if shift else None,
        shifts=here.shifts if seat.is_staff else None,
        check_ins=check_ins_of(actor, session) if seat.is_staff else None,
        debriefs=debriefs_of(actor, session) if seat.is_staff else None,
        owes_debrief=policies.debriefs_owed_by(actor.persona_id, now).exists() if seat.is_staff else None,
    )
