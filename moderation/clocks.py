"""Whether the clocks call at all (SG-55): if nothing looks at them, what is late calls nobody, and that must be said.

Nothing is kept for it: what has been late for longer than any call takes, and has called nobody, gives it away.
"""

from datetime import datetime, timedelta

from moderation.actions.escalating import QUIET
from moderation.models import QueueItem, Severity
from pop.core import clock

PATIENCE = timedelta(minutes=5)


def stand_still(now: datetime) -> bool:
    """One query, of the index of the clocks."""
    late = QueueItem.objects.filter(decided_at__isnull=True, escalations=0, due_at__lt=now - PATIENCE)
    others = late.filter(due_at__lt=now - PATIENCE - QUIET)  # they wait for each other's quiet hour
    return late.filter(severity=Severity.SEVERE).exists() or others.exists()


def warning() -> str:
    """For whoever runs POP: says nothing of what waits."""
    return "the queue's clocks stand still: run escalate_overdue every minute" if stand_still(clock.now()) else ""
