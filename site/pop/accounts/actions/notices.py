"""Telling a person something inside the site."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import Actor, NoticeTopic, topic_of, wording_of
from pop.accounts.models import Notice, Persona, UnwantedNotices
from pop.core.errors import Absent, Invalid, SignInNeeded


def notify(*, persona_id: UUID, kind: str, facts: dict[str, Any], now: datetime) -> Notice | None:
    """Leave a notice for the person behind a persona; None when they have left, or want none about this.

    The software tells, nobody asks: there is no actor. `facts` are JSON-ready ids, codes and titles; the words are made
    when it is read. Raises ValueError for a kind nobody registered (contracts.register_notice).
    """
    if wording_of(kind) is None:
        raise ValueError(f"no area registered how notices of kind {kind} read")
    if not Persona.objects.filter(pk=persona_id, login__isnull=False).exists():
        return None
    if UnwantedNotices.objects.filter(persona=persona_id, topic=topic_of(kind)).exists():
        return None
    return Notice.objects.create(persona_id=persona_id, kind=kind, facts=facts, created_at=now)


def erase_notices(persona_id: UUID) -> None:
    """Part of deleting a person; in the caller's transaction."""
    Notice.objects.filter(persona=persona_id).delete()
    UnwantedNotices.objects.filter(persona=persona_id).delete()


@transaction.atomic
def delete_notice(*, actor: Actor, notice_id: UUID) -> None:
    """Take one of the actor's notices away for good. Raises SignInNeeded, and Absent for one that is not theirs."""
    if actor.persona_id is None:
        raise SignInNeeded
    deleted, _by_model = Notice.objects.filter(persona=actor.persona_id, pk=notice_id).delete()
    if not deleted:
        raise Absent


@transaction.atomic
def choose_notices(*, actor: Actor, wanted: Collection[str]) -> None:
    """Say which notices one wants from now on; those about decisions come always (SG-49).

    Raises SignInNeeded, and Invalid (`wanted`) for a topic that is none.
    """
    if actor.persona_id is None:
        raise SignInNeeded
    if set(wanted) - set(NoticeTopic.values):
        raise Invalid(fields={"wanted": [_("Please choose from the list.")]})
    UnwantedNotices.objects.filter(persona=actor.persona_id).delete()
    UnwantedNotices.objects.bulk_create(
        UnwantedNotices(persona_id=actor.persona_id, topic=topic)
        for topic in NoticeTopic
        if topic is not NoticeTopic.DECISION and topic.value not in wanted
    )


@transaction.atomic
def mark_notices_read(*, actor: Actor, notice_id: UUID | None = None, now: datetime) -> int:
    """Mark one of the actor's notices as read, or all of them; how many changed.

    Raises SignInNeeded, and Absent for a notice that is not theirs.
    """
    if actor.persona_id is None:
        raise SignInNeeded
    mine = Notice.objects.select_for_update().filter(persona=actor.persona_id)
    if notice_id is not None:
        mine = mine.filter(pk=notice_id)
        if not mine.exists():
            raise Absent
    return mine.filter(read_at__isnull=True).update(read_at=now)
