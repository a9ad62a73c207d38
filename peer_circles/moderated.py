"""Messages of circles as moderation sees them."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Snapshot
from peer_circles import actions, policies, selectors
from peer_circles.models import Message, MessageState
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

SURROUNDINGS = 5  # messages before it


class CircleMessages:
    name = actions.MESSAGE_KIND
    label: str = _("Message in a circle")  # type: ignore[assignment]  # said when it is shown
    model: type[models.Model] = Message

    def snapshot(self, subject_id: UUID) -> Snapshot:
        message = _message(subject_id)
        before = selectors.messages_in(message.circle).filter(
            state=MessageState.PUBLISHED, published_at__lte=message.published_at or message.created_at
        )
        return Snapshot(
            title=message.circle.name,
            text=message.text,
            author_id=message.author_id,
            url=reverse("circles:circle", args=[message.circle_id]),
            created_at=message.created_at,
            surroundings=tuple(
                f"{earlier.author or ''}: {earlier.text}"
                for earlier in before.exclude(pk=message.pk).order_by("-seq")[:SURROUNDINGS][::-1]
            ),
        )

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        message = _message(subject_id)
        try:
            _circle, seat = selectors.inside_for(actor, message.circle_id)
        except Absent:
            return False
        return message.state == MessageState.PUBLISHED or seat.is_staff

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return policies.may_decide(actor, _message(subject_id))

    def subjects_looked_after_by(self, actor: Actor) -> models.QuerySet:
        return policies.messages_looked_after_by(actor).values("pk")

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.approve_message(actor=actor, message_id=subject_id, now=now)

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.remove_message(actor=actor, message_id=subject_id, now=now)


def _message(subject_id: UUID) -> Message:
    message = Message.objects.select_related("circle").filter(pk=subject_id).first()
    if message is None:
        raise Absent
    return message
