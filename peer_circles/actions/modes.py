"""How people talk in a circle at the moment: its staff change it while they talk, and everybody in the room sees it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies, selectors
from peer_circles.actions.circles import BOARDS_ARE_SLOW, UNDER_16_IS_READ
from peer_circles.actions.recording import record_about_circle
from peer_circles.actions.seats import membership_in
from peer_circles.models import Circle, Format, Membership, Mode, Turn
from peer_circles.opening import opening_of
from peer_circles.selectors.sessions import sessions_on
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, Invalid, Refused
from pop.realtime.actions import append_event

SHORTEST_TURN, LONGEST_TURN = 1, 10  # minutes


def set_mode(*, actor: Actor, circle_id: UUID, mode: str, now: datetime) -> Circle:
    """Change how people talk. A turn ends with the mode it belongs to.

    Slowing down and turns leave it as it was whether a person reads first; the two others decide it. Raises Absent for
    who is not staff of this circle, Invalid for an unknown mode, Refused for what its age band does not allow (SG-10).
    """
    with transaction.atomic():
        circle = _steered(actor, circle_id)
        if mode not in Mode.values:
            raise Invalid(fields={"mode": [_("Please choose how people talk here.")]})
        if circle.format == Format.BOARD and mode != Mode.SLOW:
            raise Refused(BOARDS_ARE_SLOW, code="board")
        if not policies.may_talk_so(circle.age_band, mode, circle.format):
            raise Refused(UNDER_16_IS_READ, code="under_16")
        if (circle.mode, circle.slowed_by_rule) != (mode, False):
            change_mode(circle, Mode(mode), now)
            record_about_circle(actor, "circles.set_mode", circle, now, mode=mode)
    return circle


def give_turn(*, actor: Actor, circle_id: UUID, persona_id: UUID, minutes: int, now: datetime) -> Turn:
    """Let one member speak for so many minutes while the others listen. Whoever spoke before has done so.

    Raises Absent for who is not staff of this circle, Conflict where people do not take turns, Invalid for somebody
    who is not a member of it, or too many minutes.
    """
    with transaction.atomic():
        circle = _steered(actor, circle_id)
        if circle.mode != Mode.TURNS:
            raise Conflict(_("People do not take turns here at the moment."), code="no_turns")
        if not Membership.objects.filter(policies.ACTIVE, circle=circle, persona=persona_id).exists():
            raise Invalid(fields={"persona": [_("Choose somebody who is in this circle.")]})
        if not SHORTEST_TURN <= minutes <= LONGEST_TURN:
            raise Invalid(fields={"minutes": [_("A turn takes from 1 to 10 minutes.")]})
        ends_at = now + timedelta(minutes=minutes)
        turn, _made = Turn.objects.update_or_create(
            circle=circle, defaults={"persona_id": persona_id, "ends_at": ends_at}
        )
        append_event(room_id=circle.room_id, kind="turn", subject_id=circle.pk, now=now)
    return turn


def pass_turn(*, actor: Actor, circle_id: UUID, now: datetime) -> Circle:
    """Say no more: always allowed to whose turn it is, and to staff for them. Harmless when the turn is over.

    Raises Absent for who has no seat, Refused for somebody else's turn.
    """
    with transaction.atomic():
        circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
        mine = membership_in(actor, circle_id, now)
        if circle is None:
            raise Absent
        on = sessions_on([circle], now).get(circle.pk)
        if selectors.seat_at(actor, circle, mine, on, opening_of(circle, now)) is None:
            raise Absent
        turn = Turn.objects.filter(circle=circle).first()
        if turn is None:
            return circle
        if turn.persona_id != actor.persona_id and not policies.may_steer(actor, circle):
            raise Refused(_("It is somebody else's turn."), code="not_your_turn")
        end_turn(circle, now)
    return circle


# --- For the other verbs of circles --------------------------------------------------------------------------


def change_mode(circle: Circle, mode: Mode, now: datetime, *, by_rule: bool = False) -> None:
    """Inside a transaction that holds the circle's row."""
    if mode in (Mode.PRE_MODERATED, Mode.OPEN):
        circle.reads_first = mode == Mode.PRE_MODERATED
    circle.mode, circle.mode_since, circle.slowed_by_rule = mode, now, by_rule
    circle.save(update_fields=["mode", "mode_since", "reads_first", "slowed_by_rule"])
    Turn.objects.filter(circle=circle).delete()
    append_event(room_id=circle.room_id, kind="mode", subject_id=circle.pk, now=now)


def end_turn(circle: Circle, now: datetime, *, of: UUID | None = None) -> None:
    """Whoever speaks (or this person, if it is them) has spoken."""
    turns = Turn.objects.filter(circle=circle)
    if (turns.filter(persona=of) if of else turns).delete()[0]:
        append_event(room_id=circle.room_id, kind="turn", subject_id=circle.pk, now=now)


def _steered(actor: Actor, circle_id: UUID) -> Circle:
    circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
    if circle is None or not policies.may_steer(actor, circle):
        raise Absent
    return circle
