"""What becomes of a message: shown, kept waiting, removed, taken back."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.seats import seated
from peer_circles.events import PersonAwaited
from peer_circles.models import ContentNote, Membership, Message, MessageState
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Invalid
from pop.core.events import emit
from pop.realtime.actions import append_event, touch_room
from pop.realtime.contracts import Frame

MESSAGE_KIND = "circle_message"  # as moderation knows it


def approve_message(*, actor: Actor, message_id: UUID, content_note: str = "", now: datetime) -> Message:
    """Show what was held, or what was removed by mistake; harmless for what is shown already.

    With a `content_note` everybody sees that and opens the words themselves, also of what is shown already (SG-35).
    Raises Absent for who may not decide about it, and for a message its author has taken back, Invalid for a note that
    is none of ours.
    """
    if content_note and content_note not in ContentNote.values:
        raise Invalid(fields={"content_note": [_("Please choose one of the content notes.")]})
    with transaction.atomic():
        message = _to_decide(actor, message_id)
        if message.state == MessageState.RETRACTED:
            raise Absent
        is_new = message.state != MessageState.PUBLISHED
        is_noted = bool(content_note) and content_note != message.content_note
        if is_noted:
            message.content_note = content_note
            message.save(update_fields=["content_note"])
        if is_new and message.seq is None:
            _count_as_let_through(message)
        if is_new or is_noted:
            show(message, now)
            touch_room(room_id=message.circle.room_id)
            _record(actor, "circles.approve", message, now, content_note=content_note)
            emit(PersonAwaited(circle_id=message.circle_id))
    return message


def take_note_off(*, actor: Actor, message_id: UUID, now: datetime) -> Message:
    """Show openly what was folded behind a content note; harmless where there is none (SG-35).

    Raises Absent for who may not decide about it, its author among them, and for what is not shown.
    """
    with transaction.atomic():
        message = _to_decide(actor, message_id)
        if message.state != MessageState.PUBLISHED:
            raise Absent
        if was := message.content_note:
            message.content_note = ""
            message.save(update_fields=["content_note"])
            show(message, now)
            _record(actor, "circles.take_note_off", message, now, content_note=was)
    return message


def restore_message(*, actor: Actor, message_id: UUID, content_note: str, now: datetime) -> Message:
    """Put back what was decided by mistake: shown, in its own place with the answers to it, behind the note it had, or
    openly without one (SG-50). Raises Absent for who may not decide about it, and for what its author has taken back.
    """
    with transaction.atomic():
        message = _to_decide(actor, message_id)
        if message.state == MessageState.RETRACTED:
            raise Absent
        if message.seq is None:
            _count_as_let_through(message)
        if message.state != MessageState.PUBLISHED or message.content_note != content_note:
            message.content_note = content_note
            message.save(update_fields=["content_note"])
            show(message, now)
            touch_room(room_id=message.circle.room_id)
            emit(PersonAwaited(circle_id=message.circle_id))
        _record(actor, "circles.restore", message, now, content_note=content_note)
    return message


def keep_waiting(*, actor: Actor, message_id: UUID, now: datetime) -> Message:
    """Somebody has read it and needs longer: its author sees so beside their words, and why only staff do.

    Called while the queue's item is kept waiting. Raises Absent for who may not decide about it, and for what does
    not wait any more.
    """
    with transaction.atomic():
        message = _to_decide(actor, message_id)
        if message.state != MessageState.HELD:
            raise Absent
        touch_room(room_id=message.circle.room_id)
    return message


def hold_back_message(*, message_id: UUID, now: datetime) -> bool:
    """What is shown waits for a person again, seen by author and staff alone; the software does so itself (SG-56).

    False, and nothing happens, for what is not shown and for words of the circle's own staff. Raises Absent.
    """
    with transaction.atomic():
        message = _locked(message_id)
        if message.state != MessageState.PUBLISHED or message.by_facilitator:
            return False
        message.state = MessageState.HELD
        _say_what_it_is_now(message, "removed", now)
        emit(PersonAwaited(circle_id=message.circle_id))
    return True


def show_message_again(*, message_id: UUID, now: datetime) -> None:
    """In its own place, with its time and its answers. Raises Absent, also for what its author has taken back."""
    with transaction.atomic():
        message = _locked(message_id)
        if message.state in (MessageState.RETRACTED, MessageState.REMOVED) or message.seq is None:
            raise Absent
        if message.state == MessageState.HELD:
            message.state = MessageState.PUBLISHED
            _say_what_it_is_now(message, "message", now)
            emit(PersonAwaited(circle_id=message.circle_id))


def remove_message(*, actor: Actor, message_id: UUID, now: datetime) -> Message:
    """Take a message off every surface, or never show it; the row stays for staff (SG-57). Raises Absent."""
    with transaction.atomic():
        message = _to_decide(actor, message_id)
        if message.state != MessageState.REMOVED:
            _hide(message, MessageState.REMOVED, now)
            _record(actor, "circles.remove", message, now)
            emit(PersonAwaited(circle_id=message.circle_id))
    return message


def retract_message(*, actor: Actor, message_id: UUID, now: datetime) -> Message:
    """Take back what one said oneself. Raises Absent for anybody else's, and for what staff removed."""
    with transaction.atomic():
        message = _locked(message_id)
        if not policies.may_retract(actor, message) or message.state == MessageState.REMOVED:
            raise Absent
        seated(actor, message.circle_id, now)
        if message.state != MessageState.RETRACTED:
            _hide(message, MessageState.RETRACTED, now)
    return message


