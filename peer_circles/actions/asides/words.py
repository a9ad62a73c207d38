"""What the two say to each other. The same promises as in a circle: said once, acknowledged after the commit.

What differs: a member's words are a call on somebody who listens. They reach that person at once and nobody else,
whatever screening hears; what it hears brings help and a second pair of eyes (SG-31). Staff's words are held where
screening asks for it, until somebody else has read them (SG-13).
"""

import logging
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation.actions import open_item
from moderation.actions.queueing import CauseName
from moderation.contracts import Effect, Verdict
from peer_circles import selectors
from peer_circles.actions.asides.moves import look_again, record_about
from peer_circles.actions.seats import membership_in
from peer_circles.models import LONGEST_TEXT, Aside, AsideMessage, AsideWords
from peer_circles.opening import opening_of
from peer_circles.policies import asides as aside_policies
from peer_circles.screened import as_data, verdict_on
from peer_circles.selectors.asides import AsideNow, aside_now, recent_words
from peer_circles.selectors.sessions import sessions_on
from peer_circles.states.asides import AsideState
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, DomainError, Invalid, Message, Refused, SignInNeeded
from pop.core.text import clean_block
from pop.realtime.actions import append_event, touch_room
from pop.realtime.contracts import Seat

ASIDE_MESSAGE = "circle_aside_message"  # as moderation knows it

logger = logging.getLogger(__name__)


def post_aside_message(*, actor: Actor, aside_id: UUID, client_id: UUID, text: str, now: datetime) -> AsideMessage:
    """Say something in an aside. The same `client_id` with the same text again is the same message (SEC-02).

    Asked anew each time: that it is open, that both still belong here. Raises SignInNeeded, Absent for anybody else,
    Refused while it is paused or over, Conflict for a `client_id` used with other words, Invalid for the text.
    """
    text = clean_block(text)
    with transaction.atomic():
        here, seat = _seated(actor, aside_id, now)
        aside = here.aside
        touch_room(room_id=_room_of(aside))  # from here on one after the other: the same words twice find themselves
        if (earlier := _said_before(actor, aside, client_id, text)) is not None:
            return earlier
        if not seat.may_write:
            raise Refused(_why_not(here), code="read_only")
        _check(text)
        verdict = verdict_on(text, aside.circle, kind=ASIDE_MESSAGE, recent=lambda: _recent(actor, aside, now))
        waits = seat.is_staff and verdict.effect >= Effect.HOLD
        message = AsideMessage(
            aside=aside,
            author_id=actor.persona_id,
            by_staff=seat.is_staff,
            client_id=client_id,
            text=text,
            state=AsideWords.HELD,
            verdict=as_data(verdict),
            created_at=now,
        )
        if not waits:
            message.state, message.seq = AsideWords.PUBLISHED, _next_place(message, now)
        message.save(force_insert=True)
        _bring_before_a_person(message, verdict, now)
    return message


def approve_aside_message(*, actor: Actor, message_id: UUID, now: datetime) -> AsideMessage:
    """Show what was held, or was removed by mistake; harmless for what is shown. Raises Absent."""
    with transaction.atomic():
        message = _to_decide(actor, message_id)
        if message.state != AsideWords.PUBLISHED:
            place = _next_place(message, now)
            message.state, message.seq = AsideWords.PUBLISHED, message.seq or place
            message.save(update_fields=["state", "seq"])
            look_again(message.aside)
            record_about(actor, "circles.approve_aside_message", message.aside, now, message=str(message.pk))
    return message


def hold_back_aside_message(*, message_id: UUID, now: datetime) -> bool:
    """What one of the staff said waits for a person again: the member does not read it meanwhile. The software does so
    itself (SG-56, SEC-76).

    False, and nothing happens, for what is not shown, and for a member's words: those are read by the one who listens
    and by nobody else, so there is nobody to keep them from (SG-31). Raises Absent.
    """
    with transaction.atomic():
        message = _locked(message_id)
        if message.state != AsideWords.PUBLISHED or not message.by_staff:
            return False
        _say_what_it_is_now(message, AsideWords.HELD, now)
    return True


def show_aside_message_again(*, message_id: UUID, now: datetime) -> None:
    """In its own place. Harmless for what is shown. Raises Absent for what never was, or was removed."""
    with transaction.atomic():
        message = _locked(message_id)
        if message.state == AsideWords.REMOVED or message.seq is None:
            raise Absent
        if message.state == AsideWords.HELD:
            _say_what_it_is_now(message, AsideWords.PUBLISHED, now)


