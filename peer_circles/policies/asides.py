"""Who may talk alone with whom, and who may look in. One of the two is always staff of the circle, on shift, with the
role proved; the other is a member who said yes (SG-01, SG-02, SG-04)."""

from datetime import datetime

from peer_circles import policies
from peer_circles.models import Aside, AsideMessage, AsideWords, Circle, Duty, Shift
from peer_circles.opening import opening_of
from peer_circles.selectors.asides import READABLE
from peer_circles.selectors.sessions import SessionNow
from peer_circles.states.asides import ASIDE_OVER, TALKING_ALONE, AsideState
from pop.accounts.contracts import Actor, Role
from pop.realtime.contracts import Seat


def may_offer_aside(actor: Actor, circle: Circle, on: SessionNow | None, now: datetime) -> bool:
    """While a session is on: whoever has a shift in it. Otherwise whoever moderates a circle that is open now."""
    if actor.persona_id is None:
        return False
    if on is not None:
        shift = on.shift_of(actor.persona_id)
        return shift is not None and policies.may_hold(actor, Duty(shift.duty))
    may_talk = policies.may_talk_in(circle, None) and policies.may_moderate(actor, circle)
    return may_talk and opening_of(circle, now).is_open


def is_its_member(actor: Actor, aside: Aside) -> bool:
    return actor.persona_id is not None and actor.persona_id == aside.member_id


def is_its_staff(actor: Actor, aside: Aside) -> bool:
    """The very person, with the role still proved."""
    is_same = actor.persona_id is not None and actor.persona_id == aside.staff_id
    return is_same and policies.may_moderate(actor, aside.circle)


def may_look_in(actor: Actor, aside: Aside) -> bool:
    """Those who supervise: safeguarding leads always; the other one on shift while the session lasts; in a circle
    without sessions whoever else moderates it. Only what was opened can be looked into."""
    if aside.opened_at is None or actor.persona_id is None or actor.persona_id in {aside.member_id, aside.staff_id}:
        return False
    if actor.has_role(Role.SAFEGUARDING_LEAD):
        return True
    if aside.session_id is None:
        return policies.may_moderate(actor, aside.circle)
    shift = Shift.objects.filter(session=aside.session_id, persona=actor.persona_id, ended_at=None).first()
    return shift is not None and policies.may_hold(actor, Duty(shift.duty))


def aside_seat(actor: Actor, aside: Aside, state: AsideState, in_circle: Seat | None, now: datetime) -> Seat | None:
    """The actor's seat in the room of an aside: for exactly two people. None: it does not exist for them (SEC-24).

    `in_circle` is their seat in the circle at this moment: a birthday, a new agreement, a removal or a lost role counts
    here as it does there (SG-03, SEC-28). Supervisors have none: they look in by an act that is on record.
    """
    if aside.room_id is None or in_circle is None:
        return None
    if is_its_member(actor, aside) and not in_circle.is_staff:
        is_late = state in ASIDE_OVER and (aside.over_at or now) + READABLE < now
        return None if is_late else Seat(may_write=state is AsideState.OPEN)
    is_staff = actor.persona_id is not None and actor.persona_id == aside.staff_id and in_circle.is_staff
    if is_staff and state in TALKING_ALONE:
        return Seat(may_write=state is AsideState.OPEN, is_staff=True)
    return None


def may_decide_words(actor: Actor, message: AsideMessage) -> bool:
    """Show or hide what was said in an aside: moderators and safeguarding leads, never about words of their own."""
    is_own = message.author_id is not None and message.author_id == actor.persona_id
    return not is_own and actor.has_role(*policies.KEEPERS)


def may_see_words(actor: Actor, message: AsideMessage) -> bool:
    """Who can tell moderators about it: the two, and whoever may look in. Words that were shown and are looked at once
    more since are among it; what never was is its author's alone."""
    aside = message.aside
    if message.state == AsideWords.HELD and message.seq is None:
        return is_its_staff(actor, aside)
    return is_its_member(actor, aside) or is_its_staff(actor, aside) or may_look_in(actor, aside)
