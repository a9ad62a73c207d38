"""Something shown waits for a person and is seen by nobody else meanwhile; it comes back exactly as it was (SG-56).

One person's finding about something severe does that, and flags of people who were usually right. Flags do it once, for
four hours at most, to nothing that may be a call for help, and to nothing a person has read and approved.
"""

from collections.abc import Collection
from datetime import datetime

from moderation.contracts import HeldBackKind, kind_named
from moderation.models import Choice, Decision, Lane, QueueItem, Severity
from moderation.triage import raise_to, time_for
from moderation.weighing import hides
from pop.accounts.actions import notify
from pop.audit.actions import record
from pop.core.errors import Absent

_SHOWN_BY_A_PERSON = (Choice.APPROVE, Choice.OVERTURN, Choice.REFER)


def hold_back(item: QueueItem, now: datetime) -> bool:
    """Off every surface until somebody decides, in memory and where it stands; its author is told kindly. False, and
    nothing happens, for what is not shown, and for a kind of which nothing is held back."""
    kind = kind_named(item.kind)
    if item.is_held_back or not isinstance(kind, HeldBackKind):
        return False
    try:
        if not kind.hold_back(subject_id=item.subject_id, now=now):
            return False
    except Absent:
        return False
    item.held_back_at, item.held_back_ended_at = now, None
    item.save(update_fields=["held_back_at", "held_back_ended_at"])
    _record(item, "hold_back", now)
    if item.author_id is not None:
        notify(persona_id=item.author_id, kind="moderation.held_back", facts={"kind": item.kind}, now=now)
    return True


def hold_back_what_is_flagged(item: QueueItem, weights: Collection[float], now: datetime) -> None:
    """Where flags weigh enough: then a person looks within four hours (SG-55)."""
    if not hides(weights) or item.held_back_at is not None or item.lane == Lane.CARE:
        return
    about_it = Decision.objects.filter(item__kind=item.kind, item__subject_id=item.subject_id)
    if about_it.filter(decision__in=_SHOWN_BY_A_PERSON).exists():
        return
    if hold_back(item, now):
        raise_to(item, Severity.HIGH, now)
        item.save(update_fields=["severity", "place", "due_at", "escalations", "overdue_at"])


def show_again(item: QueueItem, now: datetime) -> None:
    """As it was before it was held back, and its author hears so; nothing for what was not held back. Raises Absent
    where its author has taken it back meanwhile."""
    kind = kind_named(item.kind)
    if not item.is_held_back or not isinstance(kind, HeldBackKind):
        return
    item.held_back_ended_at = now
    item.save(update_fields=["held_back_ended_at"])
    kind.show_again(subject_id=item.subject_id, now=now)
    _record(item, "show_again", now)
    if item.author_id is not None:
        notify(persona_id=item.author_id, kind="moderation.shown", facts={"kind": item.kind}, now=now)


def show_what_nobody_looked_at(now: datetime) -> int:
    """Flags alone hold nothing back for longer than something urgent has: if nobody came, it is shown again, and waits
    on; how many. What a person would not show, or handed to a safeguarding lead, stays out of sight."""
    held = QueueItem.objects.filter(
        held_back_at__lte=now - time_for(Severity.HIGH), held_back_ended_at=None, half_decided_at=None, decided_at=None
    )
    number = 0
    for item in held.filter(escalated_at=None).select_for_update(of=("self",)):
        try:
            show_again(item, now)
        except Absent:
            continue
        number += 1
    return number


def _record(item: QueueItem, verb: str, now: datetime) -> None:
    record(
        actor_id=None,
        verb=f"moderation.{verb}",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
        facts={"kind": item.kind, "subject": str(item.subject_id)},
    )
