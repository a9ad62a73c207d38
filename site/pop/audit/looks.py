"""What staff are shown of what others wrote goes on record before it leaves the house (SG-59, SEC-61).

A selector that gives somebody's words to staff says so with `note_look`; it writes nothing itself. Around every request
`looks_on_record` gathers what was said and writes it, once for each thing, before the answer goes out. So a page, a
field of the API and a door somebody adds later are all covered by reading through the selector. What cannot be
recorded is not shown: the error takes the place of the answer.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol
from uuid import UUID

from pop.audit.actions import record
from pop.core import clock


class Looker(Protocol):
    """Whoever looks: pop.accounts' actor, which this area does not know."""

    @property
    def login_id(self) -> UUID | None: ...

    @property
    def roles(self) -> Collection[str]: ...


_Look = tuple[UUID | None, tuple[str, ...], str, str, str]
_looks: ContextVar[dict[_Look, None] | None] = ContextVar("looks", default=None)


def note_look(looker: Looker, *, verb: str, subject_kind: str, subject_id: UUID | str) -> None:
    """Somebody of the staff is being shown this. Outside of a request nothing is: then nothing is noted."""
    looks = _looks.get()
    if looks is not None:
        looks[looker.login_id, tuple(sorted(looker.roles)), verb, subject_kind, str(subject_id)] = None


@contextmanager
def looks_on_record() -> Iterator[None]:
    """Writes down what is noted within, at its end; nothing when it ends in an error, for then nothing was shown."""
    looks: dict[_Look, None] = {}
    token = _looks.set(looks)
    try:
        yield
    finally:
        _looks.reset(token)
    for login_id, roles, verb, subject_kind, subject_id in looks:
        record(
            actor_id=login_id,
            acting_as=roles,
            verb=verb,
            subject_kind=subject_kind,
            subject_id=subject_id,
            now=clock.now(),
        )
