"""The same words for the same reason wait as one, so that a flood takes one place in the queue (SEC-73).

Each keeps its evidence, its clock and its author, and gets its own decision. Nothing is folded that somebody may need
help with, nothing short (a "yes" says something else in every circle), and nothing nobody spoke up about.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from moderation.contracts import FlagReason
from moderation.evidence import Evidence
from moderation.models import Lane, QueueItem, Severity

WINDOW = timedelta(hours=24)
AT_MOST = 50  # together: they are decided in one transaction
SHORTEST = 12  # characters


def fold(
    item: QueueItem, reasons: list[dict[str, Any]], flag: FlagReason | None, seen: Evidence, now: datetime
) -> None:
    """Put a new item, in memory, to the one that says the same."""
    if not _may_fold(item) or not (reasons or flag) or len(seen["text"]) < SHORTEST:
        return
    item.fingerprint = _fingerprint(item, reasons, flag, seen)
    heads = QueueItem.objects.filter(
        fingerprint=item.fingerprint, decided_at__isnull=True, escalated_at=None, created_at__gte=now - WINDOW
    )
    # Locked, so that nobody decides it meanwhile without this one; what somebody is deciding now takes nothing in, and
    # nobody waits for it.
    heads = heads.filter(folded_into__isnull=True).select_for_update(skip_locked=True)
    head = heads.order_by("-created_at", "pk").first()
    if head is not None and head.folded.count() < AT_MOST - 1:
        item.folded_into = head


def unfold_if_urgent(item: QueueItem) -> None:
    """What joined something that may be a call for help stands by itself again, in memory."""
    if not _may_fold(item):
        item.folded_into, item.fingerprint = None, ""


def the_same(item: QueueItem) -> list[QueueItem]:
    """What is folded into this and undecided."""
    return list(item.folded.filter(decided_at__isnull=True).order_by("created_at", "pk"))


def step_out(ids: list[UUID]) -> None:
    """These wait on, as one: what they were folded into is decided, and they were not decided with it."""
    if ids:
        QueueItem.objects.filter(pk=ids[0]).update(folded_into=None)
        QueueItem.objects.filter(pk__in=ids[1:]).update(folded_into=ids[0])


def _may_fold(item: QueueItem) -> bool:
    return item.lane != Lane.CARE and item.severity < Severity.SEVERE


def _fingerprint(item: QueueItem, reasons: list[dict[str, Any]], flag: FlagReason | None, seen: Evidence) -> str:
    why = sorted(f"{reason['step']}.{reason['code']}" for reason in reasons)
    same = [item.kind, item.cause, why, flag or "", seen["title"], " ".join(seen["text"].split()).casefold()]
    return hashlib.sha256(json.dumps(same).encode()).hexdigest()
