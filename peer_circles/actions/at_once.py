"""Many people saying something at the same moment, in many circles: rows that are read and written once for all.

Inside `speaking_at_once` a message that is shown at once costs no query of its own. Each is decided as it would be
alone, by `post_message`, from rows read in the same transaction, behind the locks of the rooms. Whatever is not plain
(a message that waits, a circle that goes slowly) goes its usual way.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from peer_circles import policies
from peer_circles.models import Circle, Membership, Message, Mode
from peer_circles.opening import Opening, openings
from peer_circles.sessions import SessionNow, sessions_on

Key = tuple[UUID | None, UUID]


@dataclass
class AtOnce:
    """What is known of the circles and people of this moment, and what they have said in it."""

    circles: dict[UUID, Circle]
    memberships: dict[Key, Membership]  # by persona and circle
    on: dict[UUID, SessionNow]
    opened: dict[UUID, Opening]
    said: dict[Key, Message]  # by persona and their own name for it
    new: list[Message] = field(default_factory=list)  # shown, and not written yet

    def add(self, message: Message) -> None:
        self.said[message.author_id, message.client_id] = message
        self.new.append(message)

    def new_texts(self, persona_id: UUID, circle: Circle) -> tuple[str, ...]:
        return tuple(one.text for one in self.new if (one.author_id, one.circle_id) == (persona_id, circle.pk))


_moment: ContextVar[AtOnce | None] = ContextVar("circles-moment", default=None)


def moment() -> AtOnce | None:
    """What is known of this moment; None where everybody is asked about for themselves."""
    return _moment.get()


@contextmanager
def speaking_at_once(asked: Sequence[tuple[UUID, UUID | None, UUID]], now: datetime) -> Iterator[None]:
    """For posts in these rooms, by these personas, with these names of their own. Inside a transaction; writes at its
    end what was shown. Raises IntegrityError there when one of them was said on another line in the meantime."""
    rooms, personas, names = ({*part} for part in zip(*asked, strict=True))
    circles = {circle.pk: circle for circle in Circle.objects.filter(room__in=rooms).exclude(mode=Mode.SLOW)}
    members = Membership.objects.filter(policies.ACTIVE, circle__in=circles.values(), persona__in=personas)
    said = Message.objects.filter(author__in=personas, client_id__in=names)
    token = _moment.set(
        here := AtOnce(
            circles,
            {(one.persona_id, one.circle_id): one for one in members},
            sessions_on(circles.values(), now),
            openings(list(circles.values()), now),
            {(one.author_id, one.client_id): one for one in said},
        )
    )
    try:
        yield
        Message.objects.bulk_create(here.new)
    finally:
        _moment.reset(token)
