"""Coming and going. Nobody is put into a circle (SG-04), and whoever goes is out at once (SEC-28)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.sanctions.places import Place
from moderation.sanctions.restrictions import RESTRICTED
from moderation.selectors.sanctions import removal_keeps_out
from peer_circles import policies
from peer_circles.actions.asides.endings import forget_asides, leave_asides
from peer_circles.actions.modes import end_turn
from peer_circles.actions.reactions import forget_reactions
from peer_circles.actions.recording import record_about_circle
from peer_circles.models import (
    CheckIn,
    Circle,
    Debrief,
    Invitation,
    Membership,
    Message,
    MessageState,
    Part,
    SessionReminder,
    Shift,
    Turn,
)
from pop.accounts.contracts import Actor, Role
from pop.accounts.policies import require_participant
from pop.accounts.selectors import actor_for
from pop.core import clock
from pop.core.errors import Absent, Conflict, Invalid, Refused
from pop.realtime.actions import touch_room

_NOT_YOUR_AGE = _("This circle is for another age group. Look for one of yours: there are more.")


def join_circle(*, actor: Actor, circle_id: UUID, agreed_version: int, now: datetime) -> Membership:
    """Join by one's own act, having accepted the agreement as it is now; accept it again when it has changed.

    Facilitators join as facilitators. Raises Absent, Refused (not for this age band, closed, removed before, or a
    hindrance named by `require_participant`), Invalid for an agreement that is not the current one, Conflict when
    there is no place left.
    """
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        require_participant(actor)
        persona_id = actor.persona_id
        if persona_id is None:
            raise Refused
        if not circle.is_open:
            raise Refused(_("This circle is closed. Look for another one that is open."), code="closed")
        if not policies.may_join(actor, circle):
            raise Refused(_NOT_YOUR_AGE, code="other_age_band")
        _let_back_in(persona_id, circle, now)
        if agreed_version != circle.agreement_version:
            raise Invalid(fields={"agree": [_("The agreement has changed. Please read it and tick the box again.")]})
        membership = Membership.objects.filter(policies.ACTIVE, circle=circle, persona=actor.persona_id).first()
        if membership is None:
            membership = Membership(circle=circle, persona_id=persona_id, joined_at=now)
            membership.part = Part.FACILITATOR if actor.has_role(Role.FACILITATOR) else Part.MEMBER
            if membership.part == Part.MEMBER and _is_full(circle):
                raise Conflict(_("This circle is full at the moment. Please look at another one."), code="full")
        membership.agreed_version = circle.agreement_version
        membership.save()
        invited = Invitation.objects.filter(circle=circle, persona=persona_id, declined_at__isnull=True)
        invited.filter(accepted_at__isnull=True).update(accepted_at=now)
        touch_room(room_id=circle.room_id)
        record_about_circle(
            actor, "circles.join", circle, now, part=membership.part, agreement=circle.agreement_version
        )
    return membership


def _let_back_in(persona_id: UUID, circle: Circle, now: datetime) -> None:
    """Whoever was shown out comes back when that is over; who was shown out without an end does not. Raises Refused."""
    removed = Membership.objects.filter(
        circle=circle, persona=persona_id, removed_at__isnull=False, part=Part.MEMBER
    ).exists()
    if not removed:
        return
    keeps_out = removal_keeps_out(persona_id, Place(policies.PLACE, circle.pk), now)
    if keeps_out is None:
        raise Refused(_("You cannot join this circle again. If you want to talk about it, ask for help."))
    if keeps_out:
        raise Refused(
            _("You cannot join this circle for now. “What happened with my account” says why, and until when."),
            code=RESTRICTED,
        )


def leave_circle(*, actor: Actor, circle_id: UUID, now: datetime) -> None:
    """Go. What somebody said stays. Raises Absent for who is not in it."""
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        gone = Membership.objects.filter(policies.ACTIVE, circle=circle, persona=actor.persona_id).update(left_at=now)
        if not gone:
            raise Absent
        end_turn(circle, now, of=actor.persona_id)
        if actor.persona_id is not None:
            leave_asides(circle_id=circle.pk, persona_id=actor.persona_id, now=now)
        touch_room(room_id=circle.room_id)
        record_about_circle(actor, "circles.leave", circle, now)


def remove_member(*, actor: Actor, circle_id: UUID, persona_id: UUID, now: datetime) -> None:
    """Show somebody out: their open sockets close, and they cannot join again.

    Raises Absent for who may not moderate this circle, and for somebody who is not a member of it.
    """
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        if not policies.may_moderate(actor, circle):
            raise Absent
        members = Membership.objects.filter(policies.ACTIVE, circle=circle, part=Part.MEMBER)
        if not members.filter(persona=persona_id).update(removed_at=now):
            raise Absent
        end_turn(circle, now, of=persona_id)
        leave_asides(circle_id=circle.pk, persona_id=persona_id, now=now)
        touch_room(room_id=circle.room_id)
        record_about_circle(actor, "circles.remove_member", circle, now, persona=str(persona_id))


def let_member_back_in(
    *, actor: Actor, circle_id: UUID, persona_id: UUID, removed_at: Collection[datetime], now: datetime
) -> bool:
    """They were shown out at one of these moments, and should not have been: the very membership they had joined by
    their own act is theirs again (SG-04, SG-50). True for who had left by themselves before, or is in it again already.

    False where the circle is full or closed by now, or they could not join it: their age group, their consent. Raises
    Absent for who may not moderate it, and for a circle that is gone.
    """
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        if not policies.may_moderate(actor, circle):
            raise Absent
        theirs = Membership.objects.filter(circle=circle, persona=persona_id, part=Part.MEMBER)
        taken = theirs.select_related("persona__login").filter(removed_at__in=removed_at).first()
        if taken is None or theirs.filter(policies.ACTIVE).exists():
            return True
        login = taken.persona.login
        if login is None or not policies.may_join(actor_for(login, {}), circle) or _is_full(circle):
            return False
        taken.removed_at = None
        taken.save(update_fields=["removed_at"])
        touch_room(room_id=circle.room_id)
        record_about_circle(actor, "circles.let_back_in", circle, now, persona=str(persona_id))
    return True


def _locked(actor: Actor, circle_id: UUID) -> Circle:
    circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
    if circle is None:
        raise Absent
    return circle


def _is_full(circle: Circle) -> bool:
    return Membership.objects.filter(policies.ACTIVE, circle=circle, part=Part.MEMBER).count() >= circle.capacity


def forget_person(*, persona_id: UUID) -> None:
    """For whoever deletes their account: memberships and invitations go, messages lose their author."""
    with transaction.atomic():
        rooms = set(
            Circle.objects.filter(Q(memberships__persona=persona_id) | Q(messages__author=persona_id)).values_list(
                "room_id", flat=True
            )
        )
        forget_asides(persona_id=persona_id, now=clock.now())
        Membership.objects.filter(persona=persona_id).delete()
        Invitation.objects.filter(persona=persona_id).delete()
        SessionReminder.objects.filter(persona=persona_id).delete()
        Shift.objects.filter(persona=persona_id).delete()
        Turn.objects.filter(persona=persona_id).delete()
        CheckIn.objects.filter(persona=persona_id).delete()
        Debrief.objects.filter(persona=persona_id).update(persona=None)
        forget_reactions(persona_id)
        theirs = Message.objects.filter(author=persona_id)
        theirs.filter(state=MessageState.HELD).update(state=MessageState.RETRACTED)
        theirs.update(author=None)
        for room_id in rooms:
            touch_room(room_id=room_id)
