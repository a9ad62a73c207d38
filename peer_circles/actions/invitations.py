"""Inviting somebody to a circle, and saying no. Saying yes is joining (SG-04)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.recording import record_about_circle
from peer_circles.models import Circle, Invitation, Membership
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.accounts.selectors import member_named
from pop.core.errors import Absent, Invalid, Refused
from pop.core.limits import Limit, count
from pop.core.text import clean_line

INVITATIONS = Limit("circles.invite", times=20, seconds=86_400)
MOST_WAITING = 5  # invitations of one person, to all circles
NO_MEANS_NO = 2  # after so many, nobody is invited to that circle any more
INVITED = "circles.invited"  # the notice


def invite_to_circle(*, actor: Actor, circle_id: UUID, name: str, now: datetime) -> None:
    """Invite whoever has exactly this pseudonym, if they could join; otherwise do nothing, and look the same.

    Nobody learns from it whether a name is taken, how old somebody is, or that they said no (SG-06). Raises Absent for
    who does not look after this circle, Refused for a closed one, Invalid without a name, TooFast after many in a day.
    """
    name = clean_line(name)
    with transaction.atomic():
        circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
        if circle is None or not policies.may_invite(actor, circle):
            raise Absent
        if not circle.is_open:
            raise Refused(_("This circle is closed."), code="closed")
        if not name:
            raise Invalid(fields={"name": [_("Write the made-up name of the person you want to invite.")]})
        count(INVITATIONS, str(actor.login_id))
        invited = member_named(name)
        persona_id = invited.persona_id if invited is not None and policies.may_be_invited(invited, circle) else None
        is_new = persona_id is not None and _leave_invitation(circle, persona_id, now)
        if is_new and persona_id is not None:
            notify(persona_id=persona_id, kind=INVITED, facts={"circle": str(circle.pk)}, now=now)
        facts = {"persona": str(persona_id)} if is_new else {}
        record_about_circle(actor, "circles.invite", circle, now, **facts)


def decline_invitation(*, actor: Actor, circle_id: UUID, now: datetime) -> None:
    """Say no. Nobody is told. Raises Absent for who has no invitation to this circle that waits."""
    with transaction.atomic():
        mine = policies.invitations_to(actor, now).select_for_update(of=("self",)).select_related("circle")
        invitation = mine.filter(circle=circle_id).first()
        if invitation is None:
            raise Absent
        invitation.declined_at = now
        invitation.save(update_fields=["declined_at"])
        record_about_circle(actor, "circles.decline_invitation", invitation.circle, now)


def _leave_invitation(circle: Circle, persona_id: UUID, now: datetime) -> bool:
    """Whether there is a new one for them to find."""
    if Membership.objects.filter(policies.ACTIVE, circle=circle, persona=persona_id).exists():
        return False
    if Membership.objects.filter(circle=circle, persona=persona_id, removed_at__isnull=False).exists():
        return False
    theirs = Invitation.objects.filter(persona=persona_id)
    if theirs.filter(circle=circle, declined_at__isnull=False).count() >= NO_MEANS_NO:
        return False
    since = now - policies.INVITATION_LASTS
    waiting = theirs.filter(accepted_at__isnull=True, declined_at__isnull=True)
    if waiting.filter(circle=circle, invited_at__gt=since).exists():
        return False
    if waiting.filter(invited_at__gt=since).count() >= MOST_WAITING:
        return False
    waiting.filter(circle=circle).delete()  # one that ran out without an answer
    Invitation.objects.create(circle=circle, persona_id=persona_id, invited_at=now)
    return True
