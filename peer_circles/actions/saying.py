"""Saying something: who may, whether it waits, and what is shown at once."""

import logging
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from moderation.actions import open_item
from moderation.contracts import Behaviour, Effect, Verdict
from moderation.selectors.behaviour import DAYS as BEHAVIOUR_DAYS
from moderation.selectors.behaviour import behaviour_of
from peer_circles import policies, selectors
from peer_circles.actions.at_once import counted, moment
from peer_circles.actions.messages import MESSAGE_KIND, publish, show
from peer_circles.actions.seats import read_only, seated
from peer_circles.between import lacks_staff_now
from peer_circles.events import PersonAwaited
from peer_circles.models import LONGEST_TEXT, Circle, Membership, Message, MessageState, Mode, Turn
from peer_circles.screened import as_data, verdict_on
from pop.accounts.contracts import Actor
from pop.core.errors import Conflict, DomainError, Invalid, Refused, TooFast
from pop.core.events import emit
from pop.core.text import clean_block
from pop.realtime.actions import touch_room
from pop.realtime.contracts import Seat

logger = logging.getLogger(__name__)


def post_message(
    *,
    actor: Actor,
    circle_id: UUID,
    client_id: UUID,
    text: str,
    now: datetime,
    reply_to: UUID | None = None,
    anonymous: bool = False,
) -> Message:
    """Say something in a circle: shown at once, or held until a person has looked (SG-10).

    `client_id` is the sender's own name for the message: the same one with the same text again is the same message
    (SEC-02), with another text a Conflict. Membership, age band and agreement are asked anew each time. Whatever
    fails in screening holds the message; whatever fails in the queue refuses it aloud (SG-11). Raises Absent for who
    has no seat, Refused for who may only read or whose turn it is not, Invalid for the text or a message to answer that
    is not shown, TooFast.

    `anonymous`: staff see who asks, the group never does; it waits for a person in every circle, and for no turn.
    """
    text = clean_block(text)
    with transaction.atomic():
        circle, seat, mine = seated(actor, circle_id, now)
        if (earlier := _said_before(actor, circle, client_id, text)) is not None:
            return earlier
        if not seat.may_write:
            raise read_only(circle, seat, mine, now)
        _wait_for_ones_time(actor, circle, seat, now, anonymous=anonymous)
        _check(actor, client_id, text)
        _check_answered(circle, reply_to)
        verdict = _screened(actor, circle, client_id, text, now)
        waits = verdict.effect >= Effect.HOLD or anonymous or _is_read_first(circle, seat, mine, now)
        message = Message(
            circle=circle,
            author_id=actor.persona_id,
            by_facilitator=seat.is_staff,
            client_id=client_id,
            text=text,
            reply_to_id=reply_to,
            is_anonymous=bool(anonymous),
            state=MessageState.HELD,
            verdict=as_data(verdict),
            created_at=now,
        )
        if (earlier := _written_elsewhere(message, actor)) is not None:
            return earlier
        if waits:
            _hold(message, verdict, now)
        else:
            _show(message, verdict, now)
    return message


def say_at_once(
    *, actor: Actor, seat: Seat, room_id: UUID, client_id: UUID, text: str, now: datetime
) -> Message | None:
    """`post_message` for what is shown at once, decided from what is known of this moment (`speaking_at_once`), and
    written at its end. None for everything else, also for what would be refused: then nothing has happened. `seat` is
    the one this moment gives (`AtOnce.seat`)."""
    here, text = moment(), clean_block(text)
    circle = here.circles.get(room_id) if here else None
    if here is None or circle is None or not seat.may_write or not 0 < len(text) <= LONGEST_TEXT:
        return None
    name = (actor.persona_id, client_id)
    if (earlier := here.said.get(name)) is not None:
        return earlier if _is_the_same(earlier, circle, text) else None
    mine = here.memberships.get((circle.pk, actor.persona_id))
    speaks_freely = seat.is_staff or circle.mode == Mode.OPEN
    if mine is None or not speaks_freely or name in here.over_limit or _is_read_first(circle, seat, mine, now):
        return None
    verdict = here.verdicts[name] = _screened(actor, circle, client_id, text, now)
    if verdict.effect >= Effect.NOTE:
        return None
    message = unwritten(circle, mine, client_id=client_id, text=text, is_staff=seat.is_staff, verdict=verdict, now=now)
    publish(message, now, here.body)
    here.add(message)
    return message


def unwritten(
    circle: Circle, by: Membership, *, client_id: UUID, text: str, is_staff: bool, verdict: Verdict, now: datetime
) -> Message:
    """A message of its own words alone, with every column of it."""
    return Message.unwritten(
        {"circle": circle, "author": by.persona},
        id=uuid4(),
        circle_id=circle.pk,
        author_id=by.persona_id,
        by_facilitator=is_staff,
        client_id=client_id,
        text=text,
        reply_to_id=None,
        is_anonymous=False,
        content_note="",
        support="",
        state=MessageState.HELD,
        seq=None,
        verdict=as_data(verdict),
        created_at=now,
        published_at=None,
        settled_at=None,
    )


# --- What they are made of -----------------------------------------------------------------------------


