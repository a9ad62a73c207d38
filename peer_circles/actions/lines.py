"""Whose line to the room is there, of those who came to a session: for its staff, who look after them, and nobody else
(SG-07)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from peer_circles.models import CheckIn
from peer_circles.selectors.sessions import SessionNow
from pop.accounts.contracts import Actor
from pop.realtime.actions import touch_room

WRITTEN_EVERY = timedelta(seconds=8)  # as the signs of life of the staff
GONE_AFTER = timedelta(seconds=25)  # a line that breaks is mostly back before that


def note_lines(*, on: Iterable[SessionNow], there: Sequence[tuple[UUID, Actor]], now: datetime) -> None:
    """Write down whose lines were just looked at, and whose have not been for a while. `there`: circle and actor.

    Only of who came into a session that is on, and its staff's desks are told when somebody comes or goes.
    """
    for session in on:
        here = {actor.persona_id for circle_id, actor in there if circle_id == session.session.circle_id}
        come = {who for who, at in session.lines.items() if at is None and who in here}
        stay = {who for who, at in session.lines.items() if at and at + WRITTEN_EVERY <= now and who in here}
        gone = {who for who, at in session.lines.items() if at and at + GONE_AFTER <= now and who not in here}
        if come or stay or gone:
            _write(session, come | stay, gone, is_news=bool(come or gone), now=now)


def _write(session: SessionNow, here: set[UUID], gone: set[UUID], *, is_news: bool, now: datetime) -> None:
    rows = CheckIn.objects.filter(session=session.session.pk)
    with transaction.atomic():
        if here:
            rows.filter(Q(line_at=None) | Q(line_at__lt=now), persona__in=here).update(line_at=now)
        if gone:
            rows.filter(persona__in=gone, line_at__lte=now - GONE_AFTER).update(line_at=None)
        if is_news:
            touch_room(room_id=session.session.circle.room_id)
