"""SEC-09: after a leap of the clock nothing is deleted, and who waits for help is called all the same."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.cache.backends.locmem import LocMemCache
from django.core.management import CommandError, call_command, get_commands
from django.test import Client

from pop.audit.models import AuditEntry
from pop.core import chores, leaps
from tests.architecture.sources import AREAS
from tests.factories.moderation import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
YEAR = 365 * DAY
NO = timedelta(0)
JUMPED = "The clock of this site has jumped"


class Machine:
    """A machine with a wall clock somebody may set, and seconds nobody can."""

    def __init__(self, time_machine):
        self.ticks, self.set_by = 0.0, timedelta(0)
        self._time_machine = time_machine
        self.server = leaps.Witness()
        self.goes_on(timedelta(0))

    @property
    def now(self):
        return NOON + timedelta(seconds=self.ticks) + self.set_by

    def goes_on(self, time):
        self.ticks += time.total_seconds()
        self.clock_set(self.set_by)

    def clock_set(self, by):
        self.set_by = by
        self._time_machine.move_to(self.now, tick=False)

    def look(self):
        self.server.look(self.now, self.ticks)
        return leaps.doubt()

    def runs(self, time, every=MINUTE):
        for _look in range(int(time / every)):
            self.goes_on(every)
            self.look()
        return leaps.doubt()

    def restarted(self):
        self.server = leaps.Witness()


@pytest.fixture
def machine(time_machine, settings, tmp_path):
    settings.POP_CLOCK_FILE = tmp_path / "clock"
    return Machine(time_machine)


@pytest.mark.parametrize("jump", [-HOUR, HOUR, -DAY, DAY, -YEAR, YEAR, 6 * MINUTE], ids=str)
def test_sec_09_a_clock_that_leaps_is_doubted_until_it_is_back(machine, jump, caplog):
    assert machine.look() == NO  # a first start: nothing to compare with
    assert machine.runs(10 * MINUTE) == NO
    machine.clock_set(jump)
    assert machine.look() == jump
    assert machine.runs(5 * MINUTE) == jump + 5 * MINUTE  # from when it was last believed
    with pytest.raises(leaps.ClockLeapt):
        leaps.refuse_after_a_leap()
    assert "nothing is deleted" in caplog.text
    assert len([one for one in caplog.records if one.levelname == "CRITICAL"]) == 1
    machine.clock_set(NO)
    assert machine.look() == NO
    leaps.refuse_after_a_leap()


def test_sec_09_a_clock_put_right_by_little_is_believed(machine):
    machine.look()
    machine.clock_set(4 * MINUTE)
    assert machine.look() == NO
    machine.clock_set(NO)
    assert machine.look() == NO


def test_sec_09_what_stands_for_as_long_as_it_leapt_is_believed(machine):
    machine.look()
    machine.clock_set(HOUR)
    machine.look()
    assert machine.runs(59 * MINUTE) != NO
    assert machine.runs(MINUTE) == NO
    machine.clock_set(NO)  # and what was believed wrongly, too
    assert machine.look() == -HOUR
    assert machine.runs(61 * MINUTE) == NO


def test_sec_09_a_second_leap_begins_to_count_anew(machine):
    machine.look()
    machine.clock_set(HOUR)
    machine.look()
    machine.runs(59 * MINUTE)
    machine.clock_set(YEAR)
    assert machine.runs(2 * HOUR) != NO


def test_sec_09_a_machine_that_slept_doubts_nothing(machine):
    machine.look()
    machine.goes_on(9 * HOUR)
    assert machine.look() == NO


def test_sec_09_a_server_that_starts_after_a_pause_doubts_for_as_long_as_the_pause(machine):
    machine.look()
    machine.restarted()
    machine.goes_on(4 * MINUTE)
    assert machine.look() == NO  # a restart
    machine.restarted()
    machine.goes_on(2 * HOUR)
    assert machine.look() == 2 * HOUR
    assert machine.runs(119 * MINUTE) != NO
    assert machine.runs(MINUTE) == NO


def test_sec_09_a_restart_makes_nobody_believe(machine):
    machine.look()
    machine.clock_set(YEAR)
    machine.look()
    machine.restarted()
    assert machine.look() == YEAR
    machine.clock_set(NO)
    assert machine.look() == NO


def test_sec_09_a_person_says_that_the_clock_is_right(machine, db, capsys):
    machine.look()
    with pytest.raises(CommandError, match="Nobody doubts"):
        call_command("trust_clock")
    machine.goes_on(NO)
    machine.restarted()
    machine.goes_on(3 * DAY)
    assert machine.look() == 3 * DAY
    call_command("trust_clock")
    assert AuditEntry.objects.filter(verb="clock.trust").count() == 1
    assert machine.look() == NO
    assert machine.runs(HOUR) == NO


def test_sec_09_a_note_nobody_can_read_is_doubt(machine, settings, monkeypatch):
    machine.look()

    def cannot_be_read(*_given, **_named):
        raise PermissionError

    monkeypatch.setattr(type(settings.POP_CLOCK_FILE), "stat", cannot_be_read)
    with pytest.raises(leaps.ClockLeapt):
        leaps.refuse_after_a_leap()
    assert "nobody knows" in leaps.warning()


def test_sec_09_every_command_that_deletes_refuses_after_a_leap(machine, db):
    ours = [name for name, app in get_commands().items() if str(app).startswith((*AREAS, "pop."))]
    deletes = [name for name in ours if name.startswith(("discard_", "purge_"))]
    assert len(deletes) == 6
    machine.look()
    for name in deletes:
        call_command(name)
    machine.clock_set(YEAR)
    for name in deletes:
        with pytest.raises(leaps.ClockLeapt):
            call_command(name)


def test_sec_09_servers_delete_nothing_after_a_leap_and_do_once_it_is_over(
    machine, db, settings, monkeypatch, tmp_path
):
    settings.POP_CHORES, settings.POP_AUDIT_HEADS = True, tmp_path / "heads.jsonl"
    seconds = [0.0]
    monkeypatch.setattr(chores, "cache", LocMemCache(uuid4().hex, {}))
    monkeypatch.setattr(chores, "monotonic", lambda: seconds[0])
    monkeypatch.setattr(leaps, "ticks", lambda: machine.ticks)
    remembers = {}

    def look(after=NO):
        machine.goes_on(after)
        seconds[0] = machine.ticks
        return set(chores.look(machine.server, remembers))

    deletes = {name for name, chore in chores._chores.items() if chore.seconds == chores.DAY}
    assert len(deletes) == 6
    assert look() == set(chores._chores)
    machine.goes_on(DAY)  # all are due again
    machine.clock_set(YEAR)
    assert look() == set(chores._chores) - deletes
    machine.clock_set(NO)
    assert look(15 * MINUTE) == set(chores._chores)  # nothing waits for a year because it was done "in a year"


def test_sec_09_readiness_and_the_queue_say_that_the_clock_leapt(machine, zola, browser_of):
    machine.look()
    assert Client().get("/readyz").content == b"ready\n"
    queue = browser_of(zola)
    assert JUMPED not in queue.get("/moderation/").content.decode()
    machine.clock_set(6 * MINUTE)
    machine.look()
    ready = Client().get("/readyz")
    assert (ready.status_code, ready.content.decode().splitlines()[0]) == (200, "ready")
    assert "trust_clock" in ready.content.decode()
    assert JUMPED in queue.get("/moderation/").content.decode()
