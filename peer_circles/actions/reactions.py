"""Answers without words."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.seats import read_only, seated
from peer_circles.models import Message, Reaction, Support
from peer_circles.selectors import message_to_answer
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Invalid, Refused
from pop.core.limits import Limit, count
from pop.realtime.actions import append_event

REACTIONS = Limit("circles.reactions", times=30, seconds=60)


def react(*, actor: Actor, message_id: UUID, kind: str, given: bool, now: datetime) -> Message:
    """Give one of the few answers, or take it back; harmless when it is so already.

    The room hears only which kinds there are: no number and no name. Raises Absent for a message that is not shown to
    the actor, Refused for who may only read and for one's own, Invalid for an unknown kind, TooFast.
    """
    persona_id = actor.persona_id
    if persona_id is None:
        raise Absent
    if kind not in Support.values:
        raise Invalid(fields={"kind": [_("Please choose one from the list.")]})
    with transaction.atomic():
        message = _shown_to(actor, message_id, now)
        if message.author_id == persona_id:
            raise Refused(_("This one is yours. The others can answer it."), code="own_message")
        count(REACTIONS, str(persona_id))
        theirs = Reaction.objects.filter(message=message, persona=persona_id, kind=kind)
        if not given:
            theirs.delete()
        elif not theirs.exists():
            Reaction.objects.create(message=message, persona_id=persona_id, kind=kind)
        if _note_kinds(message):
            append_event(room_id=message.circle.room_id, kind="support", subject_id=message.pk, now=now)
    return message


def forget_reactions(persona_id: UUID) -> None:
    """For whoever deletes their account: inside its transaction."""
    theirs = Reaction.objects.filter(persona=persona_id)
    messages = list(Message.objects.filter(pk__in=theirs.values("message")))
    theirs.delete()
    for message in messages:
        _note_kinds(message)


def _shown_to(actor: Actor, message_id: UUID, now: datetime) -> Message:
    shown = policies.messages_published().select_for_update(of=("self",)).select_related("circle")
    message = shown.filter(pk=message_id).first()
    if message is None:
        raise Absent
    circle, seat, mine = seated(actor, message.circle_id, now)
    if message_to_answer(actor, circle, seat, message.pk) is None:  # by somebody they block
        raise Absent
    if not seat.may_write:
        raise read_only(circle, seat, mine, now)
    return message


def _note_kinds(message: Message) -> bool:
    """Whether the kinds there are have changed."""
    there = set(Reaction.objects.filter(message=message).values_list("kind", flat=True))
    kinds = ",".join(kind for kind in Support.values if kind in there)
    if kinds == message.support:
        return False
    message.support = kinds
    message.save(update_fields=["support"])
    return True
