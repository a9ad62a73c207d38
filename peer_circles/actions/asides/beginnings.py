"""How an aside begins: a member asks, or the staff offers; only the member's own yes opens it (SG-04)."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from moderation.actions import open_item
from moderation.contracts import Effect, Reason, Verdict
from peer_circles import policies
from peer_circles.actions.asides.moves import locked_aside, look_again, move_aside, record_about
from peer_circles.actions.seats import seated
from peer_circles.models import Aside, Circle, CircleSession, Membership, Part, Shift
from peer_circles.policies import asides as aside_policies
from peer_circles.selectors.sessions import SessionNow, sessions_on
from peer_circles.states.asides import GOING_ON, TALKING_ALONE, WAITING, AsideState
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, Refused, SignInNeeded
from pop.realtime.actions import open_room

HELP_CALL = "circle_help_call"  # as moderation knows a member's "I need help"
ASIDE_ROOM = "aside"  # as the rooms know it
NO_MEANS_NO = 2  # after so many in one session, or one day, nobody offers again unless they ask

logger = logging.getLogger(__name__)


def ask_for_help(*, actor: Actor, circle_id: UUID, now: datetime) -> Aside:
    """Tell those who look after the circle that one needs help: they see it in the room, and it is a task that is due
    within minutes. Nobody else learns of it. As often as one likes, and never refused by a limit (SEC-10).

    Raises SignInNeeded, Absent for who is no member here.
    """
    with transaction.atomic():
        circle, seat, _mine = seated(actor, circle_id, now)
        if seat.is_staff or actor.persona_id is None:
            raise Absent
        on = sessions_on([circle], now).get(circle.pk)
        aside = _asides_of(actor.persona_id, circle, now)
        if aside is None:
            aside = _begin(circle, actor.persona_id, on, state=AsideState.ASKED, asked_at=now)
        _bring_before_staff(aside, now)
        look_again(aside)
        record_about(actor, "circles.ask_for_help", aside, now)
    return aside


def offer_aside(*, actor: Actor, circle_id: UUID, persona_id: UUID, now: datetime) -> Aside:
    """Offer a member to talk alone: nothing opens by it, and nobody but the member and the staff sees it.

    Raises Absent for who is not on shift here, and for somebody who is no member here; Conflict where a talk or an
    offer is on already, or the other one on shift is in a talk; Refused after they said "not now" twice.
    """
    with transaction.atomic():
        circle = policies.circles_visible_to(actor).select_for_update(of=("self",)).filter(pk=circle_id).first()
        if circle is None or actor.persona_id is None:
            raise Absent
        on = sessions_on([circle], now).get(circle.pk)
        if not aside_policies.may_offer_aside(actor, circle, on, now):
            raise Absent
        members = Membership.objects.filter(policies.ACTIVE, circle=circle, part=Part.MEMBER, persona=persona_id)
        if not members.exists():
            raise Absent
        _require_free(actor.persona_id, on.session if on else None, now)
        aside = _asides_of(persona_id, circle, now)
        if aside is None:
            _respect_no(circle, persona_id, on, now)
            fields = {"state": AsideState.OFFERED, "staff_id": actor.persona_id, "offered_at": now}
            aside = _begin(circle, persona_id, on, **fields)
            look_again(aside)
            record_about(actor, "circles.offer_aside", aside, now, persona=str(persona_id))
        elif aside.state == AsideState.ASKED:
            move_aside(actor, aside, AsideState.OFFERED, now, staff_id=actor.persona_id, session=on and on.session)
        elif aside.staff_id != actor.persona_id or aside.state != AsideState.OFFERED:
            raise Conflict(_("Somebody is with this person already."), code="taken")
    return aside


def accept_aside(*, actor: Actor, aside_id: UUID, now: datetime) -> Aside:
    """Say yes: a room for exactly these two opens. Raises Absent for everybody but the one it was offered to, and when
    they have no place in the circle any more (SG-03); Conflict when the offer is over, or who made it is not free."""
    with transaction.atomic():
        aside = _of_member(actor, aside_id, now)
        _circle, seat, _mine = seated(actor, aside.circle_id, now)
        if seat.is_staff or aside.staff_id is None:
            raise Absent
        if aside.state in TALKING_ALONE:
            return aside  # the same press of the button
        if aside.session_id and not _has_shift(aside.staff_id, aside.session_id):
            raise Conflict(_("They are not on shift any more. If you need help, press “I need help now”."), code="gone")
        _require_free(aside.staff_id, aside.session, now)
        move_aside(actor, aside, AsideState.OPEN, now, room_id=open_room(kind=ASIDE_ROOM), seen_at=None)
    return aside


def decline_aside(*, actor: Actor, aside_id: UUID, now: datetime) -> None:
    """Say "not now": nothing happens, and only the staff sees it. Raises Absent, Conflict."""
    with transaction.atomic():
        aside = _of_member(actor, aside_id, now)
        if aside.state != AsideState.DECLINED:
            move_aside(actor, aside, AsideState.DECLINED, now)


def withdraw_aside(*, actor: Actor, aside_id: UUID, now: datetime) -> None:
    """Take back one's own: the member a wish, the staff an offer. Raises Absent, Conflict when it is answered."""
    with transaction.atomic():
        aside = locked_aside(aside_id, now)
        is_wish = aside.state == AsideState.ASKED and aside_policies.is_its_member(actor, aside)
        is_offer = aside.state == AsideState.OFFERED and aside_policies.is_its_staff(actor, aside)
        if not is_wish and not is_offer:
            raise Absent if aside.state in WAITING else Conflict(_("This is answered already."), code="other_state")
        move_aside(actor, aside, AsideState.WITHDRAWN, now)


