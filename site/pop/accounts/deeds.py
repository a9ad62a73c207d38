"""What somebody did goes on the audit log under their login, with the roles they did it in: never under a pseudonym."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pop.accounts.contracts import Actor
from pop.audit.actions import Fact, record


def record_deed(
    *,
    actor: Actor,
    verb: str,
    subject_kind: str,
    subject_id: UUID | str,
    now: datetime,
    facts: Mapping[str, Fact] | None = None,
) -> None:
    """Add one entry, in the caller's transaction. `facts` as `pop.audit.actions.record` takes them: random ids, codes
    and counts, ValueError for anything else (SEC-61)."""
    record(
        actor_id=actor.login_id,
        acting_as=actor.roles,
        verb=verb,
        subject_kind=subject_kind,
        subject_id=subject_id,
        now=now,
        facts=facts,
    )
