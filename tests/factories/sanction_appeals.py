"""Asking another person to look again at a step, and judging it, in tests about what amina said in a circle."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from moderation import actions
from moderation.models import Appeal, Decision, Sanction
from tests.people import Person

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=5)
THEN = NOW + timedelta(minutes=30)
WORDS = "We both call ourselves that. Ask him."
SORRY = "You are right. Bilal says the same. Sorry."
NO = "It hurts whoever reads it, also as a joke."


def ask(who: Person, sanction: Sanction, words: str = WORDS, now: datetime = LATER) -> Appeal:
    return actions.appeal_sanction(actor=who.actor, sanction_id=sanction.pk, words=words, now=now)


def decide(who: Person, item_id: UUID, decision: str, now: datetime = THEN, **more: str) -> Decision | None:
    return actions.decide_item(actor=who.actor, item_id=item_id, decision=decision, now=now, **more)


def refusal_of(error: type[Exception], do: Callable[[], object]) -> None:
    """It is refused, and nothing has happened."""
    with pytest.raises(error):
        do()
    assert Appeal.objects.get().outcome == ""
    assert Sanction.objects.get().lifted_at is None
