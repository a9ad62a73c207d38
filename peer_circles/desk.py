"""What a facilitator needs beside the room, read for them: what waits, who is here and how they are, the shift.

For staff with a seat alone: ask `selectors.inside_for` first. Nothing of this is ever in anything a member gets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Case, Q, QuerySet, Value, When

from moderation.contracts import Effect
from moderation.selectors import Waiting, waiting_on
from peer_circles import policies, selectors
from peer_circles.actions import MESSAGE_KIND
from peer_circles.actions.check_ins import A_FALL, WORST
from peer_circles.actions.lines import is_there
from peer_circles.models import (
    CheckIn,
    Circle,
    CircleSession,
    Duty,
    Membership,
    Message,
    MessageState,
    Part,
    PreparedSentence,
    Shift,
)
from peer_circles.selectors.sessions import SessionNow, sessions_on
from peer_circles.states.sessions import SessionState, staff_time_left
from peer_circles.waiting import WaitingTimes, waiting_times
from pop.accounts.contracts import Actor, Role
from pop.audit.looks import note_look
from pop.core.errors import Absent

WORDS_SHOWN = 20  # of one person, for who chooses what a step is about
SHOWN = 10  # of what waits: nobody reads more at once, and a phone must carry it


@dataclass(frozen=True, slots=True)
class Held:
    """A message that waits, and what colleagues noted about it."""

    message: Message
    notes: list[str]


@dataclass(frozen=True, slots=True)
class HeldQueue:
    shown: list[Held]  # the most urgent first
    more: int  # that wait behind them


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody who came to the session that is on."""

    check_in: CheckIn
    has_line: bool
    has_spoken: bool
    needs_care: bool


