"""How much waits for somebody, in numbers: by what kind of work it is, and by how much of its time has gone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from moderation.models import Lane, Severity
from moderation.selectors.waiting_tallies import Tally, minutes_of
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


def workload_of(tallies: Iterable[Tally], *, mirrored: bool = False) -> Workload:
    """What waits, from what was counted already (`tallies_for`); all zero for who has no queue."""
    lanes: Counter[tuple[str, int]] = Counter()
    times: Counter[tuple[int, str]] = Counter()
    for tally in tallies:
        lanes[tally.lane, tally.severity] += tally.number
        times[tally.severity, "late"] += tally.late
        times[tally.severity, "soon"] += tally.soon
        times[tally.severity, "calm"] += tally.number - tally.late - tally.soon
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


def _clock(severity: Severity) -> str:
    """The severity and its clock, in words: "Severe: within 15 minutes"."""
    minutes = minutes_of(severity)
    hours, rest = divmod(minutes, 60)
    if rest:
        time = ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    else:
        time = ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return gettext("%(severity)s: look within %(time)s") % {"severity": severity.label, "time": time}
