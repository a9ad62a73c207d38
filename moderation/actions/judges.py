"""Who judges an appeal: somebody who had no part in what it is about (SG-50), and who hears when there is nobody."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from moderation import policies
from moderation.models import RESTRICTING, Appeal, Decision, Opinion, PartInAppeal, QueueItem, Sanction, SanctionKept
from pop.accounts.actions import notify
from pop.accounts.colleagues import colleagues_holding
from pop.accounts.contracts import Actor, Role
from pop.core.errors import Absent


def had_a_part_in_decision(decision: Decision) -> set[UUID]:
    """Whoever decided about the item, kept it waiting, or found something about it."""
    deciders = decision.item.decisions.values_list("decider", flat=True)
    return _known(deciders, decision.item.opinions.values_list("person", flat=True))


def had_a_part_in_sanction(sanction: Sanction) -> set[UUID]:
    """Whoever took a step about the same words, this one or another, or kept one; and whoever restricted the words
    themselves: they have said already that these break a rule."""
    same = Sanction.objects.filter(kind=sanction.kind, subject_id=sanction.subject_id)
    about = {"item__kind": sanction.kind, "item__subject_id": sanction.subject_id}
    return _known(
        same.values_list("set_by", flat=True),
        SanctionKept.objects.filter(sanction__in=same).values_list("by", flat=True),
        Decision.objects.filter(**about, decision__in=RESTRICTING).values_list("decider", flat=True),
        Opinion.objects.filter(**about, choice__in=RESTRICTING).values_list("person", flat=True),
    )


def keep_out(appeal: Appeal, people: Iterable[UUID]) -> None:
    """None of these judges it."""
    PartInAppeal.objects.bulk_create([PartInAppeal(appeal=appeal, person_id=one) for one in people])


def judged_by(appeal: Appeal, actor: Actor) -> None:
    """The database refuses it for somebody who had a part in it; policies have said no long before."""
    if actor.login_id is None:
        raise Absent
    PartInAppeal.objects.create(appeal=appeal, person_id=actor.login_id, judges=True)


def call_if_nobody_can_judge(item: QueueItem, now: datetime) -> None:
    """It stays as it is, the clock goes on, and whoever runs the site hears that a person is missing."""
    staff = colleagues_holding(Role.MODERATOR, Role.SAFEGUARDING_LEAD)
    if any(policies.may_decide(one.as_actor(), item) for one in staff):
        return
    for owner in colleagues_holding(Role.OWNER):
        if owner.persona_id != item.author_id:
            notify(persona_id=owner.persona_id, kind="moderation.judge_missing", facts={}, now=now)


def _known(*logins: Iterable[UUID | None]) -> set[UUID]:
    """Without those who have left."""
    return {one for many in logins for one in many if one is not None}
