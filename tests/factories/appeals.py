"""Asking another person to look again, and judging it, in tests about notes on a board."""

from datetime import datetime, timedelta
from uuid import UUID

from moderation import actions
from moderation.models import Appeal, Decision
from pop.core import clock
from tests.factories.moderation import NOON
from tests.people import Person

LATER = NOON + timedelta(hours=1)
THEN = NOON + timedelta(hours=2)
WHY = "Your phone number is in it."
WORDS = "That is the number of the museum, not mine."
SORRY = "You are right, it is the number of the museum. Sorry."


def ask(who: Person, decision: Decision, words: str = WORDS, now: datetime = LATER) -> Appeal:
    return actions.appeal_decision(actor=who.actor, decision_id=decision.pk, words=words, now=now)


def decide(who: Person, item_id: UUID, decision: str, now: datetime = THEN, **more: str) -> Decision | None:
    return actions.decide_item(actor=who.actor, item_id=item_id, decision=decision, now=now, **more)


def of_today(decision: Decision) -> Decision:
    """Doors have the clock of today."""
    Decision.objects.filter(pk=decision.pk).update(created_at=clock.now())
    return decision
