"""Many people saying something at the same moment, in many circles: rows that are read and written once for all.

Inside `speaking_at_once` a message that is shown at once costs no query of its own (`say_at_once`). Each is decided as
it would be alone, by the same steps as in `post_message`, from rows read in the same transaction, behind the locks of
the rooms. Whatever is not plain (a message that waits, an answer, a circle that goes slowly or takes turns, a refusal)
goes its usual way.
"""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, F

from moderation.contracts import Verdict
from peer_circles import between, policies, selectors
from peer_circles.models import Circle, Membership, Message, Mode
from peer_circles.opening import Opening, ask_openings
from peer_circles.selectors.sessions import SessionNow, ask_sessions_near
from pop.accounts.contracts import Actor
from pop.core.errors import TooFast
from pop.core.limits import Limit, count_many
from pop.core.prepared import Among, Given, Prepared
from pop.core.rows import Rows
from pop.realtime.contracts import Frame, Seat

POSTS = Limit("circles.posts", times=30, seconds=10)
Key = tuple[UUID | None, UUID]

logger = logging.getLogger(__name__)


@dataclass
class AtOnce:
    """What is known of the circles and people of this moment, and what they have said in it."""

    circles: dict[UUID, Circle]  # by room
    memberships: dict[tuple[UUID, UUID | None], Membership]  # by circle and persona
    on: dict[UUID, SessionNow]
    opened: dict[UUID, Opening]
    said: dict[Key, Message]  # by persona and their own name for it
    body: Callable[[Message], Frame]  # how a message that is shown reads to everybody
    counted: set[Key]  # the same names: those for which the limit was asked
    over_limit: Mapping[Key, TooFast]
    new: list[Message]  # shown, and not written yet
    now: datetime
    verdicts: dict[Key, Verdict] = field(default_factory=dict)  # a text is screened once

    def __post_init__(self) -> None:
        self._by_id = {circle.pk: circle for circle in self.circles.values()}

    def circle(self, circle_id: UUID) -> Circle | None:
        return self._by_id.get(circle_id)

    def seat(self, actor: Actor, circle: Circle) -> Seat | None:
        mine = self.memberships.get((circle.pk, actor.persona_id))
        return selectors.seat_at(actor, circle, mine, self.on.get(circle.pk), self.opened[circle.pk])

    def lacks_staff(self, circle: Circle) -> bool:
        """Whether what members say in this circle waits, for nobody of the staff is there (`between`)."""
        on, seen_at = self.on.get(circle.pk), circle.staff_seen_at  # type: ignore[attr-defined]  # read with it
        return between.lacks_staff(circle, on.state if on else None, seen_at, self.now)

    def add(self, message: Message) -> None:
        self.said[message.author_id, message.client_id] = message
        self.new.append(message)

    def new_texts(self, persona_id: UUID, circle: Circle) -> tuple[str, ...]:
        return tuple(one.text for one in self.new if (one.author_id, one.circle_id) == (persona_id, circle.pk))


_moment: ContextVar[Callable[[], AtOnce] | None] = ContextVar("circles-moment", default=None)


def moment() -> AtOnce | None:
    """What is known of this moment; None where everybody is asked about for themselves."""
    known = _moment.get()
    return known() if known else None


# What only pages show is left where it is: nobody who speaks is asked about it.
_ON_PAGES = ("name", "purpose", "times", "country", "agreement", "capacity", "closing_words", "closed_at", "created_at")
_CIRCLES: Prepared[Any] = Prepared(
    lambda: (
        Circle.objects.filter(Among("room", "rooms"))
        .exclude(mode=Mode.SLOW)
        .annotate(staff_seen_at=F("staff_seen__at"))
        .defer(*_ON_PAGES)
        .order_by()
    )
)
# With their names, as the others will see them. Who is in at all, the filter says.
_OF_MEMBERS = ("joined_at", "left_at", "removed_at", "persona__login", "persona__skeleton", "persona__created_on")
_MEMBERS: Prepared[Membership] = Prepared(
    lambda: policies.with_restrictions(
        Membership.objects.select_related("persona")
        .filter(policies.ACTIVE, Among("circle", "circles"), Among("persona", "personas"))
        .defer(*_OF_MEMBERS)
        .order_by(),
        Given("now", DateTimeField()),
    )
)
# Whoever chose the name: it is compared afterwards.
_SAID: Prepared[Message] = Prepared(lambda: Message.objects.filter(Among("client_id", "names")).order_by())


_MESSAGES = Rows(Message)


def speaking_at_once(
    asked: Sequence[tuple[UUID, UUID | None, UUID]], body: Callable[[Message], Frame], now: datetime
) -> AbstractContextManager[None]:
    """For posts in these rooms, by these personas, with these names of their own; `body` is how a message that is shown
    reads to everybody. They are counted at once, before anything is locked; the rest is asked where the context
    begins, and answered when `moment` is asked first. It ends with writing what was shown, and raises IntegrityError
    then when one of them was said on another line in the meantime."""
    rooms, personas, names = ({*part} for part in zip(*asked, strict=True))
    over_limit = counted({(persona, name): None for _room, persona, name in asked})
    circle_ids = selectors.circle_ids_of_rooms(rooms).values()
    new: list[Message] = []

    @contextmanager
    def speaking() -> Iterator[None]:
        circles = _CIRCLES.ask(rooms=rooms)
        members = _MEMBERS.ask(circles=circle_ids, personas=personas - {None}, now=now)
        said = _SAID.ask(names=names)
        on, opened = ask_sessions_near(circle_ids, now), ask_openings(circle_ids, now)

        @cache
        def here() -> AtOnce:
            found = circles()
            return AtOnce(
                circles={circle.room_id: circle for circle in found},
                memberships={(one.circle_id, one.persona_id): one for one in members()},
                on=on(found)[0],
                opened=opened(found),
                said={(one.author_id, one.client_id): one for one in said()},
                body=body,
                counted={(persona, name) for _room, persona, name in asked},
                over_limit=over_limit,
                new=new,
                now=now,
            )

        token = _moment.set(here)
        try:
            yield
            _MESSAGES.write(new)
        finally:
            _moment.reset(token)

    return speaking()


def counted(names: Iterable[Key]) -> Mapping[Key, TooFast]:
    """Count one message for each of these personas and names of their own; gives those that are too many."""
    asked = list(names)
    try:
        refusals = count_many(POSTS, [str(persona) for persona, _name in asked])
        return {name: refusal for name, refusal in zip(asked, refusals, strict=True) if refusal is not None}
    except Exception:
        # A limit protects the room; that its counter is away must not silence anybody (SEC-06).
        logger.warning("The counter of messages cannot be reached")
        return {}
