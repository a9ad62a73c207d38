"""Moving an aside along its graph. Whoever moves it first writes down what has come true by itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from peer_circles.models import Aside
from peer_circles.selectors.asides import standing_of
from peer_circles.states.asides import ASIDE_OVER, ASIDE_WAYS, AsideState, aside_steps_until
from pop.accounts.contracts import SYSTEM, Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Conflict
from pop.realtime.actions import touch_room

ASIDE_KIND = "circle_aside"  # as the audit log knows it


def locked_aside(aside_id: UUID, now: datetime) -> Aside:
    """The aside, locked and brought up to date. Raises Absent."""
    # Whoever says something meanwhile refers to the row without changing it: no_key lets them.
    rows = Aside.objects.select_for_update(of=("self",), no_key=True).select_related("circle", "session")
    aside = rows.filter(pk=aside_id).first()
    if aside is None:
        raise Absent
    catch_up(aside, now)
    return aside


def catch_up(aside: Aside, now: datetime) -> int:
    """Write down what has come true of a locked aside; how many moves."""
    steps = list(aside_steps_until(now, standing_of(aside)))
    for step in steps:
        move_aside(SYSTEM, aside, step.to, now, at=step.at)
    return len(steps)


def move_aside(
    actor: Actor, aside: Aside, to: AsideState, now: datetime, *, at: datetime | None = None, **fields: Any
) -> None:
    """One declared move, in one statement that names both its ends: the database itself refuses any other. Raises
    Conflict for what is no way, and where somebody was a moment earlier."""
    was = AsideState(aside.state)
    move = ASIDE_WAYS.get((was, to))
    if move is None:
        raise Conflict(_("This cannot be done now: something has changed. Look at the page again."), code="other_state")
    changed: dict[str, Any] = {"state": to, "frozen_at": None, **fields}
    if (time := _time_of(was, to)) is not None:
        changed[time] = at or now
    try:
        with transaction.atomic():
            moved = Aside.objects.filter(pk=aside.pk, state=was).update(came_from=F("state"), **changed)
    except IntegrityError:  # one of the two has just begun another talk
        moved = 0
    if not moved:
        raise Conflict(_("Somebody else was a moment earlier. Look at the page again."), code="other_state")
    for field, value in {**changed, "came_from": was.value}.items():
        setattr(aside, field, value)
    look_again(aside)
    record_about(actor, f"circles.{move.name}_aside", aside, now, **{"from": was.value, "to": to.value})


def look_again(aside: Aside) -> None:
    """Those whom it concerns see it, in the circle and in the talk. Nobody else gets a byte."""
    touch_room(room_id=aside.circle.room_id)
    if aside.room_id is not None:
        touch_room(room_id=aside.room_id)


def record_about(actor: Actor, verb: str, aside: Aside, now: datetime, **facts: str) -> None:
    record_deed(
        actor=actor,
        verb=verb,
        subject_kind=ASIDE_KIND,
        subject_id=aside.pk,
        now=now,
        facts={"circle": str(aside.circle_id), **facts},
    )


def _time_of(was: AsideState, to: AsideState) -> str | None:
    """Which time goes with a move: a talk that thaws has its time already."""
    if to in ASIDE_OVER:
        return "over_at"
    if to is AsideState.OPEN:
        return "opened_at" if was is AsideState.OFFERED else None
    return {AsideState.OFFERED: "offered_at", AsideState.FROZEN: "frozen_at"}.get(to)
