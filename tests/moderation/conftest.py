from datetime import timedelta

import pytest

from moderation import actions
from pop.accounts.contracts import Role
from tests.factories import circles, moderation
from tests.factories.appeals import WHY
from tests.factories.moderation import HELD, NOON
from tests.factories.sanction_appeals import NOW
from tests.factories.sanctions import about_message
from tests.factories.talk import post
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


@pytest.fixture
def removed(board, amina, zola):
    note = board.pin(amina, shown=False, text="Call the museum on 0791234567")
    item = actions.open_item(kind="note", subject_id=note.id, cause="held", verdict=HELD, now=NOON)
    decision = actions.decide_item(
        actor=zola.actor, item_id=item.pk, decision="remove", reason_code="contact", explanation=WHY, now=NOON
    )
    return note, decision


@pytest.fixture
def kept(board, amina, bilal, zola):
    """Bilal flagged it, and zola left it as it is."""
    note = board.pin(amina)
    flag = actions.flag_content(actor=bilal.actor, kind="note", subject_id=note.id, reason="unkind", now=NOON)
    decision = actions.decide_item(actor=zola.actor, item_id=flag.item_id, decision="approve", now=NOON)
    return note, decision


@pytest.fixture
def circle(joel, amina, bilal):
    """Amina's and bilal's; joel looks after it."""
    return circles.circle(joel, amina, bilal)


@pytest.fixture
def insult(circle, amina):
    return post(amina, circle, "Bilal is so stupid")


@pytest.fixture
def mute(insult, zola):
    """A step zola took about it, for a day."""
    return about_message(zola, insult, length="1d", now=NOW)
