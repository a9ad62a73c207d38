"""Reading what was said in a circle, for whoever has a seat in it. Absent and forbidden look alike."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from moderation.contracts import Effect
from peer_circles import policies
from peer_circles.models import Circle, Message, MessageState, Reaction
from peer_circles.selectors.circles import inside_for
from peer_circles.selectors.people import hidden_from
from peer_circles.selectors.seats import note_look_inside
from pop.accounts.contracts import Actor
from pop.core.errors import Absent
from pop.realtime.contracts import Seat

PAGE = 50  # messages
OUTCOMES_SHOWN = timedelta(days=7)
CARE_SHOWN = timedelta(days=1)


def messages_in(circle: Circle) -> QuerySet[Message]:
    """What was shown there, as it is now. For whoever has a seat: ask `inside_for` first."""
    return policies.messages_shown().filter(circle=circle).select_related("author", "reply_to__author")


def messages_for(actor: Actor, circle: Circle, seat: Seat) -> QuerySet[Message]:
    """The same, without what the actor hides altogether. What was said without a name is never left out: by what is
    missing they would learn whose it is (SG-05). Staff see everything."""
    note_look_inside(actor, circle, seat)
    rows = messages_in(circle)
    blocked = [other for other, how in hidden_from(actor, seat).items() if how == "block"]
    if blocked:
        rows = rows.exclude(author__in=blocked, is_anonymous=False, by_facilitator=False)
    return rows


def page_of_messages(
    circle: Circle, actor: Actor, seat: Seat, *, before: int | None = None
) -> tuple[list[Message], int | None]:
    """Up to 50 messages, oldest first, and the number to give as `before` for those further back."""
    rows = messages_for(actor, circle, seat)
    if before is not None:
        rows = rows.filter(seq__lt=before)
    newest_first = list(rows.order_by("-seq")[: PAGE + 1])
    page = newest_first[:PAGE][::-1]
    return page, page[0].seq if len(newest_first) > PAGE else None


def message_for(actor: Actor, circle_id: UUID, message_id: UUID) -> Message:
    """One that stands there, with its words, also where it is folded: somebody asks for this very one (SG-35).

    Their seat is asked anew, with age band and agreement. Raises Absent, also for what they hide altogether.
    """
    circle, seat = inside_for(actor, circle_id)
    rows = messages_for(actor, circle, seat).filter(pk=message_id, state=MessageState.PUBLISHED)
    message = rows.select_related("circle").first()
    if message is None:
        raise Absent
    message.is_asked_for = True  # type: ignore[attr-defined]  # for whoever gives its words on
    return message


def message_by_somebody(actor: Actor, circle_id: UUID, message_id: UUID) -> Message:
    """One whose author the actor could hide. Raises Absent."""
    circle, seat = inside_for(actor, circle_id)
    rows = policies.messages_with_a_name().filter(circle=circle, pk=message_id).exclude(author=actor.persona_id)
    message = rows.select_related("author", "circle").first()
    if message is None or seat.is_staff:
        raise Absent
    return message


def messages_named(message_ids: Sequence[UUID]) -> dict[UUID, Message]:
    rows = policies.messages_shown().filter(pk__in=set(message_ids)).select_related("author")
    return {message.pk: message for message in rows}


def anonymous_in(circle: Circle) -> list[Message]:
    """The newest that stand there without a name. Who said them is for staff and for their authors."""
    rows = policies.messages_published().filter(circle=circle, is_anonymous=True).select_related("author")
    return list(rows.order_by("-seq")[:PAGE])


def reactions_of(actor: Actor, messages: Sequence[Message]) -> dict[UUID, set[str]]:
    """The actor's own answers without words, by message. Nobody else's are ever read for anybody."""
    mine: dict[UUID, set[str]] = {}
    rows = Reaction.objects.filter(persona=actor.persona_id, message__in=messages).values_list("message", "kind")
    for message_id, kind in rows:
        mine.setdefault(message_id, set()).add(kind)
    return mine


def message_to_answer(actor: Actor, circle: Circle, seat: Seat, message_id: UUID) -> Message | None:
    """One that stands there with its words, for this reader."""
    return messages_for(actor, circle, seat).filter(state=MessageState.PUBLISHED, pk=message_id).first()


def own_unsettled(persona_ids: Sequence[UUID], circle: Circle, now: datetime) -> dict[UUID, list[Message]]:
    """By author: their messages that wait, were not shown lately, or called for care lately; oldest first."""
    recent = Q(state=MessageState.REMOVED, settled_at__gte=now - OUTCOMES_SHOWN)
    care = Q(verdict__effect=int(Effect.CARE), created_at__gte=now - CARE_SHOWN)
    rows = Message.objects.filter(Q(state=MessageState.HELD) | recent | care, circle=circle, author__in=persona_ids)
    found: dict[UUID, list[Message]] = {}
    for message in rows.order_by("created_at", "id"):
        if message.author_id is not None:
            found.setdefault(message.author_id, []).append(message)
    return found


def recent_texts(persona_id: UUID, circle: Circle, now: datetime) -> tuple[str, ...]:
    """What somebody said here in the last ten minutes, oldest first: numbers are sometimes sent in pieces (SEC-77)."""
    rows = Message.objects.filter(author=persona_id, circle=circle, created_at__gte=now - timedelta(minutes=10))
    return tuple(rows.order_by("-created_at").values_list("text", flat=True)[:5])[::-1]


def count_taken_back(persona_id: UUID | None, since: datetime) -> int:
    """How many messages somebody took back since then, in all circles."""
    return Message.objects.filter(author=persona_id, state=MessageState.RETRACTED, created_at__gte=since).count()
