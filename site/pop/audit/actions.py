"""The one way into the audit log, and its end written down outside the database."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction

from pop.audit.chain import FIRST_HASH, hash_of
from pop.audit.models import AuditEntry
from pop.audit.selectors import Head, head, newest_in
from pop.core import leaps

_CHAIN_LOCK = 0x504F5041  # any fixed number; PostgreSQL's advisory locks are named by one

OFTEN = 300  # seconds between two heads: so much of the log's end somebody could cut unseen

Fact = str | int | bool | None
_CODE = re.compile(r"[\w.,:+/-]{0,200}")  # no space: an id, a time, codes parted by commas


def record(
    *,
    actor_id: UUID | None,
    verb: str,
    subject_kind: str,
    subject_id: UUID | str,
    now: datetime,
    acting_as: Iterable[str] = (),
    facts: Mapping[str, Fact] | None = None,
) -> AuditEntry:
    """Add one entry, in the caller's transaction: what is rolled back was never done, and is not logged.

    `facts` holds random ids, codes and counts only; never names, text or addresses: ValueError for a string that is
    none of these (SEC-61).
    """
    if strangers := [name for name, fact in (facts or {}).items() if not _is_a_code(fact)]:
        raise ValueError(f"no text in the audit log: {', '.join(strangers)} of {verb}")
    with transaction.atomic():
        _lock_chain()
        last = AuditEntry.objects.order_by("-sequence").only("sequence", "hash").first()
        entry = AuditEntry(
            sequence=last.sequence + 1 if last else 1,
            at=now.astimezone(UTC),  # as it is read back, or the hash would not hold
            actor_id=actor_id,
            acting_as=",".join(sorted(acting_as)),
            verb=verb,
            subject_kind=subject_kind,
            subject_id=str(subject_id),
            facts=dict(facts or {}),
            previous_hash=last.hash if last else FIRST_HASH,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
    return entry


@transaction.atomic
def trust_clock(*, now: datetime) -> None:
    """Whoever runs the server says that the clock is right, so that what deletes goes on (pop.core.leaps, SEC-09)."""
    record(actor_id=None, verb="clock.trust", subject_kind="clock", subject_id="", now=now)
    leaps.trust(now)


def publish_head(*, file: Path, now: datetime) -> Head:
    """Add the log's end to this file, a line of JSON, unless it says so already (SEC-61). Afterwards it is on the disk.

    Run by every server (pop.core.chores), and by `manage.py audit_head`. Raises OSError, and ValueError for a file that
    holds something else.
    """
    end = head()
    if newest_in(file) != end:
        line = json.dumps({"at": now.isoformat(), "count": end.count, "hash": end.hash})
        with file.open("a", encoding="utf-8") as written:
            written.write(f"{line}\n")
            written.flush()
            os.fsync(written.fileno())
    return end


def _is_a_code(fact: Fact) -> bool:
    return not isinstance(fact, str) or _CODE.fullmatch(fact) is not None


def _lock_chain() -> None:
    """Two writers must not both follow the same row. SQLite's IMMEDIATE transactions already see to that."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
