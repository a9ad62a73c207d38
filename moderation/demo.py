"""Work for the demo's queue: flags on what the other areas' demo content shows, and a moderator in her shift."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from moderation.actions import decide_item, flag_content, open_for_review
from moderation.contracts import FlagReason, ModeratedKind, registered_kinds
from moderation.models import Lane
from moderation.selectors import has_flagged
from moderation.selectors.strain import strain_of
from moderation.selectors.waiting import QueueFilters, queue_for
from pop.accounts.contracts import Actor
from pop.accounts.demo import member_of_cast
from pop.accounts.selectors import actor_for
from pop.core.errors import Absent

_FLAGS = (
    ("bilal", FlagReason.PRIVATE, "I think I know this place from the picture. Is that all right?"),
    ("sam", FlagReason.WORRIED, "This sounds sad. Could somebody ask how they are?"),
    ("amina", FlagReason.OTHER, ""),
)
_SIGNED_IN = {"account_authentication_methods": [{"method": "mfa"}]}
_LOOK_AT = 60  # rows of each kind, newest ids in no order: plenty for the demo


def ensure_queue(now: datetime) -> None:
    """Flag one thing of each kind for each flagger who has flagged nothing yet."""
    for hours, (name, reason, note) in enumerate(_FLAGS, start=1):
        actor = _actor(name)
        if actor is None or has_flagged(actor):
            continue
        for kind in registered_kinds():
            subject_id = next(_flaggable(kind, actor, skip=hours - 1), None)
            if subject_id is not None:
                flag_content(
                    actor=actor,
                    kind=kind.name,
                    subject_id=subject_id,
                    reason=reason,
                    note=note,
                    now=now - timedelta(hours=hours),
                )


def ensure_shift(now: datetime) -> None:
    """Zola has read what is hard to read, and would show the first of it: that waits for a second person."""
    login = member_of_cast("zola")
    zola = actor_for(login, _SIGNED_IN) if login else None
    if zola is None or strain_of(zola.login_id, now).hard:
        return
    hard = list(queue_for(zola, QueueFilters(lane=Lane.CARE), now=now).order_by("place", "pk")[:3])
    for number, item in enumerate(hard):
        read_at = now - timedelta(minutes=12 - 3 * number)
        open_for_review(actor=zola, item_id=item.pk, words=True, now=read_at)
    if hard:
        decide_item(actor=zola, item_id=hard[0].pk, decision="approve", now=now - timedelta(minutes=5))


def _flaggable(kind: ModeratedKind, actor: Actor, skip: int) -> Iterator[UUID]:
    """What of this kind the actor sees and did not write, after the first `skip`."""
    ids = kind.model._default_manager.order_by("pk").values_list("pk", flat=True)[:_LOOK_AT]
    seen = 0
    for subject_id in ids:
        try:
            if kind.is_visible_to(actor, subject_id) and kind.snapshot(subject_id).author_id != actor.persona_id:
                seen += 1
                if seen > skip:
                    yield subject_id
        except Absent:
            continue


def _actor(name: str) -> Actor | None:
    login = member_of_cast(name)
    return actor_for(login, {}) if login else None
