"""Coming into a session through its waiting room, and going out of it: each time with the agreement and a mood."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from moderation.actions import open_item
from moderation.contracts import Effect, Reason, Verdict
from peer_circles import policies, selectors
from peer_circles.actions.recording import record_about_session
from peer_circles.actions.seats import membership_in
from peer_circles.actions.session_moves import locked_session
from peer_circles.models import LONGEST_TAKEAWAY, LONGEST_WORD, CheckIn, Circle, CircleSession
from peer_circles.opening import opening_of
from peer_circles.screened import verdict_on
from peer_circles.selectors.sessions import GOING_OPEN, session_now
from peer_circles.states.sessions import SessionState
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, DomainError, Invalid, Message, SignInNeeded
from pop.core.leaps import refuse_after_a_leap
from pop.core.text import clean_line
from pop.realtime.actions import touch_room

CHECK_IN_KIND = "circle_check_in"  # as moderation knows it
WORST, BEST = 1, 5
A_FALL = 2  # points between coming and going that call for a person

logger = logging.getLogger(__name__)


def check_in(
    *, actor: Actor, session_id: UUID, agreed_version: int, mood: int, word: str = "", now: datetime
) -> CheckIn:
    """Come in, having accepted the agreement as it is now; once for each session, and the first time counts.

    A mood of 1, or a word that sounds like need, is brought before the staff at once. Raises Absent for who is no
    member with a seat, Conflict when the waiting room is not open yet or the doors are shut, Invalid with fields.
    """
    word = clean_line(word)
    with transaction.atomic():
        session, _shifts = locked_session(session_id, now)
        circle = session.circle
        _as_member(actor, session, now)
        mine = CheckIn.objects.filter(session=session, persona=actor.persona_id).first()
        if mine is not None:
            return mine
        if not policies.may_check_in(circle, SessionState(session.state), session.starts_at, now):
            raise Conflict(_("The door is not open now. Have a look at when the circle meets next."), code="doors_shut")
        wrong = _wrong_mood(mood)
        if agreed_version != circle.agreement_version:
            wrong["agree"] = [_("The agreement has changed. Please read it and tick the box again.")]
        if len(word) > LONGEST_WORD:
            wrong["word"] = [_("One word is enough: 30 characters at most.")]
        if wrong:
            raise Invalid(fields=wrong)
        verdict = _verdict(circle, word, low=mood == WORST)
        mine = CheckIn(session=session, agreed_version=agreed_version, mood=mood, word=word, came_at=now)
        mine.persona_id = actor.persona_id  # type: ignore[assignment]  # a member has one
        mine.needs_care = verdict.effect == Effect.CARE
        try:
            with transaction.atomic():
                mine.save(force_insert=True)
        except IntegrityError:  # the same press of the button, a moment earlier
            return CheckIn.objects.get(session=session, persona=actor.persona_id)
        _raise_with_staff(mine, verdict, now)
        touch_room(room_id=circle.room_id)
        record_about_session(actor, "circles.check_in", session, now, agreement=agreed_version)
    return mine


def check_out(*, actor: Actor, session_id: UUID, mood: int, takeaway: str = "", now: datetime) -> CheckIn:
    """Say how one goes, and one thing to take away; until twelve hours after the end, and the first time counts.

    A mood of 1, one that fell by two points or more, or words that sound like need are brought before the staff at
    once. Raises Absent for who did not come in, Conflict when it is too early or too late, Invalid with fields.
    """
    takeaway = clean_line(takeaway)
    with transaction.atomic():
        session, _shifts = locked_session(session_id, now)
        _as_member(actor, session, now)
        mine = CheckIn.objects.select_for_update().filter(session=session, persona=actor.persona_id).first()
        if mine is None:
            raise Absent
        if mine.went_at is not None:
            return mine
        if session.opened_at is None or now > session.ends_at + GOING_OPEN:
            raise Conflict(_("This cannot be filled in now."), code="not_now")
        wrong = _wrong_mood(mood)
        if len(takeaway) > LONGEST_TAKEAWAY:
            wrong["takeaway"] = [_("Please make this shorter: 200 characters at most.")]
        if wrong:
            raise Invalid(fields=wrong)
        verdict = _verdict(session.circle, takeaway, low=mood == WORST, fell=mine.mood - mood >= A_FALL)
        mine.mood_after, mine.takeaway, mine.went_at = mood, takeaway, now
        mine.needs_care = mine.needs_care or verdict.effect == Effect.CARE
        mine.save(update_fields=["mood_after", "takeaway", "went_at", "needs_care"])
        _raise_with_staff(mine, verdict, now)
        touch_room(room_id=session.circle.room_id)
        record_about_session(actor, "circles.check_out", session, now)
    return mine


def clear_words(*, actor: Actor, check_in_id: UUID, now: datetime) -> None:
    """Take somebody's words out of their check-in; the moods stay. Raises Absent for who may not."""
    with transaction.atomic():
        row = CheckIn.objects.select_for_update(of=("self",)).select_related("session__circle")
        found = row.filter(pk=check_in_id).first()
        if found is None or not policies.may_moderate(actor, found.session.circle):
            raise Absent
        found.word = found.takeaway = ""
        found.save(update_fields=["word", "takeaway"])
        record_about_session(actor, "circles.clear_check_in", found.session, now)


