"""Something that may be away, and hangs when it is: asked once, and not again before it has answered.

Whoever comes while it is away goes on without it at once. Whether it is back is asked by a thread of its own: nobody's
words wait for that. (The libraries there are for this let somebody's real question find out, and so somebody waits for
every try.)
"""

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

EVERY_SECONDS = 2.0

Answer = TypeVar("Answer")
logger = logging.getLogger(__name__)


class Away(Exception):
    """It did not answer, or has not since."""


class Breaker:
    """`ask` for what others need; `is_back` asks for nothing but an answer, and raises while there is none."""

    def __init__(
        self, name: str, is_back: Callable[[], object], *, lost: tuple[type[Exception], ...] = (OSError,)
    ) -> None:
        """`lost`: what a question raises when nobody is there. Anything else it raises is an answer."""
        self._name = name
        self._is_back = is_back
        self._lost = lost
        self._lock = threading.Lock()
        self._away = False

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Raises Away: at once while it is known to be away, else once the question has found out."""
        if self._away:
            raise Away(self._name)
        try:
            return question()
        except self._lost as error:
            self._went(error)
            raise Away(self._name) from error

    def _went(self, error: Exception) -> None:
        with self._lock:  # of all who found out at the same moment one looks for its return
            if self._away:
                return
            self._away = True
        logger.warning("%s is away (%s); going on without it", self._name, type(error).__name__)
        threading.Thread(target=self._wait, name=f"waiting for {self._name}", daemon=True).start()

    def _wait(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(EVERY_SECONDS)
            try:
                self._is_back()
            except self._lost:
                continue
            self._away = False
            logger.warning("%s is back", self._name)
            return