def remove_aside_message(*, actor: Actor, message_id: UUID, now: datetime) -> AsideMessage:
    """Take it off every surface, or never show it. Raises Absent."""
    with transaction.atomic():
        message = _to_decide(actor, message_id)
        if message.state != AsideWords.REMOVED:
            _say_what_it_is_now(message, AsideWords.REMOVED, now)
            record_about(actor, "circles.remove_aside_message", message.aside, now, message=str(message.pk))
    return message


def _seated(actor: Actor, aside_id: UUID, now: datetime) -> tuple[AsideNow, Seat]:
    """Without a lock on the aside: whoever says something holds the room, and whoever ends it comes the other way."""
    if not actor.is_signed_in:
        raise SignInNeeded
    aside = Aside.objects.select_related("circle", "session").filter(pk=aside_id).first()
    if aside is None:
        raise Absent
    here = aside_now(aside, now)
    circle = aside.circle
    mine = membership_in(actor, circle.pk, now)
    on = sessions_on([circle], now).get(circle.pk)
    in_circle = selectors.seat_at(actor, circle, mine, on, opening_of(circle, now))
    seat = aside_policies.aside_seat(actor, aside, here.state, in_circle, now)
    if seat is None:
        raise Absent
    return here, seat


def _said_before(actor: Actor, aside: Aside, client_id: UUID, text: str) -> AsideMessage | None:
    earlier = AsideMessage.objects.filter(author=actor.persona_id, client_id=client_id).first()
    if earlier is not None and (earlier.aside_id != aside.pk or earlier.text != text):
        raise Conflict(
            _("This was sent already, in other words. Reload and write it again."),
            code="client_id_used",
        )
    return earlier


def _why_not(here: AsideNow) -> Message:
    if here.state is AsideState.FROZEN:
        return _("The other person has lost the connection. Your words are not sent: keep them until they are back.")
    return _("This talk is over.")


def _check(text: str) -> None:
    """No limit on how often: it must never stand between somebody and the person who listens (SEC-10)."""
    if not text:
        raise Invalid(fields={"text": [_("Write something first.")]})
    if len(text) > LONGEST_TEXT:
        raise Invalid(fields={"text": [_("Please make this shorter: 2,000 characters at most.")]})


def _recent(actor: Actor, aside: Aside, now: datetime) -> tuple[str, ...]:
    return tuple(recent_words(actor.persona_id, aside, now)) if actor.persona_id else ()


def _next_place(message: AsideMessage, now: datetime) -> int:
    return append_event(room_id=_room_of(message.aside), kind="message", subject_id=message.pk, now=now)


def _room_of(aside: Aside) -> UUID:
    if aside.room_id is None:
        raise Absent
    return aside.room_id


def _bring_before_a_person(message: AsideMessage, verdict: Verdict, now: datetime) -> None:
    """Where screening asks for it. A member's words are taken even when the queue is away: somebody reads them now."""
    if verdict.effect < Effect.NOTE:
        return
    cause: CauseName = "held" if message.state == AsideWords.HELD else "flagged"
    try:
        open_item(kind=ASIDE_MESSAGE, subject_id=message.pk, cause=cause, verdict=verdict, now=now)
    except Exception as error:
        logger.exception("The queue failed for what was said in an aside")
        if message.by_staff:
            raise DomainError(
                _("We could not take this just now, and it was not sent. Please try again in a moment."),
                code="unavailable",
            ) from error


def _say_what_it_is_now(message: AsideMessage, state: AsideWords, now: datetime) -> None:
    """To both, at the place it has; what never had one was seen by nobody who could miss it."""
    message.state = state
    message.save(update_fields=["state"])
    if message.seq is not None:
        kind = "message" if state == AsideWords.PUBLISHED else "removed"
        append_event(room_id=_room_of(message.aside), kind=kind, subject_id=message.pk, now=now)
    look_again(message.aside)


def _to_decide(actor: Actor, message_id: UUID) -> AsideMessage:
    message = _locked(message_id)
    if not aside_policies.may_decide_words(actor, message):
        raise Absent
    return message


def _locked(message_id: UUID) -> AsideMessage:
    rows = AsideMessage.objects.select_for_update(of=("self",)).select_related("aside__circle")
    message = rows.filter(pk=message_id).first()
    if message is None:
        raise Absent
    return message
