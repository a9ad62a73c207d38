"""A sanction as a kind of its own in the queue: somebody asks another person to look at it again (docs/decisions/0018).

Nobody sees it anywhere, flags it, shows or hides it. What is decided about it is an appeal, and nothing else.
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Snapshot, Standing
from moderation.evidence import last_snapshot
from moderation.models import Sanction
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

SANCTION = "sanction"


class Sanctions:
    name = SANCTION
    label: str = _("Step about somebody")  # type: ignore[assignment]  # said when it is shown
    model: type[models.Model] = Sanction

    def snapshot(self, subject_id: UUID) -> Snapshot:
        sanction = Sanction.objects.select_related("item").filter(pk=subject_id).first()
        if sanction is None:
            raise Absent
        return snapshot_of(sanction)

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        return False

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return False

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        raise Absent

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        raise Absent

    def standing(self, subject_id: UUID) -> Standing:
        return Standing(is_shown=False)

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        raise Absent


def snapshot_of(sanction: Sanction) -> Snapshot:
    """The words it is about, as they stood when it was set, with what stood around them where that is known."""
    seen = Snapshot(
        title=sanction.evidence.get("title", ""),
        text=sanction.evidence.get("text", ""),
        author_id=sanction.persona_id,
        url=reverse("moderation:history", args=[sanction.persona_id]) if sanction.persona_id else "",
        created_at=sanction.content_date,
    )
    if sanction.item is None or not sanction.item.evidence:
        return seen
    around = last_snapshot(sanction.item.evidence, sanction.content_date)
    return replace(seen, surroundings=around.surroundings, images=around.images)
