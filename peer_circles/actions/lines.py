"""Whose line to the room is there, of those who came to a session: for its staff, who look after them, and nobody else
(SG-07). As with the staff's own (SG-09) it goes by when anything last came over it: a line that died without a word is
still open to the software for a minute and more, and nobody hears from whoever is behind it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Case, DateTimeField, Value, When

from peer_circles.models import CheckIn
from peer_circles.selectors.sessions import SessionNow
from pop.accounts.contracts import Actor
from pop.realtime.actions import touch_room

WRITTEN_EVERY = timedelta(seconds=8)  # as the signs of life of the staff
GONE_AFTER = timedelta(seconds=30)  # a line that breaks is mostly back before that; a quiet one is asked every 20

Heard = tuple[UUID, Actor, datetime]  # circle, who, and when anything last came over their line


def note_lines(*, on: Iterable[SessionNow], there: Sequence[Heard], now: datetime) -> None:
    """Write down whose lines were heard lately, and whose have not been for a while.

    Only of who came into a session that is on, and its staff's desks are told when somebody comes or goes.
    """
    for session in on:
        heard = _heard_lately(session.session.circle_id, there, now)
        come = {who for who, at in session.lines.items() if at is None and who in heard}
        stay = {who for who, at in session.lines.items() if at and who in heard and at + WRITTEN_EVERY <= heard[who]}
        gone = {who for who, at in session.lines.items() if at and not is_there(at, now) and who not in heard}
        if come or stay or gone:
            _write(session, {who: heard[who] for who in come | stay}, gone, is_news=bool(come or gone), now=now)


def is_there(line_at: datetime | None, now: datetime) -> bool:
    """Whether a line last heard then counts as there."""
    return line_at is not None and now < line_at + GONE_AFTER


def _heard_lately(circle_id: UUID, there: Sequence[Heard], now: datetime) -> dict[UUID, datetime]:
    """By person; of several lines the one that was heard last."""
    heard: dict[UUID, datetime] = {}
    for circle, actor, at in there:
        if circle == circle_id and actor.persona_id and is_there(at, now):
            heard[actor.persona_id] = max(at, heard.get(actor.persona_id, at))
    return heard


def _write(session: SessionNow, heard: dict[UUID, datetime], gone: set[UUID], *, is_news: bool, now: datetime) -> None:
    rows = CheckIn.objects.filter(session=session.session.pk)
    with transaction.atomic():
        if heard:
            at = [When(persona=who, then=Value(moment)) for who, moment in heard.items()]
            rows.filter(persona__in=heard).update(line_at=Case(*at, output_field=DateTimeField()))
        if gone:
            rows.filter(persona__in=gone, line_at__lte=now - GONE_AFTER).update(line_at=None)
        if is_news:
            touch_room(room_id=session.session.circle.room_id)
