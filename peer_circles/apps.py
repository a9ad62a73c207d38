from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.core.checks import register

if TYPE_CHECKING:
    from moderation.events import SanctionLifted, SanctionSet
    from peer_circles.events import PersonAwaited
    from pop.accounts.events import PeopleHidden


class PeerCirclesConfig(AppConfig):
    name = "peer_circles"
    label = "peer_circles"

    def ready(self) -> None:
        from moderation.contracts import register_kind
        from moderation.events import SanctionLifted, SanctionSet
        from moderation.sanctions.places import register_place_kind
        from peer_circles import chores, notices
        from peer_circles.checks import circles_stay_small
        from peer_circles.data_notices import NOTICES
        from peer_circles.events import PersonAwaited
        from peer_circles.moderated import AsideMessages, CheckIns, CircleMessages, HelpCalls
        from peer_circles.personal_data import CircleData
        from peer_circles.places import CirclePlaces
        from peer_circles.rooms import AsideRooms, CircleRooms
        from pop.accounts.contracts import register_personal_data
        from pop.accounts.data_notices import register_data_notices
        from pop.accounts.events import PeopleHidden
        from pop.core.events import subscribe
        from pop.realtime.contracts import register_room_kind

        subscribe(PeopleHidden, _look_again)
        subscribe(PersonAwaited, _keep_pace)
        subscribe(SanctionSet, _look_again)
        subscribe(SanctionLifted, _look_again)
        register(circles_stay_small)
        notices.register()
        register_kind(CircleMessages())
        register_kind(CheckIns())
        register_kind(AsideMessages())
        register_kind(HelpCalls())
        register_place_kind(CirclePlaces())
        register_room_kind(CircleRooms())
        register_room_kind(AsideRooms())
        register_personal_data(CircleData())
        register_data_notices(NOTICES)
        chores.register()


def _look_again(event: "PeopleHidden | SanctionSet | SanctionLifted") -> None:
    from peer_circles.actions import refresh_rooms_of

    refresh_rooms_of(event.persona_id)


def _keep_pace(event: "PersonAwaited") -> None:
    from peer_circles.actions import go_on_by_rule, slow_down_by_rule
    from pop.core import clock

    now = clock.now()
    if not slow_down_by_rule(circle_id=event.circle_id, now=now):
        go_on_by_rule(circle_id=event.circle_id, now=now)
