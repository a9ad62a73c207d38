"""What of somebody's words came before a person lately, beside what waits now: sorts and outcomes, no words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Subquery

from moderation import policies
from moderation.models import Cause, Choice, Decision, QueueItem
from moderation.selectors.waiting import kind_label
from pop.accounts.contracts import Actor

MOST = 8


@dataclass(frozen=True, slots=True)
class PastItem:
    """One thing of the same author."""

    id: UUID
    kind_label: str
    cause: str
    outcome: str  # what was decided last, or "" while nothing was
    created_at: datetime


def author_history(actor: Actor, item: QueueItem) -> list[PastItem]:
    """The author's newest other items that the actor may see (SG-52), at most MOST, newest first. One query."""
    if item.author_id is None:
        return []
    last = Decision.objects.filter(item=OuterRef("pk")).order_by("-created_at", "-id").values("decision")[:1]
    others = policies.items_visible_to(actor).filter(author=item.author_id).exclude(pk=item.pk)
    newest = others.annotate(outcome=Subquery(last)).order_by("-created_at", "-pk")[:MOST]
    return [
        PastItem(
            id=one.pk,
            kind_label=kind_label(one.kind),
            cause=str(Cause(one.cause).label),
            outcome=str(Choice(one.outcome).label) if one.outcome else "",
            created_at=one.created_at,
        )
        for one in newest.only("kind", "cause", "created_at")
    ]
