"""Several statements in one turn to the database: sent together, without waiting for each other's answer.

    with one_turn():
        rooms = ROOMS.ask(rooms=ids)
        people = PEOPLE.ask(logins=logins)
    rooms(), people()

PostgreSQL does them in this order, each seeing what those before it did; what is asked between two that lock or write
is one statement (merged.py). Only `Prepared.ask`, `Rows.write` and a commit belong inside, and answers are there after
it: what asks how many rows it changed (a queryset's `update`) is told nothing there. SQLite is asked in this process,
where there is no way to save.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, partial
from typing import Any, Protocol

from django.db import connection

from pop.core.merged import Piece, merged


class Statement(Protocol):
    """SQL with places for values."""

    def told(self, values: dict[str, Any]) -> list[Any]:
        """The values that belong into it, in order."""

    def sent(self, values: dict[str, Any]) -> Any:
        """Sends it; gives the cursor, where the answer will be."""

    def send(self, text: str, told: list[Any]) -> Any:
        """The same for other SQL."""


Rows = list[tuple[Any, ...]]


class _Asked:
    def __init__(self, statement: Statement, piece: Piece, values: dict[str, Any]) -> None:
        self.statement = statement
        self.piece = piece
        self.values = values
        self.answered: Callable[[], Rows] | None = None

    def rows(self) -> Rows:
        if self.answered is None:
            raise RuntimeError("The turn goes on: answers are there after it")
        return self.answered()


class Turn:
    """What has been asked in it and not been sent."""

    def __init__(self) -> None:
        self._waiting: list[_Asked] = []

    def ask(self, statement: Statement, piece: Piece, values: dict[str, Any]) -> Callable[[], Rows]:
        asked = _Asked(statement, piece, values)
        self._waiting.append(asked)
        return asked.rows

    def send(self) -> None:
        """Everything that waits, as one statement."""
        waiting, self._waiting = self._waiting, []
        if len(waiting) == 1:
            waiting[0].answered = waiting[0].statement.sent(waiting[0].values).fetchall
        elif waiting:
            told = [value for one in waiting for value in one.statement.told(one.values)]
            cursor = waiting[0].statement.send(merged([one.piece for one in waiting]), told)
            columns = cache(cursor.fetchone)
            for place, one in enumerate(waiting):
                one.answered = partial(_column, columns, place, one.piece)


def _column(columns: Callable[[], Sequence[str | None]], place: int, piece: Piece) -> Rows:
    return piece.rows(columns()[place])


_open: ContextVar[Turn | None] = ContextVar("turn", default=None)


def open_turn() -> Turn | None:
    """The one that goes on."""
    return _open.get()


@contextmanager
def one_turn() -> Iterator[None]:
    """Raises, at its end at the latest, what the first statement raised that failed: those behind it did not happen."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    turn = Turn()
    with connection.wrap_database_errors, connection.connection.pipeline():
        token = _open.set(turn)
        try:
            yield
            turn.send()
        finally:
            _open.reset(token)
