"""Circles as places in which a sanction can hold (moderation.sanctions.places)."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from peer_circles import actions, policies
from peer_circles.models import Circle
from pop.accounts.contracts import Actor
from pop.core.errors import Absent


class CirclePlaces:
    name = policies.PLACE

    def title_of(self, place_id: UUID) -> str:
        return Circle.objects.filter(pk=place_id).values_list("name", flat=True).first() or ""

    def show_out(self, *, actor: Actor, persona_id: UUID, place_id: UUID, now: datetime) -> None:
        try:
            actions.remove_member(actor=actor, circle_id=place_id, persona_id=persona_id, now=now)
        except Absent:
            return  # they have left already

    def let_back_in(
        self, *, actor: Actor, persona_id: UUID, place_id: UUID, shown_out_at: Collection[datetime], now: datetime
    ) -> bool:
        try:
            return actions.let_member_back_in(
                actor=actor, circle_id=place_id, persona_id=persona_id, removed_at=shown_out_at, now=now
            )
        except Absent:
            return False
