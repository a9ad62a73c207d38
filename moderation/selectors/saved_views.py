"""Ways to look at the queue that are one press away: POP's own, and what somebody saved. With how much is in each."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from moderation import policies
from moderation.models import Lane, SavedView
from moderation.selectors.waiting import Only, QueueFilters, check_filters
from moderation.selectors.waiting_tallies import Tally, number_in
from pop.accounts.contracts import Actor
from pop.core.errors import Invalid, Message

EVERYTHING = QueueFilters()
BUILT_IN: tuple[tuple[str, Message, QueueFilters], ...] = (
    ("everything", _("Everything"), EVERYTHING),
    ("mine", _("In your hand"), QueueFilters(only=Only.MINE)),
    ("severe", _("Severe"), QueueFilters(severity="severe")),
    ("overdue", _("Waiting too long"), QueueFilters(only=Only.LATE)),
    *((lane.value, lane.label, QueueFilters(lane=lane.value)) for lane in Lane),
)
ALL = "?all=yes"  # everything, also for who starts with something else


@dataclass(frozen=True, slots=True)
class _Way:
    id: str
    name: str
    wanted: QueueFilters
    is_own: bool = False
    is_start: bool = False


@dataclass(frozen=True, slots=True)
class ViewShown:
    """A view as a link, with how much waits in it."""

    id: str
    name: str
    query: str  # "?lane=care"
    number: int | None  # None: what is decided is not counted
    is_current: bool
    is_own: bool
    is_start: bool


def views_for(actor: Actor, tallies: Sequence[Tally], current: QueueFilters | None) -> list[ViewShown]:
    """POP's own and then the actor's, oldest first. One query, however many; the numbers come from the tallies."""
    own = policies.saved_views_of(actor)
    ways = [
        *(_Way(code, str(name), wanted) for code, name, wanted in BUILT_IN),
        *(_Way(str(view.pk), view.name, filters_of(view), is_own=True, is_start=view.is_start) for view in own),
    ]
    return [
        ViewShown(
            id=way.id,
            name=way.name,
            query=_query(way.wanted) or ALL,
            number=number_in(tallies, way.wanted),
            is_current=way.wanted == current,
            is_own=way.is_own,
            is_start=way.is_start,
        )
        for way in ways
    ]


def start_of(actor: Actor) -> str:
    """The address the queue opens with, as what comes after it; "" for everything."""
    view = policies.saved_views_of(actor).filter(is_start=True).first()
    return _query(filters_of(view)) if view else ""


def filters_of(view: SavedView) -> QueueFilters:
    """What was saved; everything, where it names something that is not there any more."""
    return wanted_from(view.filters) or EVERYTHING


def wanted_from(filters: dict[str, Any]) -> QueueFilters | None:
    """Filters from names and values; None where one is none."""
    try:
        wanted = QueueFilters(**{name: str(value) for name, value in filters.items()})
        check_filters(wanted)
    except (TypeError, Invalid):
        return None
    return wanted


def as_data(filters: QueueFilters) -> dict[str, str]:
    """What of it filters something."""
    return {name: value for name, value in asdict(filters).items() if value}


def _query(filters: QueueFilters) -> str:
    return f"?{urlencode(as_data(filters))}" if as_data(filters) else ""
