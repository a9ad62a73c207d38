"""Each process looks every few seconds whether there is a newer lexicon, and takes it into use.

In a thread of its own: no request waits while thousands of terms are read and a matcher is made. Only the very first
text of a process waits for the very first lexicon, and is held if there is none (SG-11).
"""

import logging
import threading
import time

from django.conf import settings
from django.db import connection

from moderation.screening.in_use import put_in_use, version_in_use, watch_with
from moderation.selectors.lexicon import kept_lexicon, newest_version

LONGEST_FIRST_READING = 10  # seconds

logger = logging.getLogger(__name__)


class Watch:
    """Called before each reading. Costs one look at the clock, unless it is time."""

    def __init__(self) -> None:
        self._next_look = 0.0
        self._has_read = False
        self._looking = threading.Lock()

    def __call__(self) -> None:
        if time.monotonic() < self._next_look or not self._looking.acquire(blocking=not self._has_read):
            return
        try:
            if time.monotonic() < self._next_look:  # somebody else has just read the first one
                return
            self._next_look = time.monotonic() + settings.POP_LEXICON_SECONDS
            thread = threading.Thread(target=self._look, name="lexicon", daemon=True)
            thread.start()
            if not self._has_read:
                thread.join(LONGEST_FIRST_READING)
        finally:
            self._looking.release()

    def _look(self) -> None:
        try:
            refresh(first=not self._has_read)
            self._has_read = True
        except Exception:
            logger.exception("The lexicon could not be read; %s", "the last one stays" if self._has_read else "held")
        finally:
            connection.close()


def refresh(*, first: bool = False) -> None:
    """Take the newest version into use, if it is another one."""
    newest = newest_version()
    if first or newest != version_in_use():
        put_in_use(kept_lexicon(newest))


def start() -> None:
    """From apps.ready: reads nothing yet."""
    watch_with(Watch() if settings.POP_LEXICON_SECONDS else None)
