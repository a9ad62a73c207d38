"""Who may be in which circle, and as what. Each check stands beside the filter that says the same for a list."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from moderation.sanctions.restrictions import restricted_there
from peer_circles.models import (
    Circle,
    CircleState,
    Format,
    Invitation,
    Membership,
    Part,
)
from peer_circles.opening import Opening
from peer_circles.states.sessions import TALKING, SessionState
from pop.accounts.contracts import Actor, AgeBand, Role
from pop.accounts.policies import may_take_part
from pop.realtime.contracts import Seat

KEEPERS = (Role.MODERATOR, Role.SAFEGUARDING_LEAD)  # staff who look after every circle
UNDER_16 = [band.value for band in AgeBand if band.is_under_16]
INVITATION_LASTS = timedelta(days=30)
ACTIVE = Q(left_at__isnull=True, removed_at__isnull=True)
PLACE = "circle"  # as moderation knows a circle


def with_restrictions(memberships: QuerySet[Membership], now: Any) -> QuerySet[Membership]:
    """With `is_restricted`, read in the same query: a mute counts from the next frame on (SEC-28). `now` as in
    `restricted_there`."""
    restricted = restricted_there(persona="persona", kind=PLACE, place="circle", now=now)
    return memberships.annotate(is_restricted=restricted)


def is_restricted(membership: Membership | None) -> bool:
    """Whether the staff have said that they do not write here for now. Raises AttributeError for one read without
    `with_restrictions`: nobody gets a seat whose restriction nobody asked about."""
    return membership is not None and bool(membership.is_restricted)  # type: ignore[attr-defined]


def circles_visible_to(actor: Actor) -> QuerySet[Circle]:
    """That an open circle exists is public: its purpose and rules, never its people or words (SG-06). A closed one
    is there for who is in it and for staff."""
    if actor.has_role(*KEEPERS):
        return Circle.objects.all()
    mine = (
        Membership.objects.filter(ACTIVE, persona=actor.persona_id) if actor.persona_id else Membership.objects.none()
    )
    return Circle.objects.filter(Q(state=CircleState.OPEN) | Q(pk__in=mine.values("circle")))


def may_create_circle(actor: Actor) -> bool:
    return actor.persona_id is not None and actor.has_role(Role.OWNER, Role.SAFEGUARDING_LEAD, Role.FACILITATOR)


# What there is to choose about a circle; the second, as far as its own facilitator may.
SETTINGS = frozenset(
    ("name", "purpose", "age_band", "language", "times", "time_zone", "country", "format", "capacity", "agreement")
) | {"talk_between_sessions"}
FACILITATORS_SETTINGS = frozenset({"name", "purpose", "language", "times", "agreement"})


def settings_open_to(actor: Actor, circle: Circle) -> frozenset[str]:
    """What the actor may change about it: the owner and the safeguarding lead everything, its own facilitator how it
    is described and what is agreed."""
    if actor.has_role(Role.OWNER, Role.SAFEGUARDING_LEAD):
        return SETTINGS
    return FACILITATORS_SETTINGS if looks_after(actor, circle) else frozenset()


def may_close_circle(actor: Actor) -> bool:
    """The owner and the safeguarding lead: a whole group loses its place."""
    return actor.has_role(Role.OWNER, Role.SAFEGUARDING_LEAD)


def most_in(format: str) -> int:
    """How many people a circle of this format takes at most."""
    return int(settings.POP_CIRCLE_PLACES["board" if format == Format.BOARD else "most"])


def may_join(actor: Actor, circle: Circle) -> bool:
    """Members are of the circle's own age band (SG-03); facilitators join as facilitators. Whether there is room, and
    whether somebody was removed before, is asked while joining."""
    if not circle.is_open or not may_take_part(actor):
        return False
    return actor.has_role(Role.FACILITATOR) or is_of_age(actor, circle)


def is_of_age(actor: Actor, circle: Circle) -> bool:
    return actor.age_band is not None and actor.age_band == circle.age_band


def may_talk_in(circle: Circle, on: SessionState | None) -> bool:
    """Whether anybody writes in the circle at this moment. `on` is the state of the session that is on.

    While a session is on, its staff decide it: only what is open, with both of them there, is written in (SG-09).
    """
    if not circle.is_open:
        return False
    if circle.format != Format.SCHEDULED:
        return True
    return circle.talk_between_sessions if on is None else on in TALKING


def writes_between_meetings(circle: Circle, on: SessionState | None) -> bool:
    """Whether members write here although no session is on. Nobody of the staff is on shift then: `between` says what
    that means for what they say (SG-09)."""
    return circle.is_open and circle.format == Format.SCHEDULED and circle.talk_between_sessions and on is None


def seat_in(
    actor: Actor,
    circle: Circle,
    membership: Membership | None,
    on: SessionState | None,
    is_in: bool,
    *,
    opening: Opening,
) -> Seat | None:
    """The actor's seat, from what is known now. None: to them this circle's room does not exist (SEC-24).

    Asked at every connect, every frame and every beat: a birthday, a new agreement, a lost role or a lapsed consent
    counts at once (SG-03, SG-04, SEC-28), and so does a mute. `membership` is their active one (`with_restrictions`);
    `on` is where the circle's session stands that is on, by the clock and with the staff it has now
    (`sessions.sessions_on`), `is_in` whether they came in through its waiting room. Outside opening hours and in a
    pause (`opening`), members read; a session that is on goes on, and staff can write.
    """
    may_write = may_talk_in(circle, on) and not is_restricted(membership)
    if membership is not None and membership.part == Part.FACILITATOR and actor.has_role(Role.FACILITATOR):
        return Seat(may_write=may_write, is_staff=True)
    if actor.has_role(*KEEPERS):
        return Seat(may_write=False, is_staff=True)
    if membership is None or membership.part != Part.MEMBER:
        return None
    if not is_of_age(actor, circle) or not may_take_part(actor):
        return None
    if membership.agreed_version != circle.agreement_version:
        return None
    is_on = on is not None and circle.format == Format.SCHEDULED
    return Seat(may_write=may_write and (is_in if is_on else opening.is_open))


def circles_looked_after_by(actor: Actor) -> QuerySet[Circle]:
    """Where the actor is the facilitator, with the role proved in this session."""
    if actor.persona_id is None or not actor.has_role(Role.FACILITATOR):
        return Circle.objects.none()
    mine = Membership.objects.filter(ACTIVE, persona=actor.persona_id, part=Part.FACILITATOR)
    return Circle.objects.filter(pk__in=mine.values("circle"))


def looks_after(actor: Actor, circle: Circle) -> bool:
    return circles_looked_after_by(actor).filter(pk=circle.pk).exists()


def may_invite(actor: Actor, circle: Circle) -> bool:
    """The circle's own facilitator, with the role proved in this session."""
    return looks_after(actor, circle)


def may_be_invited(invited: Actor, circle: Circle) -> bool:
    """Only who could join as a member at this moment: of the circle's age band, past the under-13 gate, no staff."""
    is_staff = bool(invited.roles or invited.unproved_roles)
    return not is_staff and circle.is_open and is_of_age(invited, circle) and may_take_part(invited)


def invitations_to(actor: Actor, now: datetime) -> QuerySet[Invitation]:
    """The actor's own that wait for an answer, and still lead somewhere they may join."""
    if actor.persona_id is None or actor.age_band is None or not may_take_part(actor):
        return Invitation.objects.none()
    return Invitation.objects.filter(
        persona=actor.persona_id,
        accepted_at__isnull=True,
        declined_at__isnull=True,
        invited_at__gt=now - INVITATION_LASTS,
        circle__state=CircleState.OPEN,
        circle__age_band=actor.age_band,
    )


def may_moderate(actor: Actor, circle: Circle) -> bool:
    return actor.has_role(*KEEPERS) or looks_after(actor, circle)
