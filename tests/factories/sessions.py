"""Sessions of circles for tests: one evening, its staff, their lines, and what is said in it."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from peer_circles import actions
from peer_circles.models import CheckIn
from peer_circles.rooms import CircleRooms
from peer_circles.selectors.sessions import session_now
from pop.core import clock

START = datetime(2026, 3, 12, 18, 0, tzinfo=UTC)
END = START + timedelta(minutes=90)


def after(minutes: float = 0, seconds: float = 0) -> datetime:
    return START + timedelta(minutes=minutes, seconds=seconds)


def beat(circle, *people):
    """What every beat of the rooms asks about those who have a line there."""
    asked = [(circle.room_id, getattr(somebody, "actor", somebody)) for somebody in people]
    return CircleRooms().seats(asked, [clock.now()] * len(asked))


def take(somebody, session, now):
    return actions.take_shift(actor=getattr(somebody, "actor", somebody), session_id=session.pk, now=now)


def opened(session, clock_at, joel, zola):
    clock_at(after(-5))
    for staff in (joel, zola):
        take(staff, session, after(-5))
    beat(session.circle, joel, zola)
    for membership in session.circle.memberships.filter(part="member"):
        CheckIn.objects.create(
            session=session, persona=membership.persona, agreed_version=1, mood=4, came_at=after(-5)
        )  # fmt: skip
    clock_at(after())
    beat(session.circle, joel, zola)
    return actions.open_session(actor=joel.actor, session_id=session.pk, now=after())


def say(somebody, circle, now, text="Good evening"):
    return actions.post_message(
        actor=somebody.actor, circle_id=circle.pk, client_id=uuid4(), text=text, now=now
    )  # fmt: skip


def state(session, now):
    session.refresh_from_db()
    return session_now(session, now).state
