"""Something severe is closed by two people, never by one (SEC-76).

What protects takes effect with the first: something shown is held back as soon as one person would not show it. What
shows it, or closes it, waits for another one who finds the same. Where two differ, a safeguarding lead decides.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.actions.holding_back import hold_back
from moderation.models import Choice, Exposure, Lane, Opinion, QueueItem, State
from pop.accounts.actions import notify
from pop.accounts.colleagues import colleagues_holding
from pop.accounts.contracts import Actor, Role
from pop.accounts.deeds import record_deed
from pop.core.errors import Conflict

_HIDING = (Choice.REMOVE, Choice.CHANGE)
_READ_FIRST = _("Please show the words first: nobody decides about what they have not read.")


def closes(actor: Actor, item: QueueItem, found: Opinion, *, in_place: bool, now: datetime) -> bool:
    """Whether what the actor `found` about something severe closes it; it is kept beside what others found.

    Raises Conflict for who decides from the queue without having read it.
    """
    if not in_place and not Exposure.objects.filter(item=item, shift__person=actor.login_id).exists():
        raise Conflict(_READ_FIRST)
    item.opinions.filter(person=actor.login_id).delete()  # they may change their mind
    others = list(item.opinions.all())
    found.save(force_insert=True)
    # Of three who looked, the third is a safeguarding lead: only they see what two could not agree on.
    same = [one for one in others if one.choice == found.choice]
    if len(others) > 1 or same:
        # Folded as soon as one of them found that it should be.
        found.content_note = next(filter(None, (one.content_note for one in (found, *same))), "")
        return True
    _wait_for_another(actor, item, Choice(found.choice), differs=bool(others), now=now)
    return False


def _wait_for_another(actor: Actor, item: QueueItem, choice: Choice, *, differs: bool, now: datetime) -> None:
    if choice in _HIDING:
        hold_back(item, now)
    item.holder_id, item.held_until = None, None
    item.half_decided_at = item.half_decided_at or now
    if differs and item.state == State.OPEN:
        item.state, item.escalated_at, item.lane = State.ESCALATED, now, Lane.CARE
    item.save(update_fields=["holder", "held_until", "half_decided_at", "state", "escalated_at", "lane"])
    record_deed(
        actor=actor,
        verb="moderation.differ" if differs else "moderation.find",
        subject_kind="queue_item",
        subject_id=item.pk,
        now=now,
        facts={"kind": item.kind, "subject": str(item.subject_id), "choice": choice.value},
    )
    if differs:
        _tell(Role.SAFEGUARDING_LEAD, "moderation.they_differ", actor, item, now)
    elif not policies.colleagues_for(actor, item):
        # Nobody else is there who could: it stays as it is, and whoever runs the site hears why.
        _tell(Role.OWNER, "moderation.second_missing", actor, item, now)


def _tell(role: Role, kind: str, actor: Actor, item: QueueItem, now: datetime) -> None:
    for one in colleagues_holding(role):
        if one.persona_id not in (actor.persona_id, item.author_id):
            notify(persona_id=one.persona_id, kind=kind, facts={"item": str(item.pk)}, now=now)
