"""Who may ask for another look at a decision or a sanction, and who judges it: never anybody who had a part in it
(SG-50)."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from moderation.models import (
    RESTRICTING,
    Appeal,
    AppealSide,
    Cause,
    Choice,
    Decision,
    Flag,
    PartInAppeal,
    QueueItem,
    Sanction,
)
from pop.accounts.contracts import Actor

APPEAL_TIME = timedelta(days=184)  # six months or a little longer (DSA article 20), so that no month is short
_KEPT = (Choice.APPROVE, Choice.REFER)  # what was flagged stays as it is


def decisions_open_to(actor: Actor) -> QuerySet[Decision]:
    """What the actor may ask another look at, in time or not: what restricts something of theirs, and that something
    they flagged stays as it is. Nothing of this needs a role or a right to write: whoever is shut out may ask, too."""
    if actor.persona_id is None:
        return Decision.objects.none()
    restricts = Q(decision__in=RESTRICTING) | Q(decision=Choice.APPROVE) & ~Q(content_note="")
    flagged = Exists(Flag.objects.filter(item=OuterRef("item"), flagger=actor.persona_id))
    kept = Q(decision__in=_KEPT, decision_visibility="", item__decided_at__isnull=False) & Q(flagged)
    mine = Q(item__author=actor.persona_id)
    return Decision.objects.filter(restricts & mine | kept & (~mine | Q(item__author=None)))


def side_of(actor: Actor, decision: Decision) -> AppealSide | None:
    """As whom the actor may ask. None: it is nothing to them."""
    if not decisions_open_to(actor).filter(pk=decision.pk).exists():
        return None
    return AppealSide.AUTHOR if decision.item.author_id == actor.persona_id else AppealSide.FLAGGER


def may_appeal(actor: Actor, decision: Decision, now: datetime) -> bool:
    """In time, once, and while it is in force."""
    in_time = now <= open_until(decision)
    in_force = decision.end_date_visibility_restriction is None
    if not (in_time and in_force) or side_of(actor, decision) is None:
        return False
    return not decision.appeals.filter(appellant=actor.persona_id).exists()


def open_until(decision: Decision) -> datetime:
    return decision.created_at + APPEAL_TIME


def may_appeal_sanction(actor: Actor, sanction: Sanction, now: datetime) -> bool:
    """Whoever it is about, in time, once, and until somebody ends it. Also when its time is over: it stands in their
    history, and may make the next one longer. Whoever may not write may ask all the same (SEC-10)."""
    is_theirs = actor.persona_id is not None and sanction.persona_id == actor.persona_id
    in_time = sanction.lifted_at is None and now <= sanction_open_until(sanction)
    return is_theirs and in_time and not sanction.appeals.exists()


def sanction_open_until(sanction: Sanction) -> datetime:
    return sanction.since + APPEAL_TIME


def appeals_open_at(item: QueueItem) -> QuerySet[Appeal]:
    return item.appeals.filter(outcome="")


def decided_it_before(actor: Actor, item: QueueItem) -> bool:
    """Whether an appeal is about something in which the actor had a part (`actions.judges` writes down who had)."""
    return item.cause == Cause.APPEALED and QueueItem.objects.filter(own_decisions_appealed(actor), pk=item.pk).exists()


def own_decisions_appealed(actor: Actor) -> Q:
    """The same as `decided_it_before`, for lists of queue items. It looks at the appeals once and not at every item:
    of those there are few, and of items very many."""
    if actor.login_id is None:
        return Q(pk__in=[])
    parts = PartInAppeal.objects.filter(person=actor.login_id, judges=False).order_by()
    return Q(cause=Cause.APPEALED, pk__in=parts.values("appeal__item"))
