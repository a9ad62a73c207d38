"""How somebody behaved in the last days, as far as moderation knows. Screening reads it only with a reason."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from moderation.contracts import Behaviour
from moderation.models import Appeal, AppealOutcome, AppealSide, Choice, Flag, QueueItem

DAYS = 7


def behaviour_of(persona_id: UUID | None, now: datetime) -> Behaviour:
    """Numbers of the last days. What a person approved does not count, nor what an appeal put right: being held or
    removed by mistake is no fault."""
    if persona_id is None:
        return Behaviour()
    items = QueueItem.objects.filter(author=persona_id, created_at__gte=now - timedelta(days=DAYS))
    items = items.exclude(decisions__decision=Choice.APPROVE)
    undone = Appeal.objects.filter(decision__item=OuterRef("pk"), side=AppealSide.AUTHOR)
    items = items.exclude(Exists(undone.filter(outcome=AppealOutcome.OVERTURNED)))
    steps = [{reason["step"] for reason in reasons} for reasons in items.values_list("reasons", flat=True)]
    return Behaviour(
        held_for_contact=sum("contact" in found for found in steps),
        held_for_lures=sum(not found.isdisjoint({"lure", "pattern"}) for found in steps),
        removed=items.filter(decisions__decision=Choice.REMOVE).distinct().count(),
        flagged_by=Flag.objects.filter(item__in=items, flagger__isnull=False).values("flagger").distinct().count(),
    )
