"""What puts something before a person: screening, a rule of the place, or somebody's flag."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.actions.announcing import queue_changed
from moderation.actions.appealing import end_appeals_of_author
from moderation.actions.folding import fold, unfold_if_urgent
from moderation.actions.holding_back import hold_back_what_is_flagged
from moderation.contracts import Effect, FlagReason, Verdict, kind_named
from moderation.events import CareNeeded
from moderation.evidence import evidence_from, says_the_same
from moderation.hardness import is_sensitive
from moderation.models import UNDECIDED, Cause, Flag, Lane, QueueItem, Severity
from moderation.triage import (
    MOST_BEHIND,
    NEVER_LIMITED,
    OF_ONE_SOURCE,
    behind,
    due_at,
    lane_of,
    place_of,
    raise_to,
    severity_of,
)
from moderation.weighing import TRUSTED, standing, weights_of_flags
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.audit.actions import record
from pop.core.errors import Absent, Invalid
from pop.core.events import emit
from pop.core.limits import Limit, count
from pop.core.text import clean_block

FLAGS = Limit("moderation.flags", times=30, seconds=3600)
FLAGS_OF_A_NETWORK = Limit("moderation.flags_of_network", times=60, seconds=3600)
LONGEST_NOTE = 2_000  # characters
_RANK = {Cause.FLAGGED: 0, Cause.APPEALED: 1, Cause.SUBMITTED: 2, Cause.HELD: 3}

CauseName = Literal["held", "submitted", "flagged"]


@transaction.atomic
def open_item(*, kind: str, subject_id: UUID, cause: CauseName, verdict: Verdict, now: datetime) -> QueueItem:
    """Put something before a person; joins the item that is open already, which it can only raise (SEC-74).

    Called by a content area inside its own transaction, in the name of no actor. Raises KeyError for a kind nobody
    registered and Absent when the kind does not know the subject: then nothing may be shown either (SG-11).
    """
    item = _open_or_join(kind=kind, subject_id=subject_id, cause=Cause(cause), verdict=verdict, now=now)
    if verdict.effect == Effect.CARE:
        emit(CareNeeded(item.pk, kind, subject_id, item.author_id, now))
    return item


@transaction.atomic
def flag_content(
    *,
    actor: Actor,
    kind: str,
    subject_id: UUID,
    reason: str,
    note: str = "",
    now: datetime,
    network: str = "",
) -> Flag:
    """Ask a person to look at something the actor can see. Flagging the same open item again changes the first flag.

    `network` is pop.core.limits.network_of the visitor, for those who are not signed in; it is counted, never kept.
    Raises Absent for what the actor cannot see, Invalid for an unknown reason or a note over LONGEST_NOTE, TooFast
    after many flags, except for NEVER_LIMITED reasons: somebody in danger is never told to wait (SEC-10).
    """
    if not policies.may_flag(actor, kind, subject_id):
        raise Absent
    if reason not in FlagReason.values:
        raise Invalid(fields={"reason": [_("Please choose what is wrong.")]})
    why, note = FlagReason(reason), clean_block(note)
    if len(note) > LONGEST_NOTE:
        if why not in NEVER_LIMITED:
            raise Invalid(fields={"note": [_("Please make this shorter: 2,000 characters at most.")]})
        note = note[:LONGEST_NOTE]
    if why not in NEVER_LIMITED:
        count(FLAGS if actor.persona_id else FLAGS_OF_A_NETWORK, str(actor.persona_id or network))

    item = _open_or_join(
        kind=kind, subject_id=subject_id, cause=Cause.FLAGGED, verdict=Verdict(), flag=why, flagger=actor, now=now
    )
    flag = _flag_of(actor, item, why, note, now)
    weights = weights_of_flags(item, now)
    _raise_if_trusted(item, weights, now)
    hold_back_what_is_flagged(item, weights, now)
    record_deed(
        actor=actor,
        verb="moderation.flag",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
        facts={"reason": why.value},
    )
    if actor.persona_id:
        notify(persona_id=actor.persona_id, kind="moderation.flag_received", facts={"item": str(item.pk)}, now=now)
    return flag


def _open_or_join(
    *,
    kind: str,
    subject_id: UUID,
    cause: Cause,
    verdict: Verdict,
    flag: FlagReason | None = None,
    flagger: Actor | None = None,
    now: datetime,
) -> QueueItem:
    snapshot = kind_named(kind).snapshot(subject_id)
    seen = evidence_from(snapshot, now)
    severity = severity_of(verdict, flag)
    reasons = verdict.reasons_as_data()
    item, joined = _undecided(kind, subject_id), True
    if item is None:
        item = QueueItem(kind=kind, subject_id=subject_id, cause=cause, author_id=snapshot.author_id)
        item.stands_in = snapshot.stands_in
        item.lane, item.created_at, item.due_at = lane_of(cause, verdict, flag), now, due_at(severity, now)
        item.severity = severity
        item.place = place_of(severity, now + _behind(item, verdict, flagger))
        fold(item, reasons, flag, seen, now)
        try:
            with transaction.atomic():
                item.save(force_insert=True)
            joined = False
        except IntegrityError:  # somebody else opened it between the two lines
            item = QueueItem.objects.select_for_update().get(kind=kind, subject_id=subject_id, state__in=UNDECIDED)
    _raise_cause_and_lane(item, cause, verdict, flag, now)
    raise_to(item, severity, now)
    known = {(reason["step"], reason["code"], reason["effect"]) for reason in item.reasons}
    item.reasons += [r for r in reasons if (r["step"], r["code"], r["effect"]) not in known]
    if not item.evidence or not says_the_same(item.evidence[-1], seen):
        item.evidence.append(seen)
    if joined:
        unfold_if_urgent(item)
    item.save()
    record(
        actor_id=None,
        verb="moderation.join" if joined else "moderation.open",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
        facts={"kind": kind, "subject": str(subject_id), "cause": cause.value, "severity": item.severity},
    )
    queue_changed()
    return item


def _raise_cause_and_lane(
    item: QueueItem, cause: Cause, verdict: Verdict, flag: FlagReason | None, now: datetime
) -> None:
    """What else is said of it can only raise it."""
    if _RANK[cause] > _RANK[Cause(item.cause)]:
        if item.cause == Cause.APPEALED:
            end_appeals_of_author(item, now)
        item.cause = cause  # flagged, then held: a person's yes must also show it again
    if lane_of(cause, verdict, flag) == Lane.CARE:
        item.lane = Lane.CARE
    item.is_sensitive = item.is_sensitive or is_sensitive(verdict, flag)


def _raise_if_trusted(item: QueueItem, weights: list[float], now: datetime) -> None:
    """A flag of somebody who was right before is looked at sooner; many of others together are not (SG-56)."""
    if item.severity == Severity.NORMAL and standing(weights) >= TRUSTED:
        raise_to(item, Severity.HIGH, now)
        item.save(update_fields=["severity", "place", "due_at", "escalations", "overdue_at"])


def _behind(item: QueueItem, verdict: Verdict, flagger: Actor | None) -> timedelta:
    """What screening heard a need in never stands behind. Visitors who are not signed in are one source."""
    if verdict.effect == Effect.CARE:
        return timedelta()
    of_source: QuerySet[Any]
    if flagger is not None:
        of_source = Flag.objects.filter(flagger=flagger.persona_id, item__decided_at__isnull=True)
    elif item.author_id is not None:
        of_source = QueueItem.objects.filter(author=item.author_id, decided_at__isnull=True)
    else:
        return timedelta()
    return behind(len(of_source.order_by().values_list("pk", flat=True)[: OF_ONE_SOURCE + MOST_BEHIND]), item.severity)


def _undecided(kind: str, subject_id: UUID) -> QueueItem | None:
    return QueueItem.objects.select_for_update().filter(kind=kind, subject_id=subject_id, state__in=UNDECIDED).first()


def _flag_of(actor: Actor, item: QueueItem, reason: FlagReason, note: str, now: datetime) -> Flag:
    """One flag per person and item; the same words from people who are not signed in are folded too (SEC-73)."""
    if actor.persona_id is None:
        same = Flag.objects.filter(item=item, flagger=None, reason=reason, note=note).first()
        return same or Flag.objects.create(item=item, reason=reason, note=note, created_at=now)
    flag, created = Flag.objects.get_or_create(
        item=item, flagger_id=actor.persona_id, defaults={"reason": reason, "note": note, "created_at": now}
    )
    if not created:
        if note and note not in flag.note:
            flag.note = f"{flag.note}\n\n{note}".strip()
        flag.reason = reason
        flag.save(update_fields=["reason", "note"])
    return flag
