"""An account closed to writing has no end, so a person looks again. When, is a date in its row: a restart keeps it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation.models import Sanction, SanctionKept, Step
from moderation.policies import sanctions as policies
from moderation.sanctions.steps import LENGTHS, RUNGS
from moderation.selectors.sanctions import is_in_force
from pop.accounts.actions import notify
from pop.accounts.colleagues import colleagues_holding, somebody_here
from pop.accounts.contracts import Actor, Role
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Conflict, Invalid


@transaction.atomic
def call_for_reviews(*, now: datetime) -> int:
    """Tell safeguarding leads, once for each, where it is time to look again; how many. Nobody hears of themselves."""
    due = Sanction.objects.select_for_update().filter(
        step=Step.CLOSED, lifted_at__isnull=True, persona__isnull=False, review_at__lte=now, review_told_at__isnull=True
    )
    leads = colleagues_holding(Role.SAFEGUARDING_LEAD)
    told = 0
    for sanction in due:
        for lead in leads:
            if lead.persona_id != sanction.persona_id:
                facts = {"persona": str(sanction.persona_id)}
                notify(persona_id=lead.persona_id, kind="moderation.review_due", facts=facts, now=now)
        if leads:  # where there is none, the next one hears of it
            sanction.review_told_at = now
            sanction.save(update_fields=["review_told_at"])
            told += 1
    return told


@transaction.atomic
def keep_sanction(*, actor: Actor, sanction_id: UUID, length: str, now: datetime) -> Sanction:
    """A person has looked again, and it stays: until the next look. Raises Absent for what the actor could not end
    either, Conflict for what is over, has an end, or waits for somebody else's look, Invalid at `length`."""
    sanction = Sanction.objects.select_for_update().filter(pk=sanction_id).first()
    person = somebody_here(sanction.persona_id) if sanction else None
    if sanction is None or person is None or not policies.may_lift(actor, sanction, person.roles):
        raise Absent
    if sanction.step != Step.CLOSED or not is_in_force(sanction, now):
        raise Conflict(_("This is over already."), code="over")
    if sanction.appeals.filter(outcome="").exists():
        raise Conflict(_("They want another look at it. Now a person who had no part in it decides."))
    if length not in RUNGS[Step.CLOSED].lengths:
        raise Invalid(fields={"length": [_("Please choose when a person looks again.")]})
    sanction.review_at, sanction.review_told_at = now + LENGTHS[length][0], None
    sanction.counts_until = sanction.review_at + RUNGS[Step.CLOSED].counts
    sanction.save(update_fields=["review_at", "review_told_at", "counts_until"])
    # Whoever keeps it had a part in it, and judges no appeal about it (SG-50).
    SanctionKept.objects.create(sanction=sanction, by_id=actor.login_id, kept_at=now, review_at=sanction.review_at)
    record_deed(
        actor=actor,
        verb="moderation.keep_sanction",
        subject_kind="sanction",
        subject_id=sanction.pk,
        now=now,
        facts={"persona": str(person.persona_id), "review": sanction.review_at.isoformat()},
    )
    return sanction
