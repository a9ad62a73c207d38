"""The facilitator's desk on the wire: part of the private frame of staff, and of nobody else's."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from moderation.screening import sentence_for
from moderation.selectors import waiting_on
from peer_circles import desk, policies
from peer_circles.actions import MESSAGE_KIND
from peer_circles.content_notes import suggested_note
from peer_circles.models import Circle
from peer_circles.selectors.sessions import sessions_on
from peer_circles.waiting import waiting_times
from pop.realtime.contracts import Frame, Viewer


def desk_bodies(circle: Circle, viewers: Sequence[Viewer], now: datetime) -> list[Frame]:
    """For each viewer; {} for whoever is not of the staff, whatever there is. No query where nobody is."""
    if not any(viewer.seat.is_staff for viewer in viewers):
        return [{} for _viewer in viewers]
    on = sessions_on([circle], now).get(circle.pk)
    people = _people(desk.who_is_here(circle, on, now))
    waiting = waiting_on(MESSAGE_KIND)
    waits = _waits(circle, now)
    bodies: list[Frame] = []
    for viewer in viewers:
        if not viewer.seat.is_staff:
            bodies.append({})
            continue
        body: Frame = {**waits, **people}
        queue = desk.held_queue(viewer.actor, circle, waiting)
        if queue.shown:
            body["held"] = [_held(one) for one in queue.shown]
        if queue.more:
            body["held_more"] = queue.more
        if (shift := desk.shift_now(viewer.actor, circle, on, now)) is not None:
            body["shift"] = _shift(shift)
        bodies.append(body)
    return bodies


def _waits(circle: Circle, now: datetime) -> Frame:
    times = waiting_times(circle, now, of_any_age=True)
    if not times.count:
        return {}
    median, slowest = _about(times.median), _about(times.slowest)
    text = _("Messages wait about {median} to be read, the slowest {slowest}.").format(
        median=_as_words(median), slowest=_as_words(slowest)
    )
    return {"waits": {"median": median, "slowest": slowest, "too_long": times.are_too_long, "text": text}}


def _as_words(seconds: int) -> str:
    for unit, words in ((86_400, _("{number} d")), (3_600, _("{number} h")), (60, _("{number} min"))):
        if seconds >= 2 * unit:
            return words.format(number=seconds // unit)
    return _("{number} s").format(number=seconds)


def _about(seconds: float) -> int:
    """Longer than a conversation lives with, seconds do not matter: what waits would tell staff anew at every beat."""
    return round(seconds) if seconds < 30 else int(seconds // 10 * 10)


def _people(here: list[desk.Here] | None) -> Frame:
    if here is None:
        return {}
    return {
        "people": [
            {
                "id": one.check_in.persona_id,
                "name": one.check_in.persona.name,
                "mood": one.check_in.mood,
                "word": one.check_in.word,
                "mood_after": one.check_in.mood_after,
                "line": one.has_line,
                "spoken": one.has_spoken,
                "care": one.needs_care,
            }
            for one in here
        ]
    }


def _shift(shift: desk.ShiftNow) -> Frame:
    return {
        "state": shift.state.value,
        "state_label": str(shift.state.label),
        "deeds": shift.deeds,
        "staff": [
            {
                "name": one.persona.name,
                "duty": one.get_duty_display(),
                "line": is_there,
                "offered": one.offered_at is not None,
            }
            for one, is_there in shift.staff
        ],
        "url": reverse("circles:move_session", args=[shift.session.circle_id, shift.session.pk]),
    }


def _held(one: desk.Held) -> Frame:
    message = one.message
    return {
        "id": message.pk,
        "author": {"id": message.author_id, "name": message.author.name if message.author else ""},
        "text": message.text,
        "anonymous": message.is_anonymous,
        "at": message.created_at,
        "care": policies.needs_care(message),
        "reasons": [sentence_for(why["step"], why["code"]) for why in message.verdict.get("reasons", [])],
        "notes": one.notes,
        "suggested_note": suggested_note(message.verdict),
        "decide": reverse("circles:decide", args=[message.circle_id, message.pk]),
    }
