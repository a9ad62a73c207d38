from datetime import timedelta

import pytest

from moderation import actions
from pop.accounts.contracts import Role
from tests.factories import moderation
from tests.factories.moderation import HELD, NOON
from tests.people import person


@pytest.fixture
def board(monkeypatch):
    return moderation.put_up(monkeypatch)


@pytest.fixture
def workshop(monkeypatch):
    return moderation.put_up(monkeypatch, moderation.Workshop())


@pytest.fixture
def yusuf(db):
    """A second moderator."""
    return person("yusuf", "18-24", Role.MODERATOR)


@pytest.fixture
def mo(db):
    """A third moderator."""
    return person("mo", "18-24", Role.MODERATOR)


@pytest.fixture
def wait(board, amina):
    """Something of amina's waits in the queue, so many minutes after noon."""

    def waits(verdict=HELD, minutes=0, cause="held", author=amina, **fields):
        note = board.pin(author, shown=False, **fields)
        since = NOON + timedelta(minutes=minutes)
        return actions.open_item(kind="note", subject_id=note.id, cause=cause, verdict=verdict, now=since)

    return waits
