"""Sanctions for tests, set through the action."""

from typing import Any

from moderation import actions
from moderation.models import Sanction
from pop.core import clock
from tests.people import Person

WHY = "You called bilal stupid. That hurts."


def sanction(by: Person, kind: str, subject_id: Any, step: str = "mute", length: str = "10m", **fields) -> Sanction:
    """For breaking the rule against meanness, unless said otherwise."""
    given = {"reason_code": "unkind", "explanation": WHY, "now": clock.now(), **fields}
    length = "" if step == "reminder" else length
    return actions.set_sanction(actor=by.actor, kind=kind, subject_id=subject_id, step=step, length=length, **given)


def about_message(by: Person, message: Any, step: str = "mute", length: str = "10m", **fields) -> Sanction:
    """About a message in a circle."""
    return sanction(by, "circle_message", getattr(message, "pk", message), step, length, **fields)
