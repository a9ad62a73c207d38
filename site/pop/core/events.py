"""Domain events: what one area announces and others may listen to, without the first knowing them.

An event is a frozen dataclass of primitives, named in the past tense. It leaves only after the transaction that
caused it has committed; an event of a transaction that rolled back is never seen. A listener that fails is logged
and does not stop the others: whoever must not miss an event reads the rows, which are the truth.
"""

import logging
from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction

Event = TypeVar("Event")
logger = logging.getLogger(__name__)
_listeners: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event_type: type[Event], listener: Callable[[Event], None]) -> None:
    """Call `listener` with every later event of this type. Called from an area's apps.py."""
    if listener not in _listeners[event_type]:
        _listeners[event_type].append(listener)


def emit(event: object) -> None:
    """Tell the listeners once the current transaction has committed (at once, where there is none)."""
    transaction.on_commit(lambda: _deliver(event))


def _deliver(event: object) -> None:
    for listener in _listeners[type(event)]:
        try:
            listener(event)
        except Exception:
            logger.exception("A listener of %s failed", type(event).__name__)
