"""Moving a session along its graph. Whoever moves it first writes down what has come true by itself."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.recording import record_about_session
from peer_circles.hours import is_by_day
from peer_circles.models import LONGEST_SESSION, CheckIn, CircleSession, Duty, Shift
from peer_circles.selectors.sessions import LONGEST_LOBBY, staffed_until, standing_of
from peer_circles.states.graph import Move
from peer_circles.states.sessions import ON, WAYS, Frozen, SessionState, Step, steps_until
from pop.accounts.contracts import SYSTEM, Actor
from pop.core.errors import Absent, Conflict, Invalid, Refused
from pop.realtime.actions import touch_room

S = SessionState
_TIMES = {S.LOBBY: "lobby_at", S.OPEN: "opened_at", S.FROZEN: "frozen_at", S.CLOSING: "closing_at"}
_TIMES |= {S.CLOSED: "closed_at", S.DEBRIEFED: "debriefed_at", S.CANCELLED: "cancelled_at"}
LONGEST_EXTENSION = timedelta(minutes=30)


def open_session(*, actor: Actor, session_id: UUID, now: datetime) -> CircleSession:
    """Let the members talk: only while the facilitator and the safety moderator are both there (SG-09).

    Not before the waiting room is open. Raises Absent for who has no shift in it, Refused when one of the two is
    missing or owes a debrief, Conflict when it is open already or over.
    """
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        _on_shift(actor, shifts)
        _require(session, {S.LOBBY})
        if not _is_staffed(shifts, now):
            raise Refused(
                _("It takes two to open: the facilitator and a safety moderator, both in the room. One is missing."),
                code="not_staffed",
            )
        if any(policies.debriefs_owed_by(shift.persona_id, now).exists() for shift in shifts):
            raise Refused(_("Somebody on shift has not looked back at an earlier meeting yet."), code="debrief_owed")
        _move(actor, session, S.OPEN, now)
    return session


def pause_session(*, actor: Actor, session_id: UUID, now: datetime) -> CircleSession:
    """Freeze it, for whatever happened: nobody writes until the staff resumes it. Raises Absent, Conflict."""
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        _may_stop(actor, session, shifts)
        if session.state == S.FROZEN and session.frozen_because == Frozen.STAFF_GONE:
            CircleSession.objects.filter(pk=session.pk).update(frozen_because=Frozen.PAUSED)
            session.frozen_because = Frozen.PAUSED
            record_about_session(actor, "circles.freeze_session", session, now)
        elif session.state != S.FROZEN:
            _require(session, {S.LOBBY, S.OPEN, S.CLOSING})
            _move(actor, session, S.FROZEN, now, Frozen.PAUSED)
    return session


def resume_session(*, actor: Actor, session_id: UUID, now: datetime) -> CircleSession:
    """Go on where it was paused, when both staff are there. Raises as `open_session`."""
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        _on_shift(actor, shifts)
        _require(session, {S.FROZEN})
        back = SessionState(session.came_from)
        if back is not S.LOBBY and not _is_staffed(shifts, now):
            raise Refused(_("One of the two staff is missing. It goes on when both are there."), code="not_staffed")
        _move(actor, session, back, now)
        _catch_up(session, shifts, now)
    return session


def begin_closing(*, actor: Actor, session_id: UUID, now: datetime) -> CircleSession:
    """Begin the closing round before its time. Raises as `open_session`."""
    return _moved(actor, session_id, S.CLOSING, now)


def close_session(*, actor: Actor, session_id: UUID, now: datetime) -> CircleSession:
    """End it before its time, out of the closing round or while it is frozen. Raises as `open_session`."""
    return _moved(actor, session_id, S.CLOSED, now)


def extend_session(*, actor: Actor, session_id: UUID, minutes: int, now: datetime) -> CircleSession:
    """Go on for up to half an hour longer; the closing round waits, unless it has begun. Logged (SG-09).

    Raises Absent for who has no shift in it, Conflict when it is not open, Invalid where it would get longer than two
    hours, run into the night, or into the circle's next session.
    """
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        _on_shift(actor, shifts)
        _require(session, {S.OPEN, S.CLOSING})
        longer = timedelta(minutes=minutes)
        ends_at = session.ends_at + longer
        others = CircleSession.objects.filter(circle=session.circle_id, cancelled_at=None).exclude(pk=session.pk)
        if not (
            timedelta() < longer <= LONGEST_EXTENSION
            and ends_at - session.starts_at <= LONGEST_SESSION
            and is_by_day(session.starts_at, ends_at, session.circle.time_zone)
            and not others.filter(starts_at__gte=session.starts_at, starts_at__lt=ends_at).exists()
        ):
            raise Invalid(fields={"minutes": [_("It cannot go on that long: two hours at most, and by day.")]})
        session.ends_at, session.changed_at, session.revision = ends_at, now, session.revision + 1
        session.save(update_fields=["ends_at", "changed_at", "revision"])
        touch_room(room_id=session.circle.room_id)
        record_about_session(actor, "circles.extend_session", session, now, minutes=minutes)
    return session


def move_sessions_on(*, now: datetime, session_ids: set[UUID] | None = None) -> int:
    """Write down what has come true by itself (of these sessions, or of all): how many moved.

    For the record and for whoever looks at a page: nobody may do more or less because of it.
    """
    due = CircleSession.objects.filter(starts_at__lte=now + LONGEST_LOBBY, cancelled_at=None, closed_at=None)
    if session_ids is not None:
        due = due.filter(pk__in=session_ids)
    moved = 0
    for session_id in list(due.order_by("starts_at").values_list("pk", flat=True)):
        with transaction.atomic():
            session = _row(session_id)
            moved += _catch_up(session, _shifts(session), now) > 0
    return moved


# --- What the verbs are made of, also those of shifts, the waiting room and looking back -----------------------------


def locked_session(session_id: UUID, now: datetime) -> tuple[CircleSession, list[Shift]]:
    """The session, locked and brought up to date, with the shifts that have not ended. Raises Absent."""
    session = _row(session_id)
    shifts = _shifts(session)
    _catch_up(session, shifts, now)
    return session, shifts


def catch_up(session: CircleSession, now: datetime) -> None:
    """Write down what has come true of a locked session, with its shifts read afresh."""
    _catch_up(session, _shifts(session), now)


def move_session(actor: Actor, session: CircleSession, to: SessionState, now: datetime, **fields: Any) -> None:
    """One declared move of a locked session that is up to date, with what is written down together with it."""
    _write(actor, session, Step(to, now), now, **fields)


def _row(session_id: UUID) -> CircleSession:
    rows = CircleSession.objects.select_for_update(of=("self",)).select_related("circle")
    session = rows.filter(pk=session_id).first()
    if session is None:
        raise Absent
    return session


def _shifts(session: CircleSession) -> list[Shift]:
    return list(Shift.objects.filter(session=session, ended_at=None))


def _moved(actor: Actor, session_id: UUID, to: SessionState, now: datetime) -> CircleSession:
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        _may_stop(actor, session, shifts)
        _require(session, {source for source, target in WAYS if target is to and source is not S.LOBBY})
        _move(actor, session, to, now)
    return session


def _on_shift(actor: Actor, shifts: list[Shift]) -> Shift:
    """Whose shift it is, with the role proved in this session."""
    mine = next((shift for shift in shifts if shift.persona_id == actor.persona_id), None)
    if mine is None or not policies.may_hold(actor, Duty(mine.duty)):
        raise Absent
    return mine


def _may_stop(actor: Actor, session: CircleSession, shifts: list[Shift]) -> None:
    """Whoever looks after the circle may stop it at any time: stopping is always safe."""
    if not policies.may_moderate(actor, session.circle):
        raise Absent


def _is_staffed(shifts: list[Shift], now: datetime) -> bool:
    until = staffed_until(shifts)
    return until is not None and until >= now


def _require(session: CircleSession, states: set[SessionState]) -> None:
    if session.state not in states:
        raise Conflict(_("This cannot be done now: something has changed. Look at the page again."), code="other_state")


def _catch_up(session: CircleSession, shifts: list[Shift], now: datetime) -> int:
    steps = list(steps_until(now, standing_of(session, shifts)))
    for step in steps:
        _write(SYSTEM, session, step, now)
    return len(steps)


def _move(actor: Actor, session: CircleSession, to: SessionState, now: datetime, why: str = "") -> None:
    _write(actor, session, Step(to, now, why), now)


def _write(actor: Actor, session: CircleSession, step: Step, now: datetime, **fields: Any) -> None:
    """One move, in one statement that names both its ends: the database itself refuses any other."""
    was = SessionState(session.state)
    move: Move | None = WAYS.get((was, step.to))
    if move is None:
        raise Conflict(_("This cannot be done now: something has changed. Look at the page again."))
    changed: dict[str, Any] = {"state": step.to, "frozen_because": step.frozen_because, **fields}
    if step.to is not S.FROZEN:
        changed["frozen_at"] = None
    if was is not S.FROZEN or step.to not in ON:  # what it goes back to has its time already
        changed[_TIMES[step.to]] = step.at
    rows = CircleSession.objects.filter(pk=session.pk, state=was)
    if not rows.update(came_from=F("state"), **changed):
        raise Conflict(_("Somebody else was a moment earlier. Look at the page again."))
    for field, value in {**changed, "came_from": was.value}.items():
        setattr(session, field, value)
    if step.to in {S.CLOSED, S.CANCELLED}:
        Shift.objects.filter(session=session, ended_at=None).update(ended_at=step.at)
        CheckIn.objects.filter(session=session).update(line_at=None)
    touch_room(room_id=session.circle.room_id)
    facts = {"from": was.value, "to": step.to.value} | ({"because": step.frozen_because} if step.frozen_because else {})
    record_about_session(actor, f"circles.{move.name}_session", session, now, **facts)
