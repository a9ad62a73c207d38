"""Reading circles for somebody. Where there is no seat there is no circle's inside: absent and forbidden look alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, DateTimeField, Q, QuerySet

from moderation.contracts import Effect
from peer_circles import policies
from peer_circles.models import Circle, Invitation, Membership, Message, MessageState, Part, Reaction, Turn
from peer_circles.opening import Opening, opening_of, openings
from peer_circles.selectors.sessions import SessionNow, sessions_on
from pop.accounts.contracts import Actor
from pop.accounts.selectors import hidden_by
from pop.audit.looks import note_look
from pop.core import clock
from pop.core.errors import Absent
from pop.core.prepared import Among, Given, Prepared
from pop.realtime.contracts import Seat, Viewer
from pop.realtime.selectors import room_state

PAGE = 50  # messages
OUTCOMES_SHOWN = timedelta(days=7)
CARE_SHOWN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CircleView:
    """A circle as one person sees it from outside."""

    circle: Circle
    seat: Seat | None
    may_join: bool
    places_left: int
    must_agree_again: bool
    on: SessionNow | None  # the session that is on
    opening: Opening


def circles_for(actor: Actor) -> QuerySet[Circle]:
    return policies.circles_visible_to(actor)


def circle_views_for(actor: Actor) -> list[CircleView]:
    """Every circle the actor may know of, their own first, then those they may join. Seven queries at most."""
    circles = list(_with_members(policies.circles_visible_to(actor)))
    mine = _memberships([actor], circles)
    inside = [circle for circle in circles if (circle.pk, actor.persona_id) in mine]
    on = sessions_on(inside, clock.now())
    opened = openings(circles, clock.now())
    views = [
        _view(actor, circle, mine.get((circle.pk, actor.persona_id)), on.get(circle.pk), opened[circle.pk])
        for circle in circles
    ]
    return sorted(views, key=lambda view: (view.seat is None, not view.may_join, view.circle.name))


def circle_view_for(actor: Actor, circle_id: UUID) -> CircleView:
    """Raises Absent for a circle the actor may not know of."""
    circle = _with_members(policies.circles_visible_to(actor)).filter(pk=circle_id).first()
    if circle is None:
        raise Absent
    on = sessions_on([circle], clock.now()).get(circle.pk)
    mine = _memberships([actor], [circle]).get((circle.pk, actor.persona_id))
    return _view(actor, circle, mine, on, opening_of(circle, clock.now()))


def invitations_for(actor: Actor, now: datetime) -> list[Invitation]:
    """The actor's own that wait for an answer, oldest first. Nobody else ever sees them."""
    rows = policies.invitations_to(actor, now).select_related("circle")
    return list(rows.order_by("invited_at", "id"))


def inside_for(actor: Actor, circle_id: UUID) -> tuple[Circle, Seat]:
    """Raises Absent for whoever has no seat, and for an unknown circle."""
    view = circle_view_for(actor, circle_id)
    if view.seat is None:
        raise Absent
    _note_look(actor, view.circle, view.seat)
    return view.circle, view.seat


def circle_to_set(actor: Actor, circle_id: UUID) -> tuple[Circle, frozenset[str]]:
    """An open circle, and what the actor may change about it. Raises Absent where that is nothing."""
    circle = policies.circles_visible_to(actor).filter(pk=circle_id).first()
    open_to = policies.settings_open_to(actor, circle) if circle is not None and circle.is_open else frozenset()
    if circle is None or not open_to:
        raise Absent
    return circle, open_to


def here_since(actor: Actor, circle_id: UUID) -> datetime | None:
    """When the actor first came into this circle; None: never."""
    rows = Membership.objects.filter(circle=circle_id, persona=actor.persona_id, persona__isnull=False)
    return rows.order_by("joined_at").values_list("joined_at", flat=True).first()


def waits_for_a_person(actor: Actor, circle: Circle, seat: Seat) -> bool:
    """Whether what somebody with this seat says next is read first."""
    mine = _memberships([actor], [circle]).get((circle.pk, actor.persona_id))
    return policies.waits_for_a_person(circle, seat, mine)


def turn_in(circle: Circle) -> Turn | None:
    """Whose turn it is; also one whose time has just run out."""
    return Turn.objects.filter(circle=circle).select_related("persona").first()


def members_of(circle: Circle) -> list[Membership]:
    """Who is in it as a member, by name. For staff with a seat."""
    rows = Membership.objects.filter(policies.ACTIVE, circle=circle, part=Part.MEMBER).select_related("persona")
    return list(rows.order_by("persona__name"))


def seat_at(
    actor: Actor, circle: Circle, membership: Membership | None, on: SessionNow | None, opening: Opening
) -> Seat | None:
    """`policies.seat_in`, with the session that is on."""
    is_in = on is not None and actor.persona_id in on.people
    return policies.seat_in(actor, circle, membership, on.state if on else None, is_in, opening=opening)


# Asked for everybody who has a line, at every beat of the rooms.
_IN_ROOMS: Prepared[Circle] = Prepared(lambda: Circle.objects.filter(Among("room", "rooms")).order_by())
_ACTIVE: Prepared[Membership] = Prepared(
    lambda: policies.with_restrictions(
        Membership.objects.filter(policies.ACTIVE, Among("circle", "circles"), Among("persona", "personas")).order_by(),
        Given("now", DateTimeField()),
    )
)


