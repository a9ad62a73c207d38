"""When circles meet, rest and are open: the types."""

from typing import Any

import graphene

from peer_circles.selectors.sessions import session_now
from peer_circles.states.sessions import lobby_opens
from pop.core import clock


class CircleSession(graphene.ObjectType):
    """A set time at which a circle meets."""

    id = graphene.UUID(required=True)
    starts_at = graphene.DateTime(required=True)
    ends_at = graphene.DateTime(required=True)
    is_cancelled = graphene.Boolean(required=True)
    instead = graphene.String(required=True, description="What there is when it does not take place; may be empty.")
    state = graphene.String(
        required=True,
        description="Where it stands now: scheduled, lobby, open, frozen, closing, closed, debriefed or cancelled.",
    )

    @staticmethod
    def resolve_state(session: Any, info: Any) -> str:
        now = clock.now()
        if session.is_cancelled or now < lobby_opens(session.starts_at):  # most of a list: nothing to look up
            return session.state
        return session_now(session, now).state.value


class CirclePause(graphene.ObjectType):
    """Days on which a circle rests, both included, by the calendar of its `timeZone`."""

    id = graphene.UUID(required=True)
    first_day = graphene.Date(required=True)
    last_day = graphene.Date(required=True)
    instead = graphene.String(required=True, description="What there is meanwhile.")
    of_all_circles = graphene.Boolean(required=True)

    @staticmethod
    def resolve_of_all_circles(pause: Any, info: Any) -> bool:
        return pause.circle_id is None


class CircleHours(graphene.ObjectType):
    """When a drop-in circle is open each week, by the clock of its `timeZone`."""

    id = graphene.UUID(required=True)
    weekday = graphene.Int(required=True, description="0 is Monday.")
    opens = graphene.Time(required=True)
    closes = graphene.Time(required=True)


class CircleOpening(graphene.ObjectType):
    """Whether members may write now, as far as breaks and opening hours say."""

    is_open = graphene.Boolean(required=True)
    lacks_staff = graphene.Boolean(
        required=True, description="Its hours are on, and nobody who looks after it is there: nobody writes."
    )
    until = graphene.DateTime(description="When a drop-in circle whose hours are on closes.")
    opens_at = graphene.DateTime(description="When a drop-in circle that is closed opens next, if that is decided.")
    back_on = graphene.Date(description="In a break: the first day after it.")
    pauses = graphene.List(
        graphene.NonNull(CirclePause), required=True, description="The break that is on, and those to come."
    )
    hours = graphene.List(graphene.NonNull(CircleHours), required=True)
