"""Who is told what of a decision: notices without content (SG-12, SG-51)."""

from datetime import datetime

from moderation.models import Cause, Choice, Decision, Flag, QueueItem
from pop.accounts.actions import notify

_NOTICES = {
    Choice.APPROVE: "moderation.shown",
    Choice.HOLD: "moderation.waits",
    Choice.REMOVE: "moderation.removed",
}


def tell_author(item: QueueItem, decision: Decision, now: datetime) -> None:
    """What happened, in a notice without content; the reasons are on a page only the author can open (SG-12)."""
    if item.author_id is None or decision.decision == Choice.ESCALATE:
        return
    if decision.decision != Choice.REMOVE and item.cause == Cause.FLAGGED:
        return  # it is shown, and was never anything else to them
    notify(
        persona_id=item.author_id,
        kind=_NOTICES[Choice(decision.decision)],
        facts={"kind": item.kind, "decision": str(decision.pk), "held": item.cause != Cause.FLAGGED},
        now=now,
    )


def tell_flaggers(item: QueueItem, choice: Choice, now: datetime) -> None:
    outcome = "removed" if choice == Choice.REMOVE else "kept"
    flaggers = Flag.objects.filter(item=item, flagger__isnull=False).values_list("flagger", flat=True)
    for flagger in flaggers:
        if flagger is not None:
            notify(persona_id=flagger, kind="moderation.flag_outcome", facts={"outcome": outcome}, now=now)
