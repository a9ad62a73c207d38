"""Who is told what of a decision: notices without content (SG-12, SG-51)."""

from datetime import datetime

from moderation.models import RESTRICTING, Appeal, AppealSide, Cause, Choice, Decision, Flag, QueueItem
from moderation.selectors.still_shown import is_still_shown
from pop.accounts.actions import notify

_NOTICES = {
    Choice.APPROVE: "moderation.shown",
    Choice.HOLD: "moderation.waits",
    Choice.CHANGE: "moderation.change_asked",
    Choice.RESTRICT: "moderation.limited",
    Choice.REMOVE: "moderation.removed",
    Choice.REFER: "moderation.help_offered",
}
_ALWAYS = (*RESTRICTING, Choice.REFER)


def tell_author(item: QueueItem, decision: Decision, now: datetime) -> None:
    """What happened, in a notice without content; the reasons are on a page only the author can open (SG-12)."""
    choice = Choice(decision.decision)
    if item.author_id is None or choice not in _NOTICES:
        return
    was_shown = item.cause not in (Cause.HELD, Cause.SUBMITTED)
    if choice not in _ALWAYS and was_shown and not decision.content_note:
        return  # it is shown, and was never anything else to them
    kind = "moderation.noted" if decision.content_note and was_shown else _NOTICES[choice]
    facts = {"kind": item.kind, "decision": str(decision.pk), "held": not was_shown}
    notify(persona_id=item.author_id, kind=kind, facts=facts, now=now)


def tell_flaggers(item: QueueItem, decision: Decision, settled: list[Appeal], now: datetime) -> None:
    """That a person looked, and whether it stays. Whoever asked for another look has been told already."""
    told = {appeal.appellant_id for appeal in settled if appeal.side == AppealSide.FLAGGER}
    outcome = _OUTCOMES.get(Choice(decision.decision)) or _what_became_of(item, decision)
    facts = {"outcome": outcome}
    if not decision.content_note:  # there is a page for them only where nothing was done about it
        facts["decision"] = str(decision.pk)
    flaggers = Flag.objects.filter(item=item, flagger__isnull=False).values_list("flagger", flat=True)
    for flagger in flaggers:
        if flagger is not None and flagger not in told:
            notify(persona_id=flagger, kind="moderation.flag_outcome", facts=facts, now=now)


def _what_became_of(item: QueueItem, decision: Decision) -> str:
    if not is_still_shown(item):
        return "gone"  # its author took it away or back
    return "noted" if decision.content_note else "kept"


_OUTCOMES = {
    Choice.REMOVE: "removed",
    Choice.CHANGE: "removed",  # nobody else sees it until it is changed
    Choice.RESTRICT: "limited",
}
