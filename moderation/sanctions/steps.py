"""The steps of sanctions as one table: what each stops, for how long, and how long it counts afterwards.

A step is chosen by a person, each time. The table suggests one; nothing in POP sanctions anybody by itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from moderation.models import Step

LENGTHS: dict[str, tuple[timedelta, Promise]] = {
    "10m": (timedelta(minutes=10), _("10 minutes")),
    "1h": (timedelta(hours=1), _("1 hour")),
    "1d": (timedelta(days=1), _("1 day")),
    "3d": (timedelta(days=3), _("3 days")),
    "7d": (timedelta(days=7), _("7 days")),
    "14d": (timedelta(days=14), _("14 days")),
    "30d": (timedelta(days=30), _("30 days")),
    "90d": (timedelta(days=90), _("90 days")),
    "180d": (timedelta(days=180), _("180 days")),
}


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder."""

    step: Step
    lengths: tuple[str, ...]  # how long it can last; of a step without an end, when a person looks again
    counts: timedelta  # how long after its end it still makes the next one a higher step
    in_place: bool = False  # holds where it happened, and nowhere else
    has_end: bool = True


LADDER: tuple[Rung, ...] = (
    Rung(Step.REMINDER, (), timedelta(days=30)),
    Rung(Step.MUTE, ("10m", "1h", "1d", "3d", "7d"), timedelta(days=60), in_place=True),
    Rung(Step.READ_ONLY, ("1d", "3d", "7d", "14d"), timedelta(days=120)),
    Rung(Step.REMOVAL, ("30d", "90d", "180d"), timedelta(days=365), in_place=True),
    Rung(Step.CLOSED, ("30d", "90d", "180d"), timedelta(days=365), has_end=False),
)
RUNGS = {rung.step: rung for rung in LADDER}


def lengths_of(steps: Iterable[Step]) -> list[tuple[str, Promise]]:
    """Code and words of every length one of these steps can have, shortest first."""
    wanted = {code for step in steps for code in RUNGS[step].lengths}
    return [(code, words) for code, (_length, words) in LENGTHS.items() if code in wanted]


def suggested(counting: Iterable[Step], open_here: Iterable[Step]) -> Step | None:
    """The step after the highest of those that still count, of those open here; None where that is for somebody with
    more to say: then they, and not the next best step, are who is needed."""
    order = [rung.step for rung in LADDER]
    highest = max((order.index(step) for step in counting), default=-1)
    allowed = set(open_here)
    return next((step for step in order[highest + 1 :] if step in allowed), None)
