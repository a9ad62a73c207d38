"""Circles for tests, opened and joined through the actions."""

from datetime import UTC, datetime, timedelta

from peer_circles import actions
from peer_circles.models import CheckIn, Circle, CircleSession, Membership, StaffSeen
from pop.accounts.contracts import AgeBand, Role
from pop.core import clock
from tests.people import Person, person

ALWAYS = datetime(2100, 1, 1, tzinfo=UTC)
AGREEMENT = "We listen. What is said here stays here. In an emergency we call for help."


def circle(keeper: Person, *members: Person, **fields) -> Circle:
    """A circle of 16 to 17, looked after by this facilitator, with these members in it, whom everybody knows. Where
    they write between meetings somebody of the staff is there all the time, unless a test says `unwatched`."""
    read_first = fields.get("format") == "board" or fields.get("age_band") in {"10-12", "13-15"}  # always
    fields = {
        "name": "Evening talk",
        "purpose": "How was your day?",
        "age_band": AgeBand.SIXTEEN_TO_SEVENTEEN,
        "format": "scheduled",
        "agreement": AGREEMENT,
        "talk_between_sessions": True,
        "mode": None if read_first else "open",
        "now": clock.now(),
        **fields,
    }
    if fields.pop("pre_moderated", False):
        fields["mode"] = "pre_moderated"
    made = actions.create_circle(actor=keeper.actor, **fields)
    for member in members:
        join(made, member)
    if made.talk_between_sessions and made.format == "scheduled":
        watched(made, ALWAYS)
    return made


def join(circle: Circle, member: Person, *, let_through: int = 5):
    """By the member's own act. Known here already: a person has read their first messages (SG-10)."""
    membership = actions.join_circle(
        actor=member.actor, circle_id=circle.pk, agreed_version=circle.agreement_version, now=clock.now()
    )
    known(circle, member, let_through)
    return membership


def known(circle: Circle, member: Person, let_through: int = 5) -> None:
    """A person has read so many of their first messages here."""
    Membership.objects.filter(circle=circle, persona=member.persona).update(let_through=let_through)


def watched(circle: Circle, until: datetime) -> None:
    """Somebody who looks after this circle has a line to its room, until then (SG-09)."""
    StaffSeen.objects.update_or_create(circle=circle, defaults={"at": until})


def unwatched(circle: Circle) -> None:
    """Nobody who looks after it is there."""
    StaffSeen.objects.filter(circle=circle).delete()


def meeting(circle: Circle, staff: tuple[Person, Person], *members: Person) -> CircleSession:
    """One that begins now: both of the staff on shift, these members come in through the waiting room."""
    now = clock.now()
    session = CircleSession.objects.create(circle=circle, starts_at=now, ends_at=now + timedelta(minutes=60))
    for one in staff:
        actions.take_shift(actor=one.actor, session_id=session.pk, now=now)
    for member in members:
        CheckIn.objects.create(session=session, persona=member.persona, agreed_version=1, mood=4, came_at=now)
    return session


def another_facilitator(name: str = "farah") -> Person:
    return person(name, "", Role.FACILITATOR)