def circles_of_rooms(room_ids: Iterable[UUID]) -> dict[UUID, Circle]:
    rooms = set(room_ids)
    return {circle.room_id: circle for circle in _IN_ROOMS(rooms=rooms)} if rooms else {}


def seats_for(
    asked: Sequence[tuple[UUID, Actor]],
    circles: dict[UUID, Circle],
    on: Mapping[UUID, SessionNow],
    opened: Mapping[UUID, Opening],
) -> list[Seat | None]:
    """The seat of each actor in the circle of each room, in one query more. `circles` by room, the others by circle."""
    mine = _memberships([actor for _room, actor in asked], list(circles.values()))
    seats: list[Seat | None] = []
    for room_id, actor in asked:
        circle = circles.get(room_id)
        if circle is None:
            seats.append(None)
            continue
        session = on.get(circle.pk)
        membership = mine.get((circle.pk, actor.persona_id))
        seats.append(seat_at(actor, circle, membership, session, opened[circle.pk]))
    return seats


def circle_of_room(room_id: UUID) -> Circle:
    """Raises Absent."""
    circle = Circle.objects.filter(room=room_id).first()
    if circle is None:
        raise Absent
    return circle


_MOST_KNOWN = 10_000
_circle_ids: dict[UUID, UUID] = {}  # by room


def circle_ids_of_rooms(room_ids: set[UUID]) -> dict[UUID, UUID]:
    """Of those rooms that are circles'. Asked once for each: a circle keeps its room for good."""
    unknown = {room_id for room_id in room_ids if room_id not in _circle_ids}  # however many are known
    if unknown:
        if len(_circle_ids) > _MOST_KNOWN:
            _circle_ids.clear()
        _circle_ids.update(Circle.objects.filter(room__in=unknown).values_list("room_id", "pk"))
    return {room_id: _circle_ids[room_id] for room_id in room_ids if room_id in _circle_ids}


def circle_id_of_room(room_id: UUID) -> UUID:
    """Raises Absent."""
    try:
        return circle_ids_of_rooms({room_id})[room_id]
    except KeyError:
        raise Absent from None


def stream_position(circle: Circle) -> int:
    """How far the circle's stream has come. Read it before the messages: what comes between is replayed, not lost."""
    return room_state(circle.room_id).last_seq


def messages_in(circle: Circle) -> QuerySet[Message]:
    """What was shown there, as it is now. For whoever has a seat: ask `inside_for` first."""
    return policies.messages_shown().filter(circle=circle).select_related("author", "reply_to__author")


def messages_for(actor: Actor, circle: Circle, seat: Seat) -> QuerySet[Message]:
    """The same, without what the actor hides altogether. What was said without a name is never left out: by what is
    missing they would learn whose it is (SG-05). Staff see everything."""
    _note_look(actor, circle, seat)
    rows = messages_in(circle)
    blocked = [other for other, how in hidden_from(actor, seat).items() if how == "block"]
    if blocked:
        rows = rows.exclude(author__in=blocked, is_anonymous=False, by_facilitator=False)
    return rows


def _note_look(actor: Actor, circle: Circle, seat: Seat) -> None:
    if seat.is_staff:
        note_look(actor, verb="circles.view", subject_kind="circle", subject_id=circle.pk)


def hidden_from(actor: Actor, seat: Seat) -> dict[UUID, str]:
    """Whom somebody with this seat hides, and how."""
    if seat.is_staff or actor.persona_id is None:
        return {}
    return hidden_by([actor.persona_id]).get(actor.persona_id, {})


def unheard_by(viewers: Sequence[Viewer]) -> list[frozenset[UUID]]:
    """For each of these people the authors whose words never reach their device (SG-05); staff hear everybody. One
    query."""
    hidden = hidden_by([v.actor.persona_id for v in viewers if v.actor.persona_id and not v.seat.is_staff])
    blocked = {one: frozenset(other for other, how in row.items() if how == "block") for one, row in hidden.items()}
    return [
        frozenset() if v.seat.is_staff or v.actor.persona_id is None else blocked.get(v.actor.persona_id, frozenset())
        for v in viewers
    ]


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


def _with_members(circles: QuerySet[Circle]) -> QuerySet[Circle]:
    active = Q(memberships__part=Part.MEMBER, memberships__left_at=None, memberships__removed_at=None)
    return circles.annotate(members=Count("memberships", filter=active))


def _view(
    actor: Actor, circle: Circle, membership: Membership | None, on: SessionNow | None, opening: Opening
) -> CircleView:
    seat = seat_at(actor, circle, membership, on, opening)
    left = max(0, circle.capacity - circle.members)  # type: ignore[attr-defined]  # annotated above
    may_join = membership is None and policies.may_join(actor, circle)
    outdated = (
        membership is not None
        and membership.part == Part.MEMBER
        and membership.agreed_version != circle.agreement_version
        and policies.may_join(actor, circle)
    )
    return CircleView(circle, seat, may_join, left, outdated, on, opening)


def _memberships(actors: Sequence[Actor], circles: Sequence[Circle]) -> dict[tuple[UUID, UUID | None], Membership]:
    personas = {actor.persona_id for actor in actors if actor.persona_id}
    if not personas or not circles:
        return {}
    rows = _ACTIVE(circles=[circle.pk for circle in circles], personas=personas, now=clock.now())
    return {(row.circle_id, row.persona_id): row for row in rows}
