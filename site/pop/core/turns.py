"""Several statements in one turn to the database: sent together, without waiting for each other's answer.

    with one_turn():
        rooms = ROOMS.ask(rooms=ids)
        people = PEOPLE.ask(logins=logins)
    rooms(), people()

PostgreSQL does them in this order, each seeing what those before it did. Only `Prepared.ask`, `Rows.write` and a commit
belong inside: what asks how many rows it changed (a queryset's `update`) is told nothing there. SQLite is asked in this
process, where there is no way to save.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def one_turn() -> Iterator[None]:
    """Raises, at its end at the latest, what the first statement raised that failed: those behind it did not happen."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield
