"""Times and weekly hours, as a sentence says them."""

from datetime import datetime, time

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from pop.core.languages import in_words
from pop.support.hours import ALWAYS, DAYS, Weekly


def time_in_words(moment: datetime | time) -> str:
    if (moment.hour, moment.minute) == (0, 0):
        return _("midnight")
    # Isolated (U+2066..U+2069), so that digits keep their order inside right-to-left sentences.
    return f"\u2066{moment:%H:%M}\u2069"


def hours_in_words(weekly: Weekly) -> str:
    days = days_in_words(weekly.byday)
    if weekly.opens_at == weekly.closes_at == ALWAYS.opens_at:
        return _("Every day, day and night") if weekly.byday == DAYS else _("%(days)s: all day") % {"days": days}
    times = {
        "days": days,
        "opens": time_in_words(weekly.opens_at),
        "closes": time_in_words(weekly.closes_at),
    }
    return _("%(days)s: %(opens)s to %(closes)s") % times


def days_in_words(byday: tuple[str, ...]) -> str:
    """MO,TU,WE,FR → "Monday to Wednesday, Friday". Runs of three and more are joined."""
    if byday == DAYS:
        return _("Every day")
    runs: list[list[int]] = []
    for number in sorted(DAYS.index(day) for day in byday):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if len(runs) > 1 and runs[0][0] == 0 and runs[-1][-1] == 6:  # Sunday to Thursday is one run
        runs[0] = runs.pop() + runs[0]
    words: list[str] = []
    for run in sorted(runs, key=lambda run: run[0] if len(run) < 3 else -1):
        if len(run) >= 3:
            words.append(_("%(first)s to %(last)s") % {"first": WEEKDAYS[run[0]], "last": WEEKDAYS[run[-1]]})
        else:
            words += [str(WEEKDAYS[number]) for number in run]
    return in_words(words)
