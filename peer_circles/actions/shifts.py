"""Who of the staff answers for a session, and that they are still there (SG-09)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.recording import record_about_session
from peer_circles.actions.session_moves import catch_up, locked_session, move_sessions_on
from peer_circles.models import Duty, Shift
from peer_circles.selectors.sessions import SessionNow
from peer_circles.states.sessions import ON, staff_time_left
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, Refused
from pop.realtime.actions import touch_room

WRITTEN_EVERY = timedelta(seconds=8)  # signs of life come every few seconds; a row for each would be too many

Sign = tuple[UUID, Actor, datetime]  # in which circle, who, and when their line was last heard


def take_shift(*, actor: Actor, session_id: UUID, now: datetime) -> Shift:
    """Answer for a session from now on: the circle's facilitator, or a moderator for safety; never one person for both.

    They count as there once their line to the room is. Where somebody holds the duty who is gone, or who offers it, it
    is taken over, and logged. Taken from an offer nothing pauses: the duty was seen to until this moment, and whoever
    takes it has the usual seconds to be seen themselves. Raises Absent for who may not, Conflict when the session is
    not on, or somebody who is there holds it, Refused for who has not looked back at an earlier session.
    """
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        duty = policies.duty_open_to(actor, session.circle)
        if duty is None or actor.persona_id is None:
            raise Absent
        if session.state not in ON:
            raise Conflict(_("Shifts begin when the waiting room opens."), code="not_on")
        mine = next((shift for shift in shifts if shift.persona_id == actor.persona_id), None)
        if mine is not None and mine.duty == duty:
            return mine
        if mine is not None:
            raise Conflict(_("You are on shift here already, and it takes two people."), code="two_people")
        if policies.debriefs_owed_by(actor.persona_id, now).exists():
            raise Refused(
                _("Before your next shift, please look back at your last one. It takes a few minutes."),
                code="debrief_owed",
            )
        before = next((shift for shift in shifts if shift.duty == duty), None)
        if before is not None:
            is_there = (before.seen_at or before.began_at) + staff_time_left() >= now
            if is_there and before.offered_at is None:
                raise Conflict(_("Somebody is doing this already. Ask them to hand over."), code="taken")
            before.ended_at = now
            before.save(update_fields=["ended_at"])
        seen_at = before.seen_at if before is not None and before.offered_at else None
        shift = Shift.objects.create(
            session=session, persona_id=actor.persona_id, duty=duty, began_at=now, seen_at=seen_at
        )
        earlier = Shift.objects.filter(session=session, duty=duty).exclude(pk=shift.pk).order_by("began_at").last()
        took_over = {"from": str(earlier.persona_id)} if earlier and earlier.persona_id != actor.persona_id else {}
        verb = "circles.take_over_shift" if took_over else "circles.take_shift"
        record_about_session(actor, verb, session, now, duty=duty.value, **took_over)
        touch_room(room_id=session.circle.room_id)
    return shift


def offer_shift(*, actor: Actor, session_id: UUID, is_offered: bool = True, now: datetime) -> None:
    """Let a colleague take over one's shift, or think better of it; until somebody does, one goes on. Raises Absent."""
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        mine = next((shift for shift in shifts if shift.persona_id == actor.persona_id), None)
        if mine is None:
            raise Absent
        if (mine.offered_at is not None) != is_offered:
            mine.offered_at = now if is_offered else None
            mine.save(update_fields=["offered_at"])
            record_about_session(
                actor, "circles.offer_shift" if is_offered else "circles.keep_shift", session, now, duty=mine.duty
            )
            touch_room(room_id=session.circle.room_id)


def keep_shift(*, actor: Actor, session_id: UUID, now: datetime) -> None:
    """Take an offer back. Raises Absent."""
    offer_shift(actor=actor, session_id=session_id, is_offered=False, now=now)


def hand_over_shift(*, actor: Actor, session_id: UUID, now: datetime) -> None:
    """Stop answering for a session, so that somebody else can; until they do, nobody writes. Raises Absent."""
    with transaction.atomic():
        session, shifts = locked_session(session_id, now)
        mine = next((shift for shift in shifts if shift.persona_id == actor.persona_id), None)
        if mine is None:
            raise Absent
        mine.ended_at = now
        mine.save(update_fields=["ended_at"])
        record_about_session(actor, "circles.hand_over_shift", session, now, duty=mine.duty)
        catch_up(session, now)
        touch_room(room_id=session.circle.room_id)


def note_signs_of_life(*, on: Iterable[SessionNow], there: Sequence[Sign], now: datetime) -> bool:
    """Somebody's lines were just looked at: whoever of them is on shift was there when theirs was last heard.

    Also writes down what has come true of these sessions meanwhile, so that everybody's page says it. Whether
    anything was written that changes who may do what.
    """
    sessions = {session.session.circle_id: session for session in on}
    seen: dict[UUID, datetime] = {}
    for circle_id, actor, heard in there:
        session = sessions.get(circle_id)
        shift = session.shift_of(actor.persona_id) if session else None
        if shift is None or heard + staff_time_left() < now or not policies.may_hold(actor, Duty(shift.duty)):
            continue
        if shift.seen_at is None or shift.seen_at + WRITTEN_EVERY <= heard:
            seen[shift.pk] = max(heard, seen.get(shift.pk, heard))
    behind = {one.session.pk for one in sessions.values() if one.session.state != one.state}
    if not seen and not behind:
        return False
    with transaction.atomic():
        # First what was: that they are back does not undo that they were gone.
        moved = move_sessions_on(now=now, session_ids=behind) if behind else 0
        for pk, heard in seen.items():
            Shift.objects.filter(Q(seen_at=None) | Q(seen_at__lt=heard), pk=pk, ended_at=None).update(seen_at=heard)
        back = {shift.session_id for one in sessions.values() for shift in one.shifts if shift.pk in seen}
        moved += move_sessions_on(now=now, session_ids=back) if back else 0
        for one in sessions.values():
            if any(shift.pk in seen and shift.seen_at is None for shift in one.shifts):
                touch_room(room_id=one.session.circle.room_id)  # there at last: the others on shift see it
                moved += 1
    return moved > 0 or bool(seen)
