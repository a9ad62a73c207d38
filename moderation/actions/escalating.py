"""The clocks call somebody when nobody came (SG-55). They are rows: a restart forgets none."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from moderation.actions.holding_back import show_what_nobody_looked_at
from moderation.actions.reviewing import call_for_reviews
from moderation.models import QueueItem, Severity
from pop.accounts.actions import notify
from pop.accounts.colleagues import Colleague, colleagues_holding
from pop.accounts.contracts import Role
from pop.audit.actions import record
from pop.core import leaps

# Whom the clock calls: when the time is over, and when as much again has passed.
RANKS = (Role.SAFEGUARDING_LEAD, Role.OWNER)
QUIET = timedelta(hours=1)  # between two calls about what is not severe
OFTEN = 60  # seconds between two looks at the clocks


def look_at_clocks(*, now: datetime) -> int:
    """All that time alone brings about: calls for what is late, and for sanctions to look at again; how many items were
    late. Run by every server (pop.core.chores), and by `manage.py escalate_overdue`."""
    number = escalate_overdue(now=now)
    call_for_reviews(now=now)
    return number


@transaction.atomic
def escalate_overdue(*, now: datetime) -> int:
    """Call the next rank for everything whose time is over; how many items. Run again, it calls nobody twice.

    Everybody gets one notice for all of one severity, without content: a flood of what is late buries nothing. About
    what is not severe they hear once an hour at most. The items stay where they are, for whoever comes first. What
    flags alone have held back for as long as that is shown again (SG-56), unless the clock has leapt: then what calls
    goes on, and what shows waits.
    """
    if not leaps.doubt():
        show_what_nobody_looked_at(now)
    most_urgent_first, last_step_first = sorted(Severity, reverse=True), range(len(RANKS))[::-1]
    return sum(_call(severity, step, now) for severity in most_urgent_first for step in last_step_first)


def _call(severity: Severity, step: int, now: datetime) -> int:
    waiting = QueueItem.objects.filter(decided_at__isnull=True, severity=severity)
    called = waiting.filter(escalations=step + 1)
    if severity != Severity.SEVERE and called.filter(overdue_at__gt=now - QUIET, overdue_at__lte=now).exists():
        return 0
    time: int = settings.POP_MODERATION_MINUTES[severity.name.lower()]
    over = waiting.filter(escalations=step, due_at__lte=now - step * timedelta(minutes=time))
    number = over.update(escalations=step + 1, overdue_at=now)
    if number:
        rank, people = _who(step)
        for person in people:
            _tell(person, rank, severity, called.filter(overdue_at=now).exclude(_by(person)).count(), now)
        record(
            actor_id=None,
            verb="moderation.overdue",
            subject_kind="queue",
            subject_id="",
            now=now,
            facts={"items": number, "severity": severity.value, "called": rank.value, "people": len(people)},
        )
    return number


def _who(step: int) -> tuple[Role, list[Colleague]]:
    """The rank of this step; the next one that has anybody, if it has nobody."""
    for rank in RANKS[step:]:
        if people := colleagues_holding(rank):
            return rank, people
    return RANKS[step], []


def _tell(person: Colleague, rank: Role, severity: Severity, number: int, now: datetime) -> None:
    if number:
        facts = {"number": number, "severity": severity.name.lower(), "can_look": rank != Role.OWNER}
        notify(persona_id=person.persona_id, kind="moderation.overdue", facts=facts, now=now)


def _by(person: Colleague) -> Q:
    return Q(author=person.persona_id, author__isnull=False)
