"""Ways to look at the queue that somebody keeps for themselves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.models import SavedView
from moderation.selectors.saved_views import as_data
from moderation.selectors.waiting import QueueFilters, check_filters
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Invalid
from pop.core.text import clean_line

MOST_VIEWS = 12
LONGEST_NAME = 40  # characters


@transaction.atomic
def save_view(
    *, actor: Actor, name: str, filters: QueueFilters, start_with_it: bool = False, now: datetime
) -> SavedView:
    """Keep these filters under a name; one of the same name is replaced. Raises Absent for who has no queue, Invalid
    for a name that is none, a filter that is none, or one more than MOST_VIEWS."""
    if not policies.may_keep_views(actor) or actor.persona_id is None:
        raise Absent
    check_filters(filters)
    name = clean_line(name)
    if not 0 < len(name) <= LONGEST_NAME:
        raise Invalid(fields={"name": [_("Please write a name of at most 40 letters.")]})
    views = list(policies.saved_views_of(actor).select_for_update())
    view = next((one for one in views if one.name == name), None)
    if view is None and len(views) >= MOST_VIEWS:
        raise Invalid(fields={"name": [_("You have 12 views. Please remove one first.")]})
    view = view or SavedView(persona_id=actor.persona_id, name=name, created_at=now)
    view.filters = as_data(filters)
    if start_with_it:
        policies.saved_views_of(actor).update(is_start=False)
        view.is_start = True
    view.save()
    return view


@transaction.atomic
def remove_view(*, actor: Actor, view_id: UUID) -> None:
    """Raises Absent for one that is not theirs."""
    _own(actor, view_id).delete()


@transaction.atomic
def start_with_view(*, actor: Actor, view_id: UUID | None) -> None:
    """The queue opens with it from now on; None: with everything. Raises Absent for one that is not theirs."""
    if not policies.may_keep_views(actor):
        raise Absent
    view = _own(actor, view_id) if view_id else None
    policies.saved_views_of(actor).update(is_start=False)
    if view:
        view.is_start = True
        view.save(update_fields=["is_start"])


def _own(actor: Actor, view_id: UUID) -> SavedView:
    view = policies.saved_views_of(actor).select_for_update().filter(pk=view_id).first()
    if view is None:
        raise Absent
    return view