@dataclass(frozen=True, slots=True)
class ShiftNow:
    """Who answers for the session that is on, and what the reader may do about it."""

    session: CircleSession
    state: SessionState
    mine: Shift | None
    staff: list[tuple[Shift, bool]]  # and whether their line is there
    deeds: list[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """All of it, as one person of the staff sees it."""

    queue: HeldQueue
    waits: WaitingTimes
    people: list[Here] | None
    shift: ShiftNow | None
    sentences: list[PreparedSentence]


def desk_for(actor: Actor, circle_id: UUID, now: datetime) -> Desk:
    """Raises Absent for whoever is not of the circle's staff, and for an unknown circle."""
    circle, seat = selectors.inside_for(actor, circle_id)
    if not seat.is_staff:
        raise Absent
    on = sessions_on([circle], now).get(circle.pk)
    return Desk(
        held_queue(actor, circle),
        waiting_times(circle, now, of_any_age=True),
        who_is_here(circle, on, now),
        shift_now(actor, circle, on, now),
        sentences_for(circle),
    )


def sentences_for(circle: Circle) -> list[PreparedSentence]:
    """Prepared ones in the language spoken there; in the site's own where there are none."""
    rows = list(PreparedSentence.objects.filter(is_in_use=True, language__in={circle.language, settings.LANGUAGE_CODE}))
    own = [row for row in rows if row.language == circle.language]
    return own or rows


def held_queue(actor: Actor, circle: Circle, waiting: Mapping[UUID, Waiting] | None = None) -> HeldQueue:
    """Whoever may need care first, then the oldest; what a colleague keeps waiting comes last. Words of the actor's own
    are for somebody else, and what was escalated is for safeguarding leads."""
    known = waiting_on(MESSAGE_KIND) if waiting is None else waiting
    rows = _held_for(actor, circle, known)
    kept = [subject for subject, one in known.items() if one.notes]
    urgent = Case(When(verdict__effect=int(Effect.CARE), then=Value(0)), default=Value(1))
    # Without any, it would be the same for every row, which PostgreSQL takes for the number of a column.
    last = [Case(When(pk__in=kept, then=Value(1)), default=Value(0))] if kept else []
    shown = list(rows.order_by(*last, urgent, "created_at", "id").select_related("author")[: SHOWN + 1])
    more = rows.count() - SHOWN if len(shown) > SHOWN else 0
    nothing = Waiting(is_escalated=False, notes=[])
    return HeldQueue([Held(message, known.get(message.pk, nothing).notes) for message in shown[:SHOWN]], more)


def who_is_here(circle: Circle, on: SessionNow | None, now: datetime) -> list[Here] | None:
    """Everybody who came to the session that is on: those to look after first, then as they came. None: none is on."""
    if on is None:
        return None
    since = on.session.lobby_at or on.session.starts_at
    said = Message.objects.filter(circle=circle, author__in=on.people, created_at__gte=since)
    spoken = set(said.values_list("author", flat=True))
    rows = CheckIn.objects.filter(session=on.session).select_related("persona").order_by("came_at", "id")
    here = [Here(row, is_there(row.line_at, now), row.persona_id in spoken, _calls_for_care(row)) for row in rows]
    return sorted(here, key=lambda one: not one.needs_care)


def shift_now(actor: Actor, circle: Circle, on: SessionNow | None, now: datetime) -> ShiftNow | None:
    """None: no session is on."""
    if on is None:
        return None
    shifts = sorted(on.shifts, key=lambda one: one.duty)  # the facilitator first
    there = [(one, one.seen_at is not None and one.seen_at + staff_time_left() >= now) for one in shifts]
    mine = on.shift_of(actor.persona_id)
    return ShiftNow(on.session, on.state, mine, there, _deeds(actor, circle, on, mine, there))


def _deeds(
    actor: Actor, circle: Circle, on: SessionNow, mine: Shift | None, there: list[tuple[Shift, bool]]
) -> list[str]:
    """The buttons that would do something, in the order they stand; the action asks again."""
    duty = policies.duty_open_to(actor, circle)
    taken: set[Duty] = {Duty(one.duty) for one, is_there in there if is_there and one.offered_at is None}
    may = {
        "take": mine is None and duty is not None and duty not in taken,
        "open": mine is not None and on.state is SessionState.LOBBY,
        "resume": mine is not None and on.state is SessionState.FROZEN,
        "pause": on.state is not SessionState.FROZEN,
        "offer": mine is not None and mine.offered_at is None,
        "keep": mine is not None and mine.offered_at is not None,
    }
    return [deed for deed, is_open in may.items() if is_open]


def _held_for(actor: Actor, circle: Circle, waiting: Mapping[UUID, Waiting]) -> QuerySet[Message]:
    rows = Message.objects.filter(circle=circle, state=MessageState.HELD).exclude(author=actor.persona_id)
    if actor.has_role(Role.SAFEGUARDING_LEAD):
        return rows
    return rows.exclude(pk__in=[subject for subject, one in waiting.items() if one.is_escalated])


def _calls_for_care(row: CheckIn) -> bool:
    fell = row.mood_after is not None and row.mood - row.mood_after >= A_FALL
    return row.needs_care or fell or WORST in (row.mood, row.mood_after)


def words_of(actor: Actor, circle_id: UUID, persona_id: UUID) -> tuple[Circle, Membership, list[Message]]:
    """What a member said there lately, newest first; for staff with a seat. What waits or was removed is there, and
    what others had seen before it was taken back: words that are gone in a moment are how some look for somebody alone
    (SG-01). What nobody saw is not. Raises Absent for everybody else, and for who is no member there."""
    circle, seat = selectors.inside_for(actor, circle_id)
    rows = Membership.objects.filter(policies.ACTIVE, circle=circle, persona=persona_id, part=Part.MEMBER)
    member = rows.select_related("persona").first()
    if not seat.is_staff or member is None:
        raise Absent
    note_look(actor, verb="circles.view_words", subject_kind="persona", subject_id=persona_id)
    unseen = Q(state=MessageState.RETRACTED, seq=None)
    said = Message.objects.filter(circle=circle, author=persona_id).exclude(unseen)
    return circle, member, list(said.order_by("-created_at")[:WORDS_SHOWN])
