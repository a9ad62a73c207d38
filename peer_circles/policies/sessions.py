"""Who may plan meetings, answer for them, come to them and look back, each check beside the filter for a list."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from peer_circles.models import (
    CheckIn,
    Circle,
    CircleSession,
    Debrief,
    Duty,
)
from peer_circles.policies.circles import KEEPERS, circles_visible_to, looks_after, may_moderate
from peer_circles.states.sessions import SessionState, doors_shut
from pop.accounts.contracts import Actor, Role


def may_plan_sessions(actor: Actor, circle: Circle) -> bool:
    """The circle's own facilitator, with the role proved in this session."""
    return looks_after(actor, circle)


def sessions_visible_to(actor: Actor) -> QuerySet[CircleSession]:
    """When a circle meets is as public as the circle itself."""
    return CircleSession.objects.filter(circle__in=circles_visible_to(actor))


def may_hold(actor: Actor, duty: Duty) -> bool:
    """Whether somebody has the role a duty asks for, proved in this session (SG-09)."""
    return actor.has_role(Role.FACILITATOR) if duty is Duty.FACILITATOR else actor.has_role(*KEEPERS)


def duty_open_to(actor: Actor, circle: Circle) -> Duty | None:
    """As what the actor may be on shift in this circle: its own facilitator, or any moderator for safety."""
    if actor.persona_id is None:
        return None
    if looks_after(actor, circle):
        return Duty.FACILITATOR
    return Duty.SAFETY if may_hold(actor, Duty.SAFETY) else None


def may_check_in(circle: Circle, state: SessionState, starts_at: datetime, now: datetime) -> bool:
    """From the waiting room on, until the doors shut: whoever has a member's seat (`seat_in`)."""
    return state in {SessionState.LOBBY, SessionState.OPEN, SessionState.FROZEN} and now < doors_shut(starts_at)


def check_ins_visible_to(actor: Actor, circle: Circle) -> QuerySet[CheckIn]:
    """Moods and words are for who looks after the circle, and one's own for oneself."""
    rows = CheckIn.objects.filter(session__circle=circle)
    return rows if may_moderate(actor, circle) else rows.filter(persona=actor.persona_id, persona__isnull=False)


def debriefs_owed_by(persona_id: UUID | None, now: datetime) -> QuerySet[CircleSession]:
    """The sessions somebody was on shift in that are over and that they have not looked back at."""
    if persona_id is None:
        return CircleSession.objects.none()
    written = Debrief.objects.filter(persona=persona_id).values("session")
    theirs = CircleSession.objects.filter(shifts__persona=persona_id, opened_at__isnull=False).exclude(pk__in=written)
    return theirs.filter(Q(closed_at__isnull=False) | Q(ends_at__lte=now)).distinct()


def may_pause(actor: Actor, circle: Circle | None) -> bool:
    """A circle: its own facilitator. None, which is all of them at once: the owner and the safeguarding lead."""
    if circle is None:
        return actor.has_role(Role.OWNER, Role.SAFEGUARDING_LEAD)
    return looks_after(actor, circle)
