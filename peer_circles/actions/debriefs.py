"""Looking back at a session, by everybody who was on shift in it."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.recording import record_about_session
from peer_circles.actions.session_moves import locked_session, move_session
from peer_circles.models import LONGEST_DEBRIEF, CircleSession, Debrief, Shift
from peer_circles.states.sessions import SessionState
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Invalid, Message
from pop.core.text import clean_block


def write_debrief(
    *,
    actor: Actor,
    session_id: UUID,
    went: str,
    worries: str = "",
    mood: int,
    wants_to_talk: bool = False,
    now: datetime,
) -> Debrief:
    """Look back at a session one was on shift in; when everybody has, it is debriefed. Once: the first one stands.

    Raises Absent for who was not on shift there or whose session is not over, Invalid with fields.
    """
    went, worries = clean_block(went), clean_block(worries)
    with transaction.atomic():
        session, _shifts = locked_session(session_id, now)
        mine = Debrief.objects.filter(session=session, persona=actor.persona_id).first()
        if mine is not None and actor.persona_id is not None:
            return mine
        if not policies.debriefs_owed_by(actor.persona_id, now).filter(pk=session.pk).exists():
            raise Absent
        if wrong := _wrong_in(went, worries, mood):
            raise Invalid(fields=wrong)
        shift = Shift.objects.filter(session=session, persona=actor.persona_id).order_by("began_at").last()
        if shift is None:
            raise Absent
        debrief = Debrief.objects.create(
            session=session,
            persona_id=actor.persona_id,
            duty=shift.duty,
            went=went,
            worries=worries,
            mood=mood,
            wants_to_talk=wants_to_talk,
            written_at=now,
        )
        record_about_session(actor, "circles.write_debrief", session, now, duty=shift.duty, wants_to_talk=wants_to_talk)
        if _has_everybody_written(session):
            move_session(actor, session, SessionState.DEBRIEFED, now)
    return debrief


def _wrong_in(went: str, worries: str, mood: int) -> dict[str, list[Message]]:
    wrong: dict[str, list[Message]] = {}
    if not went:
        wrong["went"] = [_("Please write a sentence or two.")]
    for field, words in (("went", went), ("worries", worries)):
        if len(words) > LONGEST_DEBRIEF:
            wrong[field] = [_("Please make this shorter: 2,000 characters at most.")]
    if not 1 <= mood <= 5:
        wrong["mood"] = [_("Please choose one of the five.")]
    return wrong


def _has_everybody_written(session: CircleSession) -> bool:
    """Whether everybody who was on shift has looked back."""
    written = Debrief.objects.filter(session=session, persona__isnull=False).values("persona")
    return not Shift.objects.filter(session=session).exclude(persona__in=written).exists()
