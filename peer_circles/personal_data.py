"""What circles keep about a person, and what becomes of it when they leave."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from peer_circles.actions import forget_person
from peer_circles.models import Membership, Message


class CircleData:
    area = "circles"
    models: tuple[type[Model], ...] = (Membership, Message)
    retention = _(
        "What you said in circles stays there for the others, without your name. What was still waiting is taken "
        "back, and that you were a member is deleted."
    )

    def export(self, persona_id: UUID) -> Any:
        memberships = Membership.objects.filter(persona=persona_id).select_related("circle").order_by("joined_at")
        messages = Message.objects.filter(author=persona_id).select_related("circle").order_by("created_at")
        return {
            "memberships": [
                {
                    "circle": row.circle.name,
                    "part": row.part,
                    "agreement": row.agreed_version,
                    "joined_at": row.joined_at.isoformat(),
                    "left_at": row.left_at.isoformat() if row.left_at else None,
                    "removed_at": row.removed_at.isoformat() if row.removed_at else None,
                }
                for row in memberships
            ],
            "messages": [
                {
                    "circle": row.circle.name,
                    "text": row.text,
                    "state": row.state,
                    "at": row.created_at.isoformat(),
                }
                for row in messages
            ],
        }

    def erase(self, persona_id: UUID) -> None:
        """Memberships go, waiting messages are taken back, and what was shown stands without a name."""
        forget_person(persona_id=persona_id)
