"""Messages of circles as moderation sees them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from moderation.contracts import Snapshot, Standing
from moderation.sanctions.places import Place
from peer_circles import actions, policies, selectors
from peer_circles.models import ContentNote, Message, MessageState
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

SURROUNDINGS = 5  # messages before it


class CircleMessages:
    name = actions.MESSAGE_KIND
    label: str = _("Message in a circle")  # type: ignore[assignment]  # said when it is shown
    model: type[models.Model] = Message

    def snapshot(self, subject_id: UUID) -> Snapshot:
        message = _message(subject_id)
        return Snapshot(
            title=message.circle.name,
            text=message.text,
            author_id=message.author_id,
            url=reverse("circles:circle", args=[message.circle_id]),
            created_at=message.created_at,
            stands_in=message.circle_id,
            surroundings=tuple(_as_said(earlier) for earlier in _said_before(message)),
        )

    def place_of(self, subject_id: UUID) -> Place:
        return Place(policies.PLACE, _message(subject_id).circle_id)

    def is_visible_to(self, actor: Actor, subject_id: UUID) -> bool:
        message = _message(subject_id)
        try:
            _circle, seat = selectors.inside_for(actor, message.circle_id)
        except Absent:
            return False
        return policies.may_tell_about(message, seat, selectors.here_since(actor, message.circle_id))

    def may_decide(self, actor: Actor, subject_id: UUID) -> bool:
        return policies.may_decide(actor, _message(subject_id))

    def subjects_looked_after_by(self, actor: Actor) -> models.QuerySet:
        return policies.messages_looked_after_by(actor).values("pk")

    def places_looked_after_by(self, actor: Actor) -> models.QuerySet:
        return policies.circles_looked_after_by(actor).values("pk")

    def texts_since(self, since: datetime, most: int) -> Iterable[str]:
        """For back-tests of the lexicon: what is kept of these days, shown or held."""
        texts = Message.objects.filter(created_at__gte=since).exclude(text="").order_by("-created_at")
        return texts.values_list("text", flat=True)[:most].iterator()

    def publish(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.approve_message(actor=actor, message_id=subject_id, now=now)

    def content_notes(self) -> Sequence[tuple[str, Any]]:
        return [(note.value, note.label) for note in ContentNote]

    def publish_folded(self, *, actor: Actor, subject_id: UUID, content_note: str, now: datetime) -> None:
        actions.approve_message(actor=actor, message_id=subject_id, content_note=content_note, now=now)

    def hold_back(self, *, subject_id: UUID, now: datetime) -> bool:
        return actions.hold_back_message(message_id=subject_id, now=now)

    def show_again(self, *, subject_id: UUID, now: datetime) -> None:
        actions.show_message_again(message_id=subject_id, now=now)

    def keep_waiting(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.keep_waiting(actor=actor, message_id=subject_id, now=now)

    def hide(self, *, actor: Actor, subject_id: UUID, now: datetime) -> None:
        actions.remove_message(actor=actor, message_id=subject_id, now=now)

    def standing(self, subject_id: UUID) -> Standing:
        message = _message(subject_id)
        return Standing(is_shown=message.state == MessageState.PUBLISHED, content_note=message.content_note)

    def restore(self, *, actor: Actor, subject_id: UUID, standing: Standing, now: datetime) -> None:
        note = standing.content_note
        actions.restore_message(actor=actor, message_id=subject_id, content_note=note, now=now)

    def where_to_say_again(self, subject_id: UUID) -> str:
        return reverse("circles:circle", args=[_message(subject_id).circle_id])


def _said_before(message: Message) -> list[Message]:
    """What everybody reads before it, oldest first, and what the same person said there and took back: piece by piece
    is how some speak to one alone (SG-01)."""
    before = selectors.messages_in(message.circle).filter(published_at__lte=message.published_at or message.created_at)
    theirs = Q(state=MessageState.RETRACTED, author=message.author_id, author__isnull=False)
    around = before.filter(Q(state=MessageState.PUBLISHED) | theirs).exclude(pk=message.pk)
    return list(around.order_by("-seq")[:SURROUNDINGS])[::-1]


def _as_said(message: Message) -> str:
    said = f"{message.author or ''}: {message.text}"
    return said if message.state == MessageState.PUBLISHED else f"{said} ({message.get_state_display()})"


def _message(subject_id: UUID) -> Message:
    message = Message.objects.select_related("circle").filter(pk=subject_id).first()
    if message is None:
        raise Absent
    return message
