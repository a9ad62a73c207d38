"""What a flag weighs: as much as its flagger was right before (SG-56). It says how soon a person looks; and only where
people who were usually right say so is something out of sight until then. A crowd of others silences nobody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from moderation.models import RESTRICTING, Appeal, AppealOutcome, Choice, Decision, Flag, QueueItem, Sanction
from moderation.triage import NEVER_LIMITED

TRUSTED = 0.8  # the weight from which on a flag is looked at sooner
HIDES = 1.3  # two trusted people, or one who was right very often with others behind them
_CROWD = 0.4  # what all others together add, however many
_VISITOR = 0.25  # nobody knows who they are
_AGREEMENT = 0.4  # how much of what is missing any number of others can add
_REMEMBERED = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Record:
    """What became of somebody's flags: a person did something about it, or all stayed as it was."""

    right: int = 0
    wrong: int = 0


def weight(record: Record | None) -> float:
    """Between 0 and 1. Somebody new weighs 0.5; nobody is trusted before being right three times. None: a visitor."""
    if record is None:
        return _VISITOR
    return (record.right + 1) / (record.right + record.wrong + 2)


def standing(weights: Iterable[float]) -> float:
    """What flags on one thing weigh together: the strongest, and a little more for each that agrees, which however many
    never makes trusted what is not nearly so by itself. Another flag never makes it less."""
    ordered = sorted(weights, reverse=True)
    if not ordered:
        return 0.0
    others = sum(ordered[1:])
    return ordered[0] + (1 - ordered[0]) * _AGREEMENT * others / (1 + others)


def hides(weights: Iterable[float]) -> bool:
    """Whether flags of these weights put something out of sight until a person has looked."""
    known = list(weights)
    trusted = sum(one for one in known if one >= TRUSTED)
    return trusted + min(sum(one for one in known if one < TRUSTED), _CROWD) >= HIDES


def weights_of_flags(item: QueueItem, now: datetime) -> list[float]:
    """Two queries, however many flagged it."""
    flaggers = list(Flag.objects.filter(item=item).order_by().values_list("flagger", flat=True))
    records = _records_of({flagger for flagger in flaggers if flagger is not None}, now)
    return [weight(records[flagger] if flagger is not None else None) for flagger in flaggers]


def _records_of(flaggers: set[UUID], now: datetime) -> dict[UUID, Record]:
    """What an appeal undid counts as it came out. What stayed, and led to a step about its author that nobody undid,
    was rightly told. Worry is never held against anybody: that all stays as it was is no sign that it was wrong to
    tell."""
    right, wrong = dict.fromkeys(flaggers, 0), dict.fromkeys(flaggers, 0)
    undone = Exists(Appeal.objects.filter(decision=OuterRef("pk"), outcome=AppealOutcome.OVERTURNED))
    same = Q(kind=OuterRef("item__kind"), subject_id=OuterRef("item__subject_id"))
    was_step = Exists(Sanction.objects.filter(same, was_undone=False))
    outcomes = Decision.objects.filter(
        item__flags__flagger__in=flaggers,
        item__flags__created_at__gte=now - _REMEMBERED,
        decision__in=[Choice.APPROVE, *RESTRICTING],
    ).annotate(undone=undone, was_step=was_step)
    for flagger, reason, outcome, is_undone, led_to_step in outcomes.values_list(
        "item__flags__flagger", "item__flags__reason", "decision", "undone", "was_step"
    ):
        if flagger not in right:
            continue
        if (outcome in RESTRICTING) != is_undone or (led_to_step and not is_undone):
            right[flagger] += 1
        elif reason not in NEVER_LIMITED:
            wrong[flagger] += 1
    return {flagger: Record(right[flagger], wrong[flagger]) for flagger in flaggers}
