"""Telling members that their circle meets soon: inside the site, once, and never at night (SG-07)."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from peer_circles import policies
from peer_circles.hours import is_quiet
from peer_circles.models import CircleSession, CircleState, Membership, SessionReminder
from pop.accounts.actions import notify
from pop.accounts.contracts import AgeBand

EARLIEST, LATEST = timedelta(hours=24), timedelta(hours=1)  # before it begins
KEPT = timedelta(days=1)  # after it began: by then nothing could remind of it again
SESSION_SOON = "circles.session_soon"  # the notice


def send_session_reminders(*, now: datetime) -> int:
    """Remind everybody in a circle of each session that begins in one to 24 hours; how many were reminded.

    The row is the truth: run again, or twice at the same time, it reminds nobody twice. Where a circle is for minors
    and it is night there, it waits for the morning.
    """
    reminded = 0
    soon = CircleSession.objects.filter(
        cancelled_at__isnull=True,
        circle__state=CircleState.OPEN,
        starts_at__gte=now + LATEST,
        starts_at__lte=now + EARLIEST,
    )
    for session in soon.select_related("circle").order_by("starts_at", "id"):
        if AgeBand(session.circle.age_band).is_minor and is_quiet(now, session.circle.time_zone):
            continue
        done = SessionReminder.objects.filter(session=session)
        members = Membership.objects.filter(policies.ACTIVE, circle=session.circle_id)
        for membership in members.exclude(persona__in=done.values("persona")).order_by("joined_at", "id"):
            reminded += _remind(session, membership, now)
    SessionReminder.objects.filter(session__starts_at__lt=now - KEPT).delete()
    return reminded


def _remind(session: CircleSession, membership: Membership, now: datetime) -> bool:
    try:
        with transaction.atomic():
            SessionReminder.objects.create(session=session, persona_id=membership.persona_id, sent_at=now)
            facts = {"circle": str(session.circle_id)}
            notify(persona_id=membership.persona_id, kind=SESSION_SOON, facts=facts, now=now)
    except IntegrityError:  # somebody else's run was a moment earlier
        return False
    return True
