"""A rule of the software: where messages wait too long for a person, a circle goes slowly until they no longer do.

Nobody has to press anything for it: it is asked when a message comes to wait or is decided about, and at every beat of
a room somebody is in. Everybody is told that nobody chose it, it is logged, and staff may undo it at any time.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from peer_circles.actions.modes import change_mode
from peer_circles.models import Circle, Format, Mode
from peer_circles.selectors.sessions import sessions_on
from peer_circles.waiting import WaitingTimes, is_quick_again, waiting_long_in, waiting_times
from pop.audit.actions import record

QUICK = (Mode.PRE_MODERATED, Mode.OPEN)


def keep_pace_by_rule(*, room_ids: Collection[UUID], now: datetime) -> set[UUID]:
    """Look at the circles of these rooms and slow them down, or let them go on, where the rule says so. Gives the
    rooms where messages wait so long that staff should see other figures. Three queries where nothing is to be done."""
    rows = Circle.objects.filter(Q(mode__in=QUICK) | Q(slowed_by_rule=True), room__in=room_ids)
    circles = {circle.pk: circle for circle in rows}
    waiting = waiting_long_in(circles, now)
    for circle in circles.values():
        if circle.slowed_by_rule:
            go_on_by_rule(circle_id=circle.pk, now=now)
        elif circle.pk in waiting:
            slow_down_by_rule(circle_id=circle.pk, now=now)
    return {circles[circle_id].room_id for circle_id in waiting}


def slow_down_by_rule(*, circle_id: UUID, now: datetime) -> bool:
    """Let a circle go slowly when messages wait too long for a person: half over 20 s, or one in twenty over 60; those
    that nobody has looked at yet count. It never makes anything quicker.

    Only where people talk live: nobody sits beside a board. Gives whether it did.
    """
    with transaction.atomic():
        circle = _locked(circle_id)
        if circle is None or circle.mode not in QUICK or not _is_live(circle, now):
            return False
        times = waiting_times(circle, now)
        if not times.are_too_long:
            return False
        change_mode(circle, Mode.SLOW, now, by_rule=True)
        _record("circles.slow_down_by_rule", circle, times, now)
    return True


def go_on_by_rule(*, circle_id: UUID, now: datetime) -> bool:
    """Let a circle that a rule slowed down talk as before, once messages are read in time again. Whether a person reads
    first is as it was. Gives whether it did."""
    with transaction.atomic():
        circle = _locked(circle_id)
        if circle is None or not circle.slowed_by_rule or not is_quick_again(circle, now):
            return False
        times = waiting_times(circle, now)
        change_mode(circle, Mode.PRE_MODERATED if circle.reads_first else Mode.OPEN, now)
        _record("circles.go_on_by_rule", circle, times, now)
    return True


def _locked(circle_id: UUID) -> Circle | None:
    return Circle.objects.select_for_update().filter(pk=circle_id).first()


def _is_live(circle: Circle, now: datetime) -> bool:
    if circle.format == Format.BOARD:
        return False
    return not circle.talk_between_sessions or circle.pk in sessions_on([circle], now)


def _record(verb: str, circle: Circle, times: WaitingTimes, now: datetime) -> None:
    record(
        actor_id=None,
        verb=verb,
        subject_kind="circle",
        subject_id=circle.pk,
        now=now,
        facts={"median": round(times.median), "slowest": round(times.slowest), "messages": times.count},
    )
