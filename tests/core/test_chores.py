"""What servers do by themselves: in time, once, and in spite of what fails."""

from datetime import UTC, datetime

import pytest
from django.core.cache import cache

from pop.core import chores

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def done(monkeypatch):
    """Only chores of this test are known; what was done, in order."""
    monkeypatch.setattr(chores, "_chores", {})
    return []


def test_a_chore_is_done_once_however_many_servers_look(done):
    chores.register_chore("sweep", seconds=60, run=done.append)
    assert [chores.run_due(NOON) for _server in range(3)] == [["sweep"], [], []]
    assert done == [NOON]


def test_one_that_fails_keeps_no_other_from_being_done(done, caplog):
    def breaks(now):
        raise RuntimeError("no broom")

    chores.register_chore("broken", seconds=60, run=breaks)
    chores.register_chore("sweep", seconds=60, run=done.append)
    assert chores.run_due(NOON) == ["sweep"]
    assert done == [NOON]
    assert "broken" in caplog.text


def test_sg_11_without_the_cache_every_server_does_it(done, monkeypatch):
    def away(*_given, **_named):
        raise ConnectionError

    monkeypatch.setattr(cache, "add", away)
    chores.register_chore("sweep", seconds=60, run=done.append)
    assert [chores.run_due(NOON) for _server in range(2)] == [["sweep"], ["sweep"]]


def test_they_can_be_left_to_the_machine(settings, monkeypatch):
    began = []
    monkeypatch.setattr(chores.threading.Thread, "start", lambda thread: began.append(thread.name))
    for switch in (False, True):
        settings.POP_CHORES = switch
        chores.start()
    assert began == ["chores"]
