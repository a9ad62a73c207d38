"""Reading asides: where each stands at this moment, whatever its row says, and what was said in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from moderation.contracts import Effect
from peer_circles.models import Aside, AsideMessage, AsideWords, Circle
from peer_circles.states.asides import GOING_ON, TALKING_ALONE, AsideStanding, AsideState, aside_state_at
from peer_circles.states.sessions import staff_time_left
from pop.core.errors import Absent

WISH_LASTS = timedelta(hours=12)  # how long "I need help" waits in the room; the task for staff stays
READABLE = timedelta(hours=12)  # how long after its end the member can read it again
RECENT = 5  # messages


@dataclass(frozen=True, slots=True)
class AsideNow:
    """An aside, and where it stands now."""

    aside: Aside
    state: AsideState

    @property
    def is_talk(self) -> bool:
        return self.state in TALKING_ALONE

    @property
    def goes_on(self) -> bool:
        return self.state in GOING_ON


def began_at(aside: Aside) -> datetime:
    """When the state it is in, or the one before, began. The database holds that there is such a time."""
    began = aside.opened_at or aside.offered_at or aside.asked_at
    if began is None:
        raise ValueError(f"aside {aside.pk} never began")
    return began


def standing_of(aside: Aside) -> AsideStanding:
    """From the row and its session's. It ends with its session; without one, after POP_ASIDE_MINUTES["talk"]."""
    minutes, began = settings.POP_ASIDE_MINUTES, began_at(aside)
    if aside.state == AsideState.ASKED:
        answered_by = began + WISH_LASTS
    else:
        answered_by = (aside.offered_at or began) + timedelta(minutes=minutes["offer"])
    if aside.session is not None:
        ends = [aside.session.ends_at, aside.session.closed_at, aside.session.cancelled_at]
        ends_at = min(moment for moment in ends if moment is not None)
    elif aside.opened_at is None:
        ends_at = answered_by
    else:
        ends_at = aside.opened_at + timedelta(minutes=minutes["talk"])
    seen = aside.seen_at or aside.opened_at or began
    return AsideStanding(AsideState(aside.state), answered_by, seen + staff_time_left(), ends_at)


def aside_now(aside: Aside, now: datetime) -> AsideNow:
    return AsideNow(aside, aside_state_at(now, standing_of(aside)))


def asides_going_on(circle: Circle, now: datetime) -> list[AsideNow]:
    """Whoever asked for help and waits, then offers and talks; each the oldest first. One query."""
    there = [aside_now(row, now) for row in _rows().filter(circle=circle, state__in=GOING_ON)]
    for one in there:
        one.aside.circle = circle
    return sorted((one for one in there if one.goes_on), key=_urgency)


def _urgency(one: AsideNow) -> tuple[bool, datetime]:
    return one.state is not AsideState.ASKED, began_at(one.aside)


def asides_of_rooms(room_ids: Iterable[UUID | None]) -> dict[UUID | None, Aside]:
    return {aside.room_id: aside for aside in _rows().filter(room__in=set(room_ids))}


def aside_named(aside_id: UUID, circle_id: UUID | None = None) -> Aside:
    """Of this circle, where one is named. Raises Absent. Whether somebody may see it is asked of `aside_policies`."""
    rows = _rows().filter(pk=aside_id)
    aside = (rows.filter(circle=circle_id) if circle_id else rows).first()
    if aside is None:
        raise Absent
    return aside


def said_in(aside: Aside) -> list[AsideMessage]:
    """Everything that ever had a place, in its order, as what it is now."""
    rows = AsideMessage.objects.filter(aside=aside, seq__isnull=False).select_related("author")
    return list(rows.order_by("seq"))


def words_named(message_ids: Sequence[UUID]) -> dict[UUID, AsideMessage]:
    rows = AsideMessage.objects.filter(pk__in=set(message_ids), seq__isnull=False).select_related("author", "aside")
    return {message.pk: message for message in rows}


def held_words(aside: Aside) -> list[AsideMessage]:
    """What the staff said and another person has to read first."""
    return list(AsideMessage.objects.filter(aside=aside, state=AsideWords.HELD).order_by("created_at", "id"))


def called_for_care(aside: Aside) -> bool:
    """Whether something the member said in it sounds as if they needed help (SG-31)."""
    return AsideMessage.objects.filter(aside=aside, by_staff=False, verdict__effect=int(Effect.CARE)).exists()


def recent_words(persona_id: UUID, aside: Aside, now: datetime) -> tuple[str, ...]:
    """What somebody said here in the last ten minutes, oldest first: numbers are sometimes sent in pieces (SEC-77)."""
    rows = AsideMessage.objects.filter(author=persona_id, aside=aside, created_at__gte=now - timedelta(minutes=10))
    return tuple(rows.order_by("-created_at").values_list("text", flat=True)[:RECENT])[::-1]


def _rows() -> QuerySet[Aside]:
    return Aside.objects.select_related("circle", "session", "member", "staff")