def _of_member(actor: Actor, aside_id: UUID, now: datetime) -> Aside:
    if not actor.is_signed_in:
        raise SignInNeeded
    aside = locked_aside(aside_id, now)
    if not aside_policies.is_its_member(actor, aside):
        raise Absent
    return aside


def _asides_of(persona_id: UUID, circle: Circle, now: datetime) -> Aside | None:
    """What goes on with this member, brought up to date."""
    row = Aside.objects.filter(circle=circle, member=persona_id, state__in=GOING_ON).values_list("pk", flat=True)
    found = row.first()
    aside = locked_aside(found, now) if found else None
    return aside if aside is not None and aside.state in GOING_ON else None


def _begin(circle: Circle, persona_id: UUID, on: SessionNow | None, **fields: object) -> Aside:
    try:
        with transaction.atomic():
            return Aside.objects.create(
                circle=circle, member_id=persona_id, session=on.session if on else None, **fields
            )  # fmt: skip
    except IntegrityError:
        raise Conflict(_("Somebody else was a moment earlier. Look at the page again."), code="taken") from None


def _require_free(persona_id: UUID, session: CircleSession | None, now: datetime) -> None:
    """One talk at a time; and while one of the two on shift is in one, the other stays with the group. The database
    holds both, too."""
    talks = Aside.objects.filter(state__in=TALKING_ALONE)
    concerned = talks.filter(Q(staff=persona_id) | Q(session=session, session__isnull=False))
    for aside_id in concerned.values_list("pk", flat=True):
        aside = locked_aside(aside_id, now)  # it may be over, and nobody has written it down
        if aside.state not in TALKING_ALONE:
            continue
        if aside.staff_id == persona_id:
            raise Conflict(_("You are in a talk already. One at a time."), code="busy")
        raise Conflict(_("The other one on shift is in a talk. One of you stays with the circle."), code="busy")


def _respect_no(circle: Circle, persona_id: UUID, on: SessionNow | None, now: datetime) -> None:
    said_no = Aside.objects.filter(circle=circle, member=persona_id, state=AsideState.DECLINED)
    said_no = said_no.filter(session=on.session) if on else said_no.filter(over_at__date=now.date())
    if said_no.count() >= NO_MEANS_NO:
        raise Refused(_("They said “not now” twice. They can ask for help themselves at any time."), code="said_no")


def _has_shift(persona_id: UUID, session_id: UUID) -> bool:
    return Shift.objects.filter(session=session_id, persona=persona_id, ended_at=None).exists()


def _bring_before_staff(aside: Aside, now: datetime) -> None:
    """A call for help is taken even when the queue is away: those in the room see it (SEC-10)."""
    verdict = Verdict().raised_by(Reason("asked", "help", Effect.CARE))
    try:
        open_item(kind=HELP_CALL, subject_id=aside.pk, cause="flagged", verdict=verdict, now=now)
    except Exception:
        logger.exception("The queue failed; a call for help stands in the room alone")
