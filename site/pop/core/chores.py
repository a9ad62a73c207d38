"""What a server does by itself again and again, so that nobody has to remember it: an area registers a chore, and a
thread of each server looks every few seconds what is due.

Before each look a server asks whether the clock can be believed (`leaps.py`): after a leap, what deletes waits.

Servers that share a cache share the work. Without it each does all of it: a chore must do no harm when it runs twice,
and must forget nothing when no server ran for a day. What it knows is rows.
"""

import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import connections

from pop.core import clock, leaps

LOOK_EVERY = 5.0  # seconds
MINUTE, DAY = 60, 24 * 60 * 60  # in seconds

logger = logging.getLogger(__name__)


class Deed(Protocol):
    """An action that nobody asks for."""

    def __call__(self, *, now: datetime) -> object: ...


@dataclass(frozen=True, slots=True)
class Chore:
    name: str
    seconds: int  # between two runs
    run: Deed


_chores: dict[str, Chore] = {}


def register_chore(name: str, *, seconds: int, run: Deed) -> None:
    """Called from an area's apps.py. What it raises is logged, and it is tried again within a minute."""
    _chores[name] = Chore(name, seconds, run)


def run_due(now: datetime, not_before: dict[str, float] | None = None) -> list[str]:
    """Run what is due and no other server has begun; the names of what went well.

    `not_before`: what this server remembers from look to look (seconds of its own clock, by name): where the cache is
    away, that alone keeps it from doing everything at every look.
    """
    not_before = {} if not_before is None else not_before
    return [
        chore.name
        for chore in _chores.values()
        if _is_ours(chore, not_before, now) and _went_well(chore, not_before, now)
    ]


def start() -> None:
    """From the server's composition root, once. POP_CHORES=no: the machine's scheduler does it all, and the clock alone
    is watched, for what it starts."""
    if settings.POP_CHORES or settings.POP_CLOCK_FILE:
        threading.Thread(target=_forever, name="chores", daemon=True).start()


def _forever() -> None:
    pause = threading.Event()
    not_before: dict[str, float] = {}
    witness = leaps.Witness()
    while True:
        look(witness, not_before)
        connections.close_all()
        pause.wait(LOOK_EVERY)


def look(witness: leaps.Witness, not_before: dict[str, float]) -> list[str]:
    """One look of one server: at the clock first, then at what is due; the names of what went well."""
    now = clock.now()
    try:
        witness.look(now, leaps.ticks())
    except OSError:
        logger.exception("What time it is could not be noted: what deletes will wait")
    return run_due(now, not_before) if settings.POP_CHORES else []


def _is_ours(chore: Chore, not_before: dict[str, float], now: datetime) -> bool:
    """Whoever writes down first that it begins does it. A cache that is away says nothing: then everybody does.

    What is written down says when: a cache keeps it until then by the clock, and one that was a year ahead for a moment
    must not stop the chores for a year (SEC-09).
    """
    if monotonic() < not_before.get(chore.name, 0):
        return False
    try:
        return bool(cache.add(_key(chore), now, timeout=chore.seconds)) or _is_of_the_future(chore, now)
    except Exception:
        logger.warning("The cache is away: chores may run in several servers")
        return True


def _is_of_the_future(chore: Chore, now: datetime) -> bool:
    begun = cache.get(_key(chore))
    if begun is None or begun - now <= leaps.LEAP:  # servers' clocks are never quite the same
        return False
    cache.set(_key(chore), now, timeout=chore.seconds)
    return True


def _went_well(chore: Chore, not_before: dict[str, float], now: datetime) -> bool:
    not_before[chore.name] = monotonic() + chore.seconds
    try:
        chore.run(now=now)
    except leaps.ClockLeapt:  # said aloud already, by whoever saw it
        _try_again_soon(chore, not_before, now)
        return False
    except Exception:
        logger.exception("The chore %s failed", chore.name)
        _try_again_soon(chore, not_before, now)
        return False
    return True


def _try_again_soon(chore: Chore, not_before: dict[str, float], now: datetime) -> None:
    """By any server: what is done once a day must not wait for a day."""
    soon = min(chore.seconds, MINUTE)
    not_before[chore.name] = monotonic() + soon
    with suppress(Exception):  # where the cache is away this server tries by itself
        cache.set(_key(chore), now, timeout=soon)


def _key(chore: Chore) -> str:
    return f"chore:{chore.name}"
