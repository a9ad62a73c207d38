"""Reading when circles meet, and where a session that is on stands at this moment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import DateTimeField, Q

from peer_circles import policies
from peer_circles.hours import day_there
from peer_circles.models import (
    LONGEST_PAUSE,
    CheckIn,
    Circle,
    CircleSession,
    Debrief,
    Duty,
    Format,
    OpeningHours,
    Pause,
    Shift,
)
from peer_circles.states.sessions import (
    ON,
    TALKING,
    SessionState,
    Standing,
    lobby_opens,
    staff_time_left,
    state_at,
)
from pop.accounts.contracts import Actor
from pop.core.errors import Absent
from pop.core.prepared import Among, Given, Prepared
from pop.core.turns import one_turn

LONGEST_LOBBY = timedelta(hours=2)  # whatever the setting says: how far ahead sessions are looked at
GOING_OPEN = timedelta(hours=12)  # how long after its end one can say how one went
MOST = 100  # on one page; beyond that a list of two weeks helps nobody


@dataclass(frozen=True, slots=True)
class SessionNow:
    """A session that is on, as it stands now."""

    session: CircleSession
    state: SessionState
    shifts: tuple[Shift, ...]
    people: frozenset[UUID]  # who came in through the waiting room
    lines: Mapping[UUID, datetime | None] = field(default_factory=dict)  # when theirs was there

    @property
    def is_talking(self) -> bool:
        return self.state in TALKING

    def shift_of(self, persona_id: UUID | None) -> Shift | None:
        return next((shift for shift in self.shifts if shift.persona_id == persona_id), None) if persona_id else None


def staffed_until(shifts: Iterable[Shift]) -> datetime | None:
    """When the first of the two staff is taken for gone; None while one of them is not there at all (SG-09)."""
    seen = {shift.duty: shift.seen_at for shift in shifts if shift.ended_at is None}
    moments = [seen.get(duty) for duty in Duty]
    return min(moment + staff_time_left() for moment in moments if moment) if all(moments) else None


def standing_of(session: CircleSession, shifts: Iterable[Shift]) -> Standing:
    return Standing(
        state=SessionState(session.state),
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        came_from=session.came_from,
        frozen_because=session.frozen_because,
        staffed_until=staffed_until(shifts),
    )


def session_now(session: CircleSession, now: datetime) -> SessionNow:
    """Where this session stands, whatever its row says. Two queries."""
    shifts = tuple(Shift.objects.filter(session=session, ended_at=None).select_related("persona"))
    people = frozenset(CheckIn.objects.filter(session=session).values_list("persona_id", flat=True))
    return SessionNow(session, state_at(now, standing_of(session, shifts)), shifts, people)


def sessions_on(circles: Iterable[Circle], now: datetime) -> dict[UUID, SessionNow]:
    """By circle: the session that has a waiting room or more at this moment."""
    return sessions_near(circles, now)[0]


_NEAR: Prepared[CircleSession] = Prepared(
    lambda: CircleSession.objects.filter(
        Among("circle", "circles"),
        cancelled_at=None,
        closed_at=None,
        starts_at__lte=Given("latest", DateTimeField()),
        ends_at__gt=Given("earliest", DateTimeField()),
    ).order_by("-starts_at")
)


_ON_SHIFT: Prepared[Shift] = Prepared(
    lambda: Shift.objects.filter(Among("session", "sessions"), ended_at=None).select_related("persona").order_by()
)
_CAME: Prepared[tuple[UUID, UUID, datetime | None]] = Prepared(
    lambda: (
        CheckIn.objects.filter(Among("session", "sessions"))
        .order_by()
        .values_list("session_id", "persona_id", "line_at")
    )
)


def sessions_near(circles: Iterable[Circle], now: datetime) -> tuple[dict[UUID, SessionNow], set[UUID]]:
    """The sessions that are on, by circle, and those the clock has ended lately without anybody writing it down. Only
    circles with set times have any: no query where there are none, one where nothing is on, three where something is.
    """
    scheduled = [circle for circle in circles if circle.format == Format.SCHEDULED]
    return ask_sessions_near([one.pk for one in scheduled], now)(scheduled) if scheduled else ({}, set())


def ask_sessions_near(
    circle_ids: Iterable[UUID], now: datetime
) -> Callable[[Iterable[Circle]], tuple[dict[UUID, SessionNow], set[UUID]]]:
    """The same, asked before the circles are known and answered for them."""
    asked = _NEAR.ask(circles=circle_ids, earliest=now - GOING_OPEN, latest=now + LONGEST_LOBBY)
    return lambda circles: _as_they_stand(asked(), circles, now)


def _as_they_stand(
    sessions: Iterable[CircleSession], circles: Iterable[Circle], now: datetime
) -> tuple[dict[UUID, SessionNow], set[UUID]]:
    scheduled = {circle.pk: circle for circle in circles if circle.format == Format.SCHEDULED}
    near = [session for session in sessions if session.circle_id in scheduled]
    # Where the next one's waiting room opens before this one is over, this one goes on.
    ended = {session.pk for session in near if session.ends_at <= now}
    begun = [session for session in near if session.pk not in ended and now >= lobby_opens(session.starts_at)]
    found = {session.circle_id: session for session in begun}
    if not found:
        return {}, ended
    shifts: dict[UUID, list[Shift]] = {session.pk: [] for session in found.values()}
    lines: dict[UUID, dict[UUID, datetime | None]] = {session_id: {} for session_id in shifts}
    with one_turn():
        on_shift, came = _ON_SHIFT.ask(sessions=shifts), _CAME.ask(sessions=shifts)
    for shift in on_shift():
        shifts[shift.session_id].append(shift)
    for session_id, persona_id, line_at in came():
        lines[session_id][persona_id] = line_at
    there: dict[UUID, SessionNow] = {}
    for circle_id, session in found.items():
        session.circle = scheduled[circle_id]
        theirs = tuple(shifts[session.pk])
        state = state_at(now, standing_of(session, theirs))
        if state in ON:
            there[circle_id] = SessionNow(session, state, theirs, frozenset(lines[session.pk]), lines[session.pk])
    return there, ended


def own_check_in(actor: Actor, session: CircleSession) -> CheckIn | None:
    if actor.persona_id is None:
        return None
    return CheckIn.objects.filter(session=session, persona=actor.persona_id).first()


def over_lately(circle: Circle, now: datetime) -> CircleSession | None:
    """The session that took place and is over, while people can still say how they went."""
    if circle.format != Format.SCHEDULED:
        return None
    over = Q(closed_at__isnull=False) | Q(ends_at__lte=now)
    rows = CircleSession.objects.filter(over, circle=circle, opened_at__isnull=False, ends_at__gt=now - GOING_OPEN)
    return rows.order_by("-starts_at").first()


def came_to(session: CircleSession) -> dict[UUID, bool]:
    """Whoever came in, and whether they said how they went."""
    rows = CheckIn.objects.filter(session=session).values_list("persona_id", "went_at")
    return {persona_id: went_at is not None for persona_id, went_at in rows}


def next_session(circle: Circle, session: CircleSession) -> CircleSession | None:
    """The one after this, if it is planned."""
    later = CircleSession.objects.filter(circle=circle, starts_at__gte=session.ends_at, cancelled_at=None)
    found = later.order_by("starts_at").first()
    if found is not None:
        found.circle = circle
    return found


def check_ins_of(actor: Actor, session: CircleSession) -> list[CheckIn]:
    """How everybody came and went, for who looks after the circle. Raises Absent for everybody else."""
    if not policies.may_moderate(actor, session.circle):
        raise Absent
    rows = policies.check_ins_visible_to(actor, session.circle).filter(session=session)
    return list(rows.select_related("persona").order_by("-needs_care", "came_at", "id"))


def debriefs_of(actor: Actor, session: CircleSession) -> list[Debrief]:
    """What those on shift wrote, for who looks after the circle. Raises Absent for everybody else."""
    if not policies.may_moderate(actor, session.circle):
        raise Absent
    return list(Debrief.objects.filter(session=session).select_related("persona"))


def session_for(actor: Actor, circle: Circle, session_id: UUID) -> CircleSession:
    """A session of a circle the actor has a seat in (ask `selectors.inside_for` first). Raises Absent."""
    session = CircleSession.objects.filter(circle=circle, pk=session_id).first()
    if session is None:
        raise Absent
    session.circle = circle
    return session


def circle_to_plan(actor: Actor, circle_id: UUID) -> Circle:
    """The circle, for who plans its sessions. Raises Absent for everybody else."""
    circle = policies.circles_visible_to(actor).filter(pk=circle_id).first()
    if circle is None or not policies.may_plan_sessions(actor, circle):
        raise Absent
    return circle


def pauses_ahead(circle: Circle | None, now: datetime) -> list[Pause]:
    """Those planned for this circle, or for all circles together, that are not over; for who plans them."""
    earliest = now.date() - timedelta(days=LONGEST_PAUSE)
    rows = Pause.objects.filter(circle=circle, withdrawn_at=None, first_day__gte=earliest).order_by("first_day", "id")
    today = day_there(now, circle.time_zone) if circle else now.date()
    return [one for one in rows[:MOST] if one.last_day >= today]


def hours_of(circle: Circle) -> list[OpeningHours]:
    return list(OpeningHours.objects.filter(circle=circle).order_by("weekday", "opens")[:MOST])


def planned_sessions(circle: Circle, now: datetime) -> list[CircleSession]:
    """Everything ahead that is not called off, for who plans: eight weeks without overlap."""
    rows = CircleSession.objects.filter(circle=circle, cancelled_at__isnull=True, ends_at__gt=now)
    return list(rows.select_related("circle").order_by("starts_at")[:MOST])


def session_to_move(circle: Circle, session_id: UUID, now: datetime) -> CircleSession:
    """One of `planned_sessions`, for who plans. Raises Absent."""
    rows = CircleSession.objects.filter(circle=circle, cancelled_at__isnull=True, ends_at__gt=now)
    session = rows.select_related("circle").filter(pk=session_id).first()
    if session is None:
        raise Absent
    return session