def _is_read_first(circle: Circle, seat: Seat, mine: Membership | None, now: datetime) -> bool:
    """Whether a person reads it before the others see it, whatever it says (SG-10), and where nobody of the staff is
    there between two meetings (SG-09)."""
    if seat.is_staff:
        return False
    if policies.waits_for_a_person(circle, seat, mine):
        return True
    here = moment()
    if here and (known := here.circle(circle.pk)):
        return here.lacks_staff(known)
    return lacks_staff_now(circle, now)


def _said_before(actor: Actor, circle: Circle, client_id: UUID, text: str) -> Message | None:
    earlier = here.said.get((actor.persona_id, client_id)) if (here := moment()) else None
    if earlier is None:
        earlier = Message.objects.filter(author=actor.persona_id, client_id=client_id).first()
    if earlier is not None and not _is_the_same(earlier, circle, text):
        raise Conflict(
            _("This was sent already, in other words. Reload and write it again."),
            code="client_id_used",
        )
    return earlier


def _written_elsewhere(message: Message, actor: Actor) -> Message | None:
    """Write it. What comes back instead is the same message, from another line, a moment earlier."""
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        if (earlier := _said_before(actor, message.circle, message.client_id, message.text)) is None:
            raise
        return earlier
    return None


def _is_the_same(earlier: Message, circle: Circle, text: str) -> bool:
    return earlier.circle_id == circle.pk and earlier.text == text


def _wait_for_ones_time(actor: Actor, circle: Circle, seat: Seat, now: datetime, *, anonymous: bool) -> None:
    """Staff speak at any time, and with their name."""
    if seat.is_staff:
        if anonymous:
            raise Refused(_("Here you speak with your name."), code="staff_have_names")
        return
    if circle.mode == Mode.TURNS and not anonymous:
        turn = Turn.objects.filter(circle=circle).first()
        if not policies.may_speak(actor, circle, seat, turn, now):
            raise Refused(
                _("It is not your turn at the moment. Your words are not sent: keep them until it is."),
                code="not_your_turn",
            )
    elif circle.mode == Mode.SLOW:
        mine = Message.objects.filter(author=actor.persona_id, circle=circle)
        last = mine.order_by("-created_at").values_list("created_at", flat=True).first()
        pause = timedelta(seconds=settings.POP_CIRCLES_SLOW_SECONDS)
        if last is not None and now < last + pause:
            left = ceil((last + pause - now).total_seconds())
            raise TooFast(
                _("This circle goes slowly at the moment. Your words are not sent yet: try again soon."),
                retry_after=left,
            )


def _check(actor: Actor, client_id: UUID, text: str) -> None:
    if not text:
        raise Invalid(fields={"text": [_("Write something first.")]})
    if len(text) > LONGEST_TEXT:
        raise Invalid(fields={"text": [_("Please make this shorter: 2,000 characters at most.")]})
    name = (actor.persona_id, client_id)
    here = moment()
    over = (here.over_limit if here and name in here.counted else counted([name])).get(name)
    if over is not None:
        raise over


def _check_answered(circle: Circle, reply_to: UUID | None) -> None:
    """Only what is shown is answered: of anything else nobody learns that it exists."""
    if reply_to and not Message.objects.filter(pk=reply_to, circle=circle, state=MessageState.PUBLISHED).exists():
        raise Invalid(fields={"text": [_("The message you answer is not there any more. Your words are kept.")]})


def _screened(actor: Actor, circle: Circle, client_id: UUID, text: str, now: datetime) -> Verdict:
    """Once for each message. Never raises: what could not be screened waits for a person (SG-11)."""
    if (here := moment()) and (known := here.verdicts.get((actor.persona_id, client_id))):
        return known
    return verdict_on(
        text,
        circle,
        kind=MESSAGE_KIND,
        recent=lambda: _recent_texts(actor, circle, now),
        behaviour=lambda: _behaviour(actor, now),
    )


def _behaviour(actor: Actor, now: datetime) -> Behaviour:
    taken_back = selectors.count_taken_back(actor.persona_id, now - timedelta(days=BEHAVIOUR_DAYS))
    return replace(behaviour_of(actor.persona_id, now), taken_back=taken_back)


def _recent_texts(actor: Actor, circle: Circle, now: datetime) -> tuple[str, ...]:
    if actor.persona_id is None:
        return ()
    here = moment()
    of_this_moment = here.new_texts(actor.persona_id, circle) if here else ()
    return (*selectors.recent_texts(actor.persona_id, circle, now), *of_this_moment)


def _hold(message: Message, verdict: Verdict, now: datetime) -> None:
    _put_before_a_person(message, "held", verdict, now)
    emit(PersonAwaited(circle_id=message.circle_id))
    touch_room(room_id=message.circle.room_id)


def _show(message: Message, verdict: Verdict, now: datetime) -> None:
    show(message, now)
    if verdict.effect >= Effect.NOTE:
        _put_before_a_person(message, "flagged", verdict, now)


def _put_before_a_person(message: Message, cause: str, verdict: Verdict, now: datetime) -> None:
    try:
        open_item(kind=MESSAGE_KIND, subject_id=message.pk, cause=cause, verdict=verdict, now=now)  # type: ignore[arg-type]
    except DomainError:
        raise
    except Exception as error:
        logger.exception("The queue failed; the message is not taken")
        raise DomainError(
            _("We could not take this just now, and it was not sent. Please try again in a moment."), code="unavailable"
        ) from error