def _to_decide(actor: Actor, message_id: UUID) -> Message:
    message = _locked(message_id)
    if not policies.may_decide(actor, message):
        raise Absent
    return message


def _locked(message_id: UUID) -> Message:
    message = Message.objects.select_for_update(of=("self",)).select_related("circle").filter(pk=message_id).first()
    if message is None:
        raise Absent
    return message


def show(message: Message, now: datetime) -> None:
    publish(message, now)
    message.save(update_fields=["seq", "published_at", "settled_at", "state"])


def publish(message: Message, now: datetime, body: Callable[[Message], Frame] | None = None) -> None:
    """Give it its place. `body`: how it reads to everybody, for who will not change it any more."""
    message.published_at = message.published_at or now
    message.settled_at = now
    message.state = MessageState.PUBLISHED
    seq = append_event(
        room_id=message.circle.room_id,
        kind="message",
        subject_id=message.pk,
        now=now,
        body=body(message) if body else None,
    )
    message.seq = message.seq or seq


def _count_as_let_through(message: Message) -> None:
    mine = Membership.objects.filter(policies.ACTIVE, circle=message.circle_id, persona=message.author_id)
    mine.update(let_through=F("let_through") + 1)


def _say_what_it_is_now(message: Message, kind: str, now: datetime) -> None:
    message.save(update_fields=["state"])
    append_event(room_id=message.circle.room_id, kind=kind, subject_id=message.pk, now=now)
    touch_room(room_id=message.circle.room_id)


def _hide(message: Message, state: MessageState, now: datetime) -> None:
    was_shown = message.seq is not None  # also where it is held back: its place says what became of it
    message.state, message.settled_at = state, now
    message.save(update_fields=["state", "settled_at"])
    if was_shown:
        append_event(room_id=message.circle.room_id, kind=state.value, subject_id=message.pk, now=now)
    touch_room(room_id=message.circle.room_id)


def _record(actor: Actor, verb: str, message: Message, now: datetime, **facts: str) -> None:
    record_deed(
        actor=actor,
        verb=verb,
        subject_kind=MESSAGE_KIND,
        subject_id=message.pk,
        now=now,
        facts={"circle": str(message.circle_id), **{name: fact for name, fact in facts.items() if fact}},
    )
