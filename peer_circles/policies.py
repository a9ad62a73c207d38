"""Who may be in which circle, and as what. Each check stands beside the filter that says the same for a list."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from moderation.contracts import Effect
from moderation.restrictions import restricted_there
from peer_circles.models import (
    CheckIn,
    Circle,
    CircleSession,
    CircleState,
    Debrief,
    Duty,
    Format,
    Invitation,
    Membership,
    Message,
    MessageState,
    Mode,
    Part,
    Turn,
)
from peer_circles.opening import Opening
from peer_circles.session_states import TALKING, SessionState, doors_shut
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


def may_plan_sessions(actor: Actor, circle: Circle) -> bool:
    """The circle's own facilitator, with the role proved in this session."""
    return looks_after(actor, circle)


def sessions_visible_to(actor: Actor) -> QuerySet[CircleSession]:
    """When a circle meets is as public as the circle itself."""
    return CircleSession.objects.filter(circle__in=circles_visible_to(actor))


def may_hold(actor: Actor, duty: Duty) -> bool:
    """Whether somebody has the role a duty asks for, proved in this session (SG-09)."""
    return actor.has_role(Role.FACILITATOR) if duty is Duty.FACILITATOR else actor.has_role(*KEEPERS)


def duty_open_to(actor: Actor, circle: Circle) -> Duty | None:
    """As what the actor may be on shift in this circle: its own facilitator, or any moderator for safety."""
    if actor.persona_id is None:
        return None
    if looks_after(actor, circle):
        return Duty.FACILITATOR
    return Duty.SAFETY if may_hold(actor, Duty.SAFETY) else None


def may_check_in(circle: Circle, state: SessionState, starts_at: datetime, now: datetime) -> bool:
    """From the waiting room on, until the doors shut: whoever has a member's seat (`seat_in`)."""
    return state in {SessionState.LOBBY, SessionState.OPEN, SessionState.FROZEN} and now < doors_shut(starts_at)


def check_ins_visible_to(actor: Actor, circle: Circle) -> QuerySet[CheckIn]:
    """Moods and words are for who looks after the circle, and one's own for oneself."""
    rows = CheckIn.objects.filter(session__circle=circle)
    return rows if may_moderate(actor, circle) else rows.filter(persona=actor.persona_id, persona__isnull=False)


def debriefs_owed_by(persona_id: UUID | None, now: datetime) -> QuerySet[CircleSession]:
    """The sessions somebody was on shift in that are over and that they have not looked back at."""
    if persona_id is None:
        return CircleSession.objects.none()
    written = Debrief.objects.filter(persona=persona_id).values("session")
    theirs = CircleSession.objects.filter(shifts__persona=persona_id, opened_at__isnull=False).exclude(pk__in=written)
    return theirs.filter(Q(closed_at__isnull=False) | Q(ends_at__lte=now)).distinct()


def may_pause(actor: Actor, circle: Circle | None) -> bool:
    """A circle: its own facilitator. None, which is all of them at once: the owner and the safeguarding lead."""
    if circle is None:
        return actor.has_role(Role.OWNER, Role.SAFEGUARDING_LEAD)
    return looks_after(actor, circle)


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


def waits_for_a_person(circle: Circle, seat: Seat, membership: Membership | None) -> bool:
    """Whether whatever this person says here is read before the others see it (SG-10): everything in a circle where a
    person reads first and of everybody under 16, and anyone's first messages. Staff are not made to wait."""
    if seat.is_staff:
        return False
    if circle.reads_everything:
        return True
    return membership is None or membership.let_through < settings.POP_CIRCLES_READ_FIRST


def may_steer(actor: Actor, circle: Circle) -> bool:
    """Change how people talk in a circle, and give turns: whoever moderates it."""
    return may_moderate(actor, circle)


def may_talk_so(age_band: str, mode: str, format: str = "") -> bool:
    """Whether there is this mode, and a circle of this age and format may have it: under 16 none without a person who
    reads every message first (SG-10), and boards are always slow."""
    if format == Format.BOARD and mode != Mode.SLOW:
        return False
    return mode in Mode.values and (mode != Mode.OPEN or age_band not in UNDER_16)


def may_speak(actor: Actor, circle: Circle, seat: Seat, turn: Turn | None, now: datetime) -> bool:
    """Where people take turns: only whose turn it is, for as long as it lasts. Staff may always."""
    if seat.is_staff or circle.mode != Mode.TURNS:
        return True
    return turn is not None and turn.persona_id == actor.persona_id and now < turn.ends_at


def may_decide(actor: Actor, message: Message) -> bool:
    """Show or hide a message: whoever moderates the circle, and never about words of their own."""
    is_own = message.author_id is not None and message.author_id == actor.persona_id
    return not is_own and may_moderate(actor, message.circle)


def may_retract(actor: Actor, message: Message) -> bool:
    return actor.persona_id is not None and message.author_id == actor.persona_id


def messages_shown() -> QuerySet[Message]:
    """What anybody with a seat may see: everything that ever had a place, as what it is now."""
    return Message.objects.filter(seq__isnull=False)


def messages_published() -> QuerySet[Message]:
    """What stands there with its words at this moment."""
    return messages_shown().filter(state=MessageState.PUBLISHED)


def messages_with_a_name() -> QuerySet[Message]:
    """What members said with theirs: whose words somebody may hide."""
    return messages_published().filter(is_anonymous=False, by_facilitator=False, author__isnull=False)


def voice_of(message: Message) -> UUID | None:
    """Whose words a message holds, for whoever hears nothing of them; the same in `messages_with_a_name` for lists.

    None for staff and for what was said without a name: by what is missing they would learn whose it is (SG-05).
    """
    return None if message.is_anonymous or message.by_facilitator else message.author_id


def messages_looked_after_by(actor: Actor) -> QuerySet[Message]:
    """Everything `may_decide` says yes to for a facilitator."""
    return Message.objects.filter(circle__in=circles_looked_after_by(actor)).filter(
        ~Q(author=actor.persona_id) | Q(author=None)
    )


def needs_care(message: Message) -> bool:
    return message.verdict.get("effect") == Effect.CARE
