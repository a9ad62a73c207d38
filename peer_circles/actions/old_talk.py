"""What was said in circles has a term (SG-42)."""

from datetime import datetime

from django.db import transaction

from moderation.selectors import subjects_still_needed
from peer_circles.actions.messages import MESSAGE_KIND
from peer_circles.keeping import over_before, term_in
from peer_circles.models import Circle, Message
from pop.audit.actions import record
from pop.core.leaps import refuse_after_a_leap

BATCH = 200  # messages: whoever writes meanwhile waits for so many at most


def discard_old_talk(*, now: datetime) -> int:
    """Delete the messages whose term is over (POP_TALK_DAYS), with the answers without words to them; how many.

    What a person still has to decide about stays until they have. Each batch is a transaction of its own: a run that
    is broken off has done what it did, and the next one does the rest. On record are counts alone.
    Raises ClockLeapt.
    """
    refuse_after_a_leap()
    gone = 0
    for circle in Circle.objects.all():
        while batch := _discard_some(circle, now):
            gone += batch
    return gone


@transaction.atomic
def _discard_some(circle: Circle, now: datetime) -> int:
    old = Message.objects.filter(over_before(now - term_in(circle)), circle=circle)
    old = old.exclude(pk__in=subjects_still_needed(MESSAGE_KIND))
    # What somebody is just deciding about is left for the next run. In no order: the first found will do.
    rows = old.order_by().select_for_update(skip_locked=True)
    ids = list(rows.values_list("pk", flat=True)[:BATCH])
    if ids:
        Message.objects.filter(pk__in=ids).delete()
        record(
            actor_id=None,
            verb="circles.discard_talk",
            subject_kind="circle",
            subject_id=circle.pk,
            now=now,
            facts={"messages": len(ids)},
        )
    return len(ids)
