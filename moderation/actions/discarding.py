"""Evidence has a term."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from moderation.models import Appeal, Decision, Flag, Opinion, QueueItem, Sanction
from pop.audit.actions import record
from pop.core.leaps import refuse_after_a_leap


@transaction.atomic
def discard_old_evidence(*, now: datetime) -> int:
    """Delete the words behind decisions older than POP_EVIDENCE_DAYS; how many items. The decision itself stays.

    That is never sooner than nobody can ask for another look any more (`moderation.checks`); where somebody has asked,
    they are kept until that is answered.
    Raises ClockLeapt.
    """
    refuse_after_a_leap()
    term = now - timedelta(days=settings.POP_EVIDENCE_DAYS)
    waiting = Appeal.objects.filter(decision__item=OuterRef("pk"), outcome="")
    old = QueueItem.objects.filter(~Exists(waiting), decided_at__lt=term).exclude(evidence=[])
    ids = list(old.values_list("pk", flat=True))
    Flag.objects.filter(item__in=ids).update(note="")
    Opinion.objects.filter(item__in=ids).update(explanation="", note="")
    Decision.objects.filter(item__in=ids).update(stood_before=None)
    Appeal.objects.filter(item__in=ids).update(words="", answer="")
    QueueItem.objects.filter(pk__in=ids).update(evidence=[])
    _discard_words_of_sanctions(term)
    if ids:
        record(
            actor_id=None,
            verb="moderation.discard",
            subject_kind="queue_item",
            subject_id="",
            now=now,
            facts={"items": len(ids)},
        )
    return len(ids)


def _discard_words_of_sanctions(term: datetime) -> None:
    """Their own words go so many days after it was over, and not while somebody judges it; what was decided, and why,
    stays."""
    over = Q(until__lt=term) | Q(lifted_at__lt=term)
    waiting = Appeal.objects.filter(sanction=OuterRef("pk"), outcome="")
    Sanction.objects.filter(~Exists(waiting), over).exclude(evidence={}).update(evidence={})
