"""What a server does by itself again and again, so that nobody has to remember it: an area registers a chore, and a
thread of each server looks every few seconds what is due.

Servers that share a cache share the work. Without it each does all of it: a chore must do no harm when it runs twice,
and must forget nothing when no server ran for a day. What it knows is rows.
"""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.core.cache import cache
from django.db import connections

from pop.core import clock

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
    """Called from an area's apps.py. What it raises is logged, and it is tried again."""
    _chores[name] = Chore(name, seconds, run)


def run_due(now: datetime) -> list[str]:
    """Run what is due and no other server has begun; the names of what went well."""
    return [chore.name for chore in _chores.values() if _is_ours(chore) and _went_well(chore, now)]


def start() -> None:
    """From the server's composition root, once. POP_CHORES=no: the machine's scheduler does it all."""
    if settings.POP_CHORES:
        threading.Thread(target=_forever, name="chores", daemon=True).start()


def _forever() -> None:
    pause = threading.Event()
    while True:
        run_due(clock.now())
        connections.close_all()
        pause.wait(LOOK_EVERY)


def _is_ours(chore: Chore) -> bool:
    """Whoever writes down first that it begins does it. A cache that is away says nothing: then everybody does."""
    try:
        return bool(cache.add(f"chore:{chore.name}", "begun", timeout=chore.seconds))
    except Exception:
        logger.warning("The cache is away: chores may run in several servers")
        return True


def _went_well(chore: Chore, now: datetime) -> bool:
    try:
        chore.run(now=now)
    except Exception:
        logger.exception("The chore %s failed", chore.name)
        return False
    return True
