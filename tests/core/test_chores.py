"""What servers do by themselves: in time, once, and in spite of what fails."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import get_commands

from pop.core import chores
from pop.core.leaps import Witness
from tests.architecture.sources import AREAS

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture
def done(monkeypatch):
    """Only chores of this test are known, in a cache whose clock is the test's; what was done, in order."""
    monkeypatch.setattr(chores, "_chores", {})
    monkeypatch.setattr(chores, "cache", LocMemCache(uuid4().hex, {}))
    return []


def sweep(done):
    return lambda *, now: done.append(now)


def test_a_chore_is_done_once_however_many_servers_look(done):
    chores.register_chore("sweep", seconds=60, run=sweep(done))
    assert [chores.run_due(NOON) for _server in range(3)] == [["sweep"], [], []]
    assert done == [NOON]


def test_one_that_fails_keeps_no_other_from_being_done(done, caplog):
    def breaks(*, now):
        raise RuntimeError("no broom")

    chores.register_chore("broken", seconds=60, run=breaks)
    chores.register_chore("sweep", seconds=60, run=sweep(done))
    assert chores.run_due(NOON) == ["sweep"]
    assert done == [NOON]
    assert "broken" in caplog.text


def test_sg_11_without_the_cache_every_server_does_it(done, monkeypatch):
    def away(*_given, **_named):
        raise ConnectionError

    for asked in ("add", "set"):
        monkeypatch.setattr(chores.cache, asked, away)
    chores.register_chore("sweep", seconds=60, run=sweep(done))
    servers = {}, {}
    assert [chores.run_due(NOON, remembers) for remembers in servers] == [["sweep"], ["sweep"]]
    assert [chores.run_due(NOON, remembers) for remembers in servers] == [[], []]  # not at every look


@pytest.mark.parametrize("is_away", [False, True])
def test_what_failed_is_tried_again_within_a_minute_and_not_a_day_later(done, monkeypatch, time_machine, is_away):
    def fails_once(*, now):
        done.append(now)
        if len(done) == 1:
            raise RuntimeError("the broom broke")

    def away(*_given, **_named):
        raise ConnectionError

    for asked in ("add", "set") if is_away else ():
        monkeypatch.setattr(chores.cache, asked, away)
    seconds = [1000.0]
    monkeypatch.setattr(chores, "monotonic", lambda: seconds[0])
    chores.register_chore("sweep", seconds=chores.DAY, run=fails_once)
    remembers = {}

    def look(after):
        seconds[0] = 1000.0 + after
        time_machine.move_to(NOON + timedelta(seconds=after), tick=False)
        return chores.run_due(NOON, remembers)

    assert [look(after) for after in (0, 5, 61, 66, chores.DAY)] == [[], [], ["sweep"], [], []]
    assert look(61 + chores.DAY) == ["sweep"]


def test_they_can_be_left_to_the_machine(done, settings, monkeypatch):
    began = []
    monkeypatch.setattr(chores.threading.Thread, "start", lambda thread: began.append(thread.name))
    chores.register_chore("sweep", seconds=60, run=sweep(done))
    for switch in (False, True):
        settings.POP_CHORES = switch
        chores.start()
        assert chores.look(Witness(), {}) == (["sweep"] if switch else [])
    assert began == ["chores"]


def test_sg_42_whatever_has_a_term_goes_by_itself():
    """Every command that deletes what was kept for long enough has its chore: nobody must set up a scheduler first."""
    ours = [name for name, app in get_commands().items() if str(app).startswith((*AREAS, "pop."))]
    commands = [name for name in ours if name.startswith(("discard_", "purge_"))]
    done = {chore.run.__name__.replace("purge_images", "purge_project_images") for chore in chores._chores.values()}
    assert len(commands) == 6
    assert set(commands) - done == set()
    assert {"move_sessions_on", "send_session_reminders", "look_at_clocks"} <= done


def test_every_chore_can_be_done_now_and_again(db):
    names = list(chores._chores)
    for _again in range(2):
        assert chores.run_due(NOON) == names
        cache.clear()
