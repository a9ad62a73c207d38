"""Who may sanction whom, for what, and how far. Each check stands beside the filter that says the same for a list."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, QuerySet

from moderation import policies
from moderation.contracts import LookedAfterKind, kind_named, registered_kinds
from moderation.models import QueueItem, Sanction, Step
from moderation.sanctions.places import Place, SharedKind
from moderation.sanctions.steps import LADDER
from pop.accounts.colleagues import somebody_here
from pop.accounts.contracts import Actor, Role
from pop.core.errors import Absent

# Whoever stands higher decides about whoever stands lower, never about their peers. Nobody stands above leads and
# owners: an owner ends their role.
_RANKS = {
    Role.COUNSELLOR: 1,
    Role.PARTNER_EDITOR: 1,
    Role.FACILITATOR: 1,
    Role.MODERATOR: 2,
    Role.SAFEGUARDING_LEAD: 3,
    Role.OWNER: 3,
}
_LEADS = frozenset(Step)
_MODERATORS = _LEADS - {Step.CLOSED}
_FACILITATORS = frozenset({Step.REMINDER, Step.MUTE})


def rank_of(roles: Collection[Role]) -> int:
    return max((_RANKS[role] for role in roles), default=0)


def may_see_sanctions(actor: Actor) -> bool:
    """Whoever works with the queue. Which ones, `sanctions_visible_to` says."""
    return policies.may_see_queue(actor)


def may_sanction_for(actor: Actor, kind_name: str, subject_id: UUID, author_id: UUID | None) -> bool:
    """Whether the actor may decide about the person who wrote this: they look after the very thing, or look after
    everything and can see it; it is not their own; and it is something others read (`SharedKind`)."""
    if not policies.may_see_queue(actor) or author_id is None or author_id == actor.persona_id:
        return False
    if not isinstance(kind_named(kind_name), SharedKind):
        return False
    if actor.has_role(Role.SAFEGUARDING_LEAD):
        return _can_see(actor, kind_name, subject_id)
    if QueueItem.objects.filter(kind=kind_name, subject_id=subject_id, escalated_at__isnull=False).exists():
        return False
    if actor.has_role(Role.MODERATOR):
        return _can_see(actor, kind_name, subject_id)
    return policies.looks_after(actor, kind_name, subject_id)


def steps_open_to(actor: Actor, place: Place | None, author_roles: Collection[Role]) -> list[Step]:
    """How far the actor may go, for something that stands in this place; lowest first. Nothing about their peers."""
    if author_roles and rank_of(actor.roles) <= rank_of(author_roles):
        return []
    allowed: frozenset[Step] = frozenset()
    if actor.has_role(Role.SAFEGUARDING_LEAD):
        allowed = _LEADS
    elif actor.has_role(Role.MODERATOR):
        allowed = _MODERATORS
    elif actor.has_role(Role.FACILITATOR):
        allowed = _FACILITATORS
    return [rung.step for rung in LADDER if rung.step in allowed and (place is not None or not rung.in_place)]


def sanctions_visible_to(actor: Actor) -> QuerySet[Sanction]:
    """Of others, for staff: everything for moderators and leads; for facilitators what they look after. Nobody finds
    their own here: those are on their own page."""
    rows = Sanction.objects.all()
    if not may_see_sanctions(actor):
        return rows.none()
    if actor.persona_id:
        rows = rows.exclude(persona=actor.persona_id)
    if actor.has_role(Role.SAFEGUARDING_LEAD, Role.MODERATOR):
        return rows
    mine = Q(pk__in=[])
    for kind in registered_kinds():
        if isinstance(kind, LookedAfterKind):
            mine |= Q(kind=kind.name, subject_id__in=kind.subjects_looked_after_by(actor))
    return rows.filter(mine)


def own_sanctions(actor: Actor) -> QuerySet[Sanction]:
    """What was decided about the actor themselves."""
    if actor.persona_id is None:
        return Sanction.objects.none()
    return Sanction.objects.filter(persona=actor.persona_id)


def may_lift(actor: Actor, sanction: Sanction, author_roles: Collection[Role]) -> bool:
    """Whoever may see it and could have set this step, about somebody who is no peer of theirs."""
    if not sanctions_visible_to(actor).filter(pk=sanction.pk).exists():
        return False
    place = Place(sanction.place_kind, sanction.place_id) if sanction.place_id else None
    return Step(sanction.step) in steps_open_to(actor, place, author_roles)


def for_leads_alone(sanction: Sanction) -> bool:
    """Whether nobody but a safeguarding lead could take this step about this person: then nobody else judges it."""
    person = somebody_here(sanction.persona_id)
    is_peer = person is not None and rank_of(person.roles) >= _RANKS[Role.MODERATOR]
    was_escalated = sanction.item is not None and sanction.item.escalated_at is not None
    return is_peer or was_escalated or Step(sanction.step) not in _MODERATORS


def _can_see(actor: Actor, kind_name: str, subject_id: UUID) -> bool:
    try:
        kind = kind_named(kind_name)
        return kind.is_visible_to(actor, subject_id) or kind.may_decide(actor, subject_id)
    except (KeyError, Absent):
        return False
