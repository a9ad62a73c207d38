"""Whether the database keeps what it has confirmed, through a power cut too (SEC-05).

People are told "said" and "received" when a transaction has been confirmed. A PostgreSQL that confirms before it has
written would make that a lie, so POP does not start on one. SQLite is told how by POP's own settings.
"""

import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)


def what_may_be_lost(database: BaseDatabaseWrapper) -> str:
    """The setting by which this database would lose what it confirmed, as it is for POP's own user; "" for none.
    Raises DatabaseError when it cannot be asked."""
    if database.vendor != "postgresql":
        return ""
    with database.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        fsync, synchronous_commit = cursor.fetchone()
    if fsync != "on":
        return f"fsync is {fsync}"
    if synchronous_commit not in {"on", "remote_apply"}:
        return f"synchronous_commit is {synchronous_commit}"
    return ""


def refuse_to_lose() -> None:
    """Called at start-up. Ends the process with one line when the database might lose what it confirmed; one that is
    away is no reason, pages of help are there without it: `/readyz` asks again."""
    if settings.POP_MAY_LOSE_DATA:
        return
    try:
        danger = what_may_be_lost(connection)
    except DatabaseError as error:
        logger.warning("The database could not be asked how it keeps things (%s)", type(error).__name__)
        return
    finally:
        connection.close()
    if danger:
        raise SystemExit(
            f"POP does not start: in PostgreSQL {danger}, and what people were told is saved could be lost. "
            "Set fsync to on, and synchronous_commit to on or remote_apply, for server, database and role."
        )
