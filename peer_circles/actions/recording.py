"""What the audit log is told of circles and of their sessions: who did what, when, and codes or numbers about it."""

from datetime import datetime

from peer_circles.models import Circle, CircleSession
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.audit.actions import Fact


def record_about_circle(actor: Actor, verb: str, circle: Circle, now: datetime, **facts: Fact) -> None:
    record_deed(actor=actor, verb=verb, subject_kind="circle", subject_id=circle.pk, now=now, facts=facts)


def record_about_session(actor: Actor, verb: str, session: CircleSession, now: datetime, **facts: Fact) -> None:
    """With the circle it is of."""
    record_deed(
        actor=actor,
        verb=verb,
        subject_kind="circle_session",
        subject_id=session.pk,
        now=now,
        facts={"circle": str(session.circle_id), **facts},
    )
