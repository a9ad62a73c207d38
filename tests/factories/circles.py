"""Circles for tests, opened and joined through the actions."""

from peer_circles import actions
from peer_circles.models import Circle
from pop.accounts.contracts import AgeBand, Role
from pop.core import clock
from tests.people import Person, person

AGREEMENT = "We listen. What is said here stays here. In an emergency we call for help."


def circle(keeper: Person, *members: Person, **fields) -> Circle:
    """A circle of 16 to 17, looked after by this facilitator, with these members in it."""
    fields = {
        "name": "Evening talk",
        "purpose": "How was your day?",
        "age_band": AgeBand.SIXTEEN_TO_SEVENTEEN,
        "format": "scheduled",
        "agreement": AGREEMENT,
        "pre_moderated": False,
        "now": clock.now(),
        **fields,
    }
    made = actions.create_circle(actor=keeper.actor, **fields)
    for member in members:
        join(made, member)
    return made


def join(circle: Circle, member: Person):
    return actions.join_circle(
        actor=member.actor, circle_id=circle.pk, agreed_version=circle.agreement_version, now=clock.now()
    )


def another_facilitator(name: str = "farah") -> Person:
    return person(name, "", Role.FACILITATOR)
