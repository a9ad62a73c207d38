"""How much waits for somebody, in numbers: by what kind of work it is, and by how much of its time has gone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.models import Lane, Severity
from pop.accounts.contracts import Actor
from pop.core.charts import BarChart, stacked_bars

_MOST_URGENT_FIRST = (Severity.SEVERE, Severity.HIGH, Severity.NORMAL)


@dataclass(frozen=True, slots=True)
class Workload:
    """Two pictures of the same items, and their numbers; counted and never named."""

    by_time: BarChart  # a row for each clock: too long, more than half of the time gone, in good time
    by_lane: BarChart  # a row for each lane: severe, high, normal
    counts: dict[str, int]  # all, overdue, severe, high, normal

    @property
    def total(self) -> int:
        return self.by_lane.total


def workload_for(actor: Actor, now: datetime, *, mirrored: bool = False) -> Workload:
    """What waits for the actor and is not decided; all zero for who has no queue. One query, whatever the length."""
    soon = Q(pk__in=[])
    for severity in _MOST_URGENT_FIRST:
        soon |= Q(severity=severity, due_at__gte=now, due_at__lt=now + timedelta(minutes=_minutes(severity) / 2))
    rows = (
        policies.items_visible_to(actor)
        .filter(decided_at__isnull=True)
        .order_by()
        .values("lane", "severity")
        .annotate(number=Count("*"), late=Count("due_at", filter=Q(due_at__lt=now)), soon=Count("due_at", filter=soon))
    )
    lanes: Counter[tuple[str, int]] = Counter()
    times: Counter[tuple[int, str]] = Counter()
    for row in rows:
        lanes[row["lane"], row["severity"]] += row["number"]
        times[row["severity"], "late"] += row["late"]
        times[row["severity"], "soon"] += row["soon"]
        times[row["severity"], "calm"] += row["number"] - row["late"] - row["soon"]
    return Workload(
        stacked_bars(
            [
                (_clock(severity), [times[severity.value, part] for part in ("late", "soon", "calm")])
                for severity in _MOST_URGENT_FIRST
            ],
            [_("Waiting too long"), _("More than half of the time gone"), _("In good time")],
            mirrored=mirrored,
        ),
        stacked_bars(
            [(lane.label, _by_severity(lanes, lane)) for lane in Lane],
            [severity.label for severity in _MOST_URGENT_FIRST],
            mirrored=mirrored,
        ),
        _counts(times),
    )


def _counts(times: Counter[tuple[int, str]]) -> dict[str, int]:
    of_each = {s.name.lower(): sum(times[s.value, part] for part in ("late", "soon", "calm")) for s in Severity}
    overdue = sum(times[severity.value, "late"] for severity in Severity)
    return {"all": sum(of_each.values()), "overdue": overdue, **of_each}


def _by_severity(lanes: Counter[tuple[str, int]], lane: Lane) -> Sequence[int]:
    return [lanes[lane.value, severity.value] for severity in _MOST_URGENT_FIRST]


def _minutes(severity: Severity) -> int:
    minutes: dict[str, int] = settings.POP_MODERATION_MINUTES
    return minutes[severity.name.lower()]


def _clock(severity: Severity) -> str:
    """The severity and its clock, in words: "Severe: within 15 minutes"."""
    minutes = _minutes(severity)
    hours, rest = divmod(minutes, 60)
    if rest:
        time = ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    else:
        time = ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return gettext("%(severity)s: look within %(time)s") % {"severity": severity.label, "time": time}
