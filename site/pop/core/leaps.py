"""Whether the machine's clock can be believed (SEC-09): what deletes by a term deletes nothing after a leap.

Each server notes once a minute, in a file of its machine (POP_CLOCK_FILE), what time it is. Where the clock is more
than five minutes away from that note, it has leapt, or nothing ran here for so long: nobody can tell the two apart, so
both count. It is believed again when it is back, when it has run on for as long as it leapt, or when a person says that
it is right (`manage.py trust_clock`). A machine that slept knows for how long; that is no leap.

docs/decisions/0020-what-deletes-doubts-the-clock.md
"""

import logging
import os
import time
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pop.core import clock
from pop.core.errors import DomainError, Message

LEAP = timedelta(minutes=5)
NOTE_EVERY = timedelta(minutes=1)
NONE, UNKNOWN = timedelta(0), timedelta.max

logger = logging.getLogger(__name__)


class ClockLeapt(DomainError):
    """What deletes by a term refuses: the clock cannot be believed."""

    code = "clock_leapt"
    message: Message = _("The clock of this site has jumped. Nothing is deleted until somebody has looked at it.")


def refuse_after_a_leap() -> None:
    """For every action that deletes what is old enough, before anything else. Raises ClockLeapt."""
    if doubt():
        raise ClockLeapt


def doubt() -> timedelta:
    """How far the clock is from where it was last believed; zero while it can be, UNKNOWN where the note cannot be
    read. Looks at one file's date."""
    try:
        noted = _noted()
    except OSError:
        return UNKNOWN
    away = clock.now() - noted if noted else NONE
    return away if abs(away) > LEAP else NONE


def warning() -> str:
    """For whoever runs POP (`/readyz`)."""
    away = doubt()
    if not away:
        return ""
    return f"the clock is {_in_words(away)} where it was believed: nothing old is deleted (manage.py trust_clock)"


def trust(now: datetime) -> None:
    """Believe the clock as it is, from now on."""
    if settings.POP_CLOCK_FILE:
        settings.POP_CLOCK_FILE.touch()
        os.utime(settings.POP_CLOCK_FILE, (now.timestamp(), now.timestamp()))


def ticks() -> float:
    """Seconds that no setting of the clock changes. Where the system can tell, they go on while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


class Witness:
    """What one server remembers of the clock from look to look."""

    def __init__(self) -> None:
        self._believed: tuple[datetime, float] | None = None  # what time it was, and after how many ticks
        self._leap = NONE
        self._leapt_at = 0.0  # in ticks

    def look(self, now: datetime, ticks: float) -> None:
        """Note the time, if it can be believed. Raises OSError where the file cannot be written."""
        noted = _noted()
        leap = self._leap_of(now, ticks, noted)
        is_noted = noted is not None and abs(now - noted) <= LEAP  # by a person, or another server on this machine
        if abs(leap) <= LEAP or is_noted or self._has_stood(leap, ticks):
            self._believe(now, ticks, noted)

    def _leap_of(self, now: datetime, ticks: float, noted: datetime | None) -> timedelta:
        """How far the clock is from where it must be, had nobody set it."""
        if self._believed is None:
            if noted is None:
                return NONE  # nothing ran here before
            self._believed = noted, ticks
        believed, then = self._believed
        return now - (believed + timedelta(seconds=ticks - then))

    def _has_stood(self, leap: timedelta, ticks: float) -> bool:
        """Whether the clock has run on after a leap for as long as it leapt."""
        if abs(leap - self._leap) > LEAP:
            self._leap, self._leapt_at = leap, ticks
            logger.critical(
                "The clock is %s where it was believed: nothing is deleted until it is back, has run on for as long,"
                " or somebody has said that it is right (manage.py trust_clock)",
                _in_words(leap),
            )
        return ticks - self._leapt_at >= abs(leap).total_seconds()

    def _believe(self, now: datetime, ticks: float, noted: datetime | None) -> None:
        if self._leap:
            logger.warning("The clock is believed again")
        self._believed, self._leap = (now, ticks), NONE
        if noted is None or abs(now - noted) >= NOTE_EVERY:
            trust(now)


def _noted() -> datetime | None:
    """When the clock was last believed here; None where nobody has noted it yet. Raises OSError."""
    try:
        return datetime.fromtimestamp(settings.POP_CLOCK_FILE.stat().st_mtime, UTC) if settings.POP_CLOCK_FILE else None
    except FileNotFoundError:
        return None


def _in_words(leap: timedelta) -> str:
    if leap == UNKNOWN:
        return "nobody knows how far from"
    return f"{abs(leap)} {'ahead of' if leap > NONE else 'behind'}"