def put_words_back(*, actor: Actor, check_in_id: UUID, words: Mapping[str, str], now: datetime) -> None:
    """What was cleared by mistake, where nothing else was written since (SG-50). Raises Absent as `clear_words`."""
    with transaction.atomic():
        rows = CheckIn.objects.select_for_update(of=("self",)).select_related("session__circle")
        found = rows.filter(pk=check_in_id).first()
        if found is None or not policies.may_moderate(actor, found.session.circle):
            raise Absent
        found.word, found.takeaway = found.word or words.get("word", ""), found.takeaway or words.get("takeaway", "")
        found.save(update_fields=["word", "takeaway"])
        record_about_session(actor, "circles.restore_check_in", found.session, now)


def discard_check_ins(*, now: datetime) -> int:
    """Delete moods and words of sessions that ended more than POP_CHECK_IN_DAYS ago (SG-42); how many.

    Raises ClockLeapt.
    """
    refuse_after_a_leap()
    term = now - timedelta(days=settings.POP_CHECK_IN_DAYS)
    return CheckIn.objects.filter(session__ends_at__lt=term).delete()[0]


def _as_member(actor: Actor, session: CircleSession, now: datetime) -> None:
    if not actor.is_signed_in:
        raise SignInNeeded
    mine = membership_in(actor, session.circle_id, now)
    opening = opening_of(session.circle, now)
    seat = selectors.seat_at(actor, session.circle, mine, session_now(session, now), opening)
    if seat is None or seat.is_staff:
        raise Absent


def _wrong_mood(mood: int) -> dict[str, list[Message]]:
    return {} if WORST <= mood <= BEST else {"mood": [_("Please choose one of the five.")]}


def _verdict(circle: Circle, words: str, *, low: bool, fell: bool = False) -> Verdict:
    """What screening hears in the words, and what the numbers say. Never raises: what is unread is looked at."""
    verdict = verdict_on(words, circle, kind=CHECK_IN_KIND) if words else Verdict()
    if low:
        verdict = verdict.raised_by(Reason("mood", "low", Effect.CARE))
    if fell:
        verdict = verdict.raised_by(Reason("mood", "fell", Effect.CARE))
    return verdict


def _raise_with_staff(check_in: CheckIn, verdict: Verdict, now: datetime) -> None:
    """A task for staff, due within minutes where somebody may need care. A queue that fails refuses it aloud."""
    if verdict.effect < Effect.HOLD:
        return
    try:
        open_item(kind=CHECK_IN_KIND, subject_id=check_in.pk, cause="flagged", verdict=verdict, now=now)
    except DomainError:
        raise
    except Exception as error:
        logger.exception("The queue failed; the check-in is not taken")
        raise DomainError(
            _("We could not take this just now. Please try again in a moment, or ask for help."), code="unavailable"
        ) from error
