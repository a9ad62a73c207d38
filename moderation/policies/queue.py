"""Who may see and decide what waits. Each check stands beside the filter that says the same for a list."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from moderation.contracts import ChangeableKind, LimitedKind, LookedAfterKind, kind_named, registered_kinds
from moderation.models import RESTRICTING, AppealSide, Cause, Choice, Decision, QueueItem, SavedView, State
from moderation.policies.appeals import appeals_open_at, decided_it_before, own_decisions_appealed
from pop.accounts.colleagues import Colleague, colleagues_holding
from pop.accounts.contracts import Actor, Role
from pop.core.errors import Absent

_EVERYWHERE = (Role.MODERATOR, Role.SAFEGUARDING_LEAD)


def may_see_queue(actor: Actor) -> bool:
    """Facilitators get in too, and find only what is theirs. Owners keep the software, not the children's words."""
    return actor.has_role(Role.FACILITATOR, *_EVERYWHERE)


def items_visible_to(actor: Actor) -> QuerySet[QueueItem]:
    """Everything for safeguarding leads; for moderators what was never escalated (SG-52); for facilitators that much of
    what they look after, and no appeals. Nobody finds an item about something they wrote themselves, nor an appeal
    against a decision of theirs (SG-50).
    """
    items = QueueItem.objects.all()
    if not may_see_queue(actor):
        return items.none()
    if actor.persona_id:
        items = items.exclude(author=actor.persona_id)
    items = items.exclude(own_decisions_appealed(actor))
    if actor.has_role(Role.SAFEGUARDING_LEAD):
        return items
    items = items.filter(escalated_at__isnull=True)
    if actor.has_role(Role.MODERATOR):
        return items
    mine = Q(pk__in=[])
    for kind in registered_kinds():
        if isinstance(kind, LookedAfterKind):
            mine |= Q(kind=kind.name, stands_in__in=kind.places_looked_after_by(actor))
    return items.filter(mine).exclude(cause=Cause.APPEALED)


def items_listed_for(actor: Actor) -> QuerySet[QueueItem]:
    """What waits and is visible, folded (SEC-73). Facilitators get theirs one by one: what it is folded into may stand
    in a circle of somebody else."""
    items = items_visible_to(actor).filter(decided_at__isnull=True)
    return items if sees_folded_one_by_one(actor) else items.filter(folded_into__isnull=True)


def sees_folded_one_by_one(actor: Actor) -> bool:
    return not actor.has_role(*_EVERYWHERE)


def may_see_item(actor: Actor, item: QueueItem) -> bool:
    return may_know_of_item(actor, item) and not decided_it_before(actor, item)


def may_know_of_item(actor: Actor, item: QueueItem) -> bool:
    """Whether they would see it, were it not that they decided about it before: they may learn that somebody else
    looks at it now."""
    if not may_see_queue(actor) or (item.author_id and item.author_id == actor.persona_id):
        return False
    if actor.has_role(Role.SAFEGUARDING_LEAD):
        return True
    if item.escalated_at:
        return False
    if actor.has_role(Role.MODERATOR):
        return True
    return item.cause != Cause.APPEALED and looks_after(actor, item.kind, item.subject_id)


def may_decide(actor: Actor, item: QueueItem) -> bool:
    """Whoever may see it, while it is undecided: reading and deciding are one job here."""
    return item.state != State.DECIDED and may_see_item(actor, item)


def is_with_somebody_else(actor: Actor, item: QueueItem, now: datetime) -> bool:
    """Whether a colleague is at it (SG-53). Once their time is over, nobody is."""
    in_hand = item.holder_id is not None and item.held_until is not None and item.held_until > now
    return in_hand and item.holder_id != actor.login_id


def may_decide_in_place(actor: Actor, item: QueueItem) -> bool:
    """Whoever looks after the very thing decides where it stands, whether or not somebody took it from the queue: a
    room does not wait for a desk."""
    return may_decide(actor, item) and looks_after(actor, item.kind, item.subject_id)


def colleagues_for(actor: Actor, item: QueueItem) -> list[Colleague]:
    """Whom the actor can hand an item to: moderators and safeguarding leads who may decide it, by name."""
    return [
        one
        for one in colleagues_holding(*_EVERYWHERE)
        if one.login_id != actor.login_id and may_decide(one.as_actor(), item)
    ]


def choices_open_to(actor: Actor, item: QueueItem) -> list[Choice]:
    """What can be decided about it: as far as its kind can do it, and of an author's appeal only whether the decision
    stays, unless somebody has flagged it since."""
    if not may_decide(actor, item):
        return []
    kind = next((one for one in registered_kinds() if one.name == item.kind), None)
    open_to = {*Choice} - {Choice.UPHOLD, Choice.OVERTURN}
    if item.cause == Cause.APPEALED and appeals_open_at(item).filter(side=AppealSide.AUTHOR).exists():
        open_to = {Choice.HOLD, Choice.ESCALATE, Choice.UPHOLD, Choice.OVERTURN}
        if item.flags.exists() or appeals_open_at(item).filter(side=AppealSide.FLAGGER).exists():
            open_to |= {*RESTRICTING}
    if not isinstance(kind, ChangeableKind):
        open_to -= {Choice.CHANGE}
    if not isinstance(kind, LimitedKind):
        open_to -= {Choice.RESTRICT}
    if item.author_id is None:
        open_to -= {Choice.REFER}
    if item.state != State.OPEN:
        open_to -= {Choice.ESCALATE}
    return [choice for choice in Choice if choice in open_to]


def may_see_team(actor: Actor) -> bool:
    """Who sees how much colleagues have taken on, so that somebody looks after them (SEC-75)."""
    return actor.has_role(Role.SAFEGUARDING_LEAD)


def may_keep_lexicon(actor: Actor) -> bool:
    """Who says which words screening looks for, and may try texts on it."""
    return actor.has_role(Role.SAFEGUARDING_LEAD)


def may_keep_views(actor: Actor) -> bool:
    """Whoever has a queue may keep ways to look at it."""
    return may_see_queue(actor) and actor.persona_id is not None


def saved_views_of(actor: Actor) -> QuerySet[SavedView]:
    """Their own, and nobody else's."""
    if not may_keep_views(actor):
        return SavedView.objects.none()
    return SavedView.objects.filter(persona=actor.persona_id)


def may_flag(actor: Actor, kind_name: str, subject_id: UUID) -> bool:
    """Signed in or not: whoever can see it may flag it. False for a kind nobody registered."""
    try:
        return kind_named(kind_name).is_visible_to(actor, subject_id)
    except (KeyError, Absent):
        return False


def looks_after(actor: Actor, kind_name: str, subject_id: UUID) -> bool:
    """A facilitator, by the promise of the kind itself."""
    try:
        kind = kind_named(kind_name)
        return isinstance(kind, LookedAfterKind) and kind.may_decide(actor, subject_id)
    except (KeyError, Absent):
        return False


def statements_visible_to(actor: Actor) -> QuerySet[Decision]:
    """For the person it was about: why something of theirs is restricted, what became of a held thing, and that
    somebody thought of them."""
    if actor.persona_id is None:
        return Decision.objects.none()
    shown = Q(decision=Choice.APPROVE, item__cause__in=[Cause.HELD, Cause.SUBMITTED])
    told = ~Q(decision_visibility="") | shown | Q(decision=Choice.REFER)
    return Decision.objects.filter(told, item__author=actor.persona_id)
