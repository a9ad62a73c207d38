"""How many decisions there were, counted by what they were about: numbers alone, for `pop.insights` to publish.

Each table counts every decision once, under codes that depend on nobody's decision, so that which codes there are says
nothing. Two tables never hold the same number under different names: what one hides the other would show (SG-61).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from moderation.models import (
    OPEN_AFTERWARDS,
    RESTRICTING,
    Appeal,
    AppealOutcome,
    Cause,
    Choice,
    Decision,
    ReasonCode,
)

Tally = dict[str, int]

# On the way to a decision; and what became of appeals, which are counted by themselves.
_STEPS = (*OPEN_AFTERWARDS, Choice.UPHOLD, Choice.OVERTURN)
OTHER = "other"
# Why a person looked. Software only ever asks a person: what it noticed, or that everything is read first there.
NOTICED, READ_FIRST = "noticed", "read_first"
SOURCES = (Cause.FLAGGED.value, NOTICED, READ_FIRST, Cause.SUBMITTED.value)
BY_A_PERSON = "AUTOMATED_DECISION_NOT_AUTOMATED"
OUTCOMES = (AppealOutcome.UPHELD.value, AppealOutcome.OVERTURNED.value)
TIMES = {
    "15_minutes": timedelta(minutes=15),
    "1_hour": timedelta(hours=1),
    "4_hours": timedelta(hours=4),
    "1_day": timedelta(days=1),
    "2_days": timedelta(days=2),
    "1_week": timedelta(days=7),
    "longer": timedelta.max,
}


def first_decided_at() -> datetime | None:
    return Decision.objects.order_by("created_at").values_list("created_at", flat=True).first()


def decided_between(begin: datetime, end: datetime) -> dict[str, Tally]:
    """The decisions from `begin` until before `end`: all, by a person or not, by what was decided, by why a person
    looked, by how long it took since it came before people.

    ValueError when software decided something: no door lets it, and no text here says that it does.
    """
    tables = {
        "all": _empty(["all"]),
        "automated_decision": _empty([BY_A_PERSON]),
        "result": _empty(results()),
        "source": _empty(SOURCES),
        "time": _empty(TIMES),
    }
    made = Decision.objects.filter(created_at__gte=begin, created_at__lt=end).exclude(decision__in=_STEPS)
    rows = made.order_by().values_list(
        "decision", "category", "automated_decision", "created_at", "item__cause", "item__reasons", "item__created_at"
    )
    for choice, category, automated, decided_at, cause, reasons, came_at in rows.iterator(chunk_size=2000):
        if automated not in {"", BY_A_PERSON}:
            raise ValueError(f"a decision of software: {automated}")
        result = category if choice in RESTRICTING else choice
        tables["all"]["all"] += 1
        tables["automated_decision"][BY_A_PERSON] += 1
        tables["result"][result if result in tables["result"] else OTHER] += 1
        tables["source"][_source(cause, bool(reasons))] += 1
        tables["time"][_how_long(decided_at - came_at)] += 1
    return tables


def appeals_between(begin: datetime, end: datetime) -> dict[str, Tally]:
    """The appeals another person decided from `begin` until before `end`: all, by what became of the decision, by how
    long it took. Those with nothing left to decide are none."""
    tables = {"all": _empty(["all"]), "outcome": _empty(OUTCOMES), "time": _empty(TIMES)}
    judged = Appeal.objects.filter(outcome__in=OUTCOMES, decided_at__gte=begin, decided_at__lt=end)
    rows = judged.order_by().values_list("outcome", "created_at", "decided_at")
    for outcome, asked_at, decided_at in rows.iterator(chunk_size=2000):
        if decided_at is not None:  # the database sees to it
            tables["all"]["all"] += 1
            tables["outcome"][outcome] += 1
            tables["time"][_how_long(decided_at - asked_at)] += 1
    return tables


def results() -> Iterable[str]:
    """What was let through, by what was decided; what was not, by the category of the rule, as the rules stand."""
    yield from (choice.value for choice in Choice if choice not in (*_STEPS, *RESTRICTING))
    rules = ReasonCode.objects.order_by("position", "code").values_list("category", flat=True)
    yield from dict.fromkeys(rules)
    yield OTHER


def _source(cause: str, was_noticed: bool) -> str:
    if cause == Cause.HELD:
        return NOTICED if was_noticed else READ_FIRST
    return cause if cause in SOURCES else Cause.FLAGGED.value  # an appeal came on top: people asked either way


def _how_long(waited: timedelta) -> str:
    return next(code for code, most in TIMES.items() if waited <= most)


def _empty(codes: Iterable[str]) -> Tally:
    return dict.fromkeys(codes, 0)
