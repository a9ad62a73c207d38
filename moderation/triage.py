"""How soon a person must look, and in which lane. Everything here only raises (SEC-74)."""

from datetime import datetime, timedelta

from django.conf import settings

from moderation.contracts import Effect, FlagReason, Verdict
from moderation.models import Cause, Lane, QueueItem, Severity

_BY_EFFECT = {
    Effect.ALLOW: Severity.NORMAL,
    Effect.NOTE: Severity.NORMAL,
    Effect.HOLD: Severity.HIGH,
    Effect.CARE: Severity.SEVERE,
}
_BY_FLAG = {
    FlagReason.UNSAFE: Severity.SEVERE,
    FlagReason.WORRIED: Severity.SEVERE,
    FlagReason.CONTACT: Severity.HIGH,
    FlagReason.PRIVATE: Severity.HIGH,
    FlagReason.SEXUAL: Severity.HIGH,
}
OF_ONE_SOURCE = 4  # items that come at once
MOST_BEHIND = 240  # minutes
_STEP = {Severity.SEVERE: 15}  # minutes; one for what is less urgent
# Never counted, never refused: a call for help is no matter for a limit (SEC-10).
NEVER_LIMITED = frozenset({FlagReason.UNSAFE, FlagReason.WORRIED})


def severity_of(verdict: Verdict, flag: FlagReason | None = None) -> Severity:
    by_flag = _BY_FLAG.get(flag, Severity.NORMAL) if flag else Severity.NORMAL
    by_reason = max((Severity(reason.severity) for reason in verdict.reasons), default=Severity.NORMAL)
    return max(_BY_EFFECT[verdict.effect], by_reason, by_flag)


def lane_of(cause: Cause, verdict: Verdict, flag: FlagReason | None = None) -> Lane:
    if verdict.effect == Effect.CARE or flag in NEVER_LIMITED:
        return Lane.CARE
    return Lane.REVIEW if cause == Cause.SUBMITTED else Lane.CONDUCT


def place_of(severity: int, since: datetime) -> int:
    """Where an item stands in the queue: severe first, then oldest (SG-53). In microseconds, each severity apart."""
    return first_place(severity) + int(since.timestamp() * 1_000_000)


def first_place(severity: int) -> int:
    """Before everything of this severity, and after everything more urgent."""
    return (Severity.SEVERE - severity) * 10**16


def behind(waiting: int, severity: int) -> timedelta:
    """How much later somebody's next item stands among equally urgent ones, who has so many waiting: one source never
    has the whole queue (SEC-73). Among severe ones by a whole clock for each, so that whoever cries danger a hundred
    times leaves the first five places to others. How urgent it is and its own clock stay, and after four hours it is
    no later."""
    steps = max(waiting + 1 - OF_ONE_SOURCE, 0)
    return timedelta(minutes=min(steps * _STEP.get(Severity(severity), 1), MOST_BEHIND))


def due_at(severity: int, since: datetime) -> datetime:
    """When somebody must have looked (SG-55)."""
    return since + time_for(severity)


def time_for(severity: int) -> timedelta:
    """POP_MODERATION_MINUTES says how many minutes each severity has."""
    minutes: dict[str, int] = settings.POP_MODERATION_MINUTES
    return timedelta(minutes=minutes[Severity(severity).name.lower()])


def raise_to(item: QueueItem, severity: Severity, now: datetime) -> None:
    """Make an item at least so urgent, in memory. What became more urgent stands by its age alone, and its clock calls
    anew."""
    if severity > item.severity:
        item.severity, item.place = severity, place_of(severity, item.created_at)
        item.escalations, item.overdue_at = 0, None
    item.due_at = min(item.due_at, due_at(severity, now))
