"""Changing what there is to choose about a circle, and closing one gently."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from peer_circles import policies
from peer_circles.actions.circle_fields import cleaned, wrong_fields
from peer_circles.actions.modes import end_turn
from peer_circles.actions.recording import record_about_circle
from peer_circles.actions.sessions import call_off, tell_members
from peer_circles.hours import is_by_day
from peer_circles.models import (
    LONGEST_INSTEAD,
    Circle,
    CircleSession,
    CircleState,
    Format,
    Membership,
    Mode,
    OpeningHours,
    Part,
    Turn,
)
from peer_circles.selectors.sessions import planned_sessions, sessions_on
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, Invalid, Message, Refused
from pop.core.text import clean_line
from pop.realtime.actions import append_event, touch_room

AGREEMENT_CHANGED, CIRCLE_CLOSED = "circles.agreement_changed", "circles.closed"  # the notices


def change_circle(*, actor: Actor, circle_id: UUID, now: datetime, **wanted: Any) -> Circle:
    """Change these settings (`policies.SETTINGS`) to what is given; what is so already is left alone.

    Another agreement is a new version of it: members accept it anew before they go back in, and are told. Its age band
    and its format can be chosen only until somebody has joined. Raises Absent for who may change nothing about it,
    Refused for a closed circle and for what the actor may not change, Conflict for another agreement while a session
    is on, Invalid with fields.
    """
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        if not circle.is_open:
            raise Refused(_("This circle is closed."), code="closed")
        changed = {name: value for name, value in cleaned(wanted).items() if getattr(circle, name) != value}
        if changed.keys() - policies.settings_open_to(actor, circle):
            raise Refused(_("Some of this only the owner or a safeguarding lead can change."))
        if wrong := _wrong_with(circle, changed, now):
            raise Invalid(fields=wrong)
        if "agreement" in changed and circle.pk in sessions_on([circle], now):
            raise Conflict(
                _("A meeting is on: a new agreement would close the room for everyone. Change it afterwards."),
                code="session_on",
            )
        if changed:
            _write(circle, changed, now)
            if "agreement" in changed:
                tell_members(circle.pk, AGREEMENT_CHANGED, now, but=actor)
            record_about_circle(actor, "circles.change", circle, now, fields=",".join(sorted(changed)))
    return circle


def close_circle(*, actor: Actor, circle_id: UUID, words: str, now: datetime) -> Circle:
    """Close a circle for good, saying what there is instead. What is planned is called off with these words, everybody
    in it is told once, and members can read what was said. Harmless for one that is closed.

    Raises Absent for who may not, Conflict while a session is on, Invalid for the words.
    """
    words = clean_line(words)
    with transaction.atomic():
        circle = _locked(actor, circle_id)
        if not policies.may_close_circle(actor):
            raise Absent
        if not circle.is_open:
            return circle
        if not words or len(words) > LONGEST_INSTEAD:
            raise Invalid(fields={"words": [_("Say what people can do instead, in at most 200 letters.")]})
        if circle.pk in sessions_on([circle], now):
            raise Conflict(_("A meeting is on. End it first, then close the circle."), code="session_on")
        for session in CircleSession.objects.filter(circle=circle, cancelled_at=None, starts_at__gt=now):
            call_off(actor, session.pk, words, now)
        end_turn(circle, now)
        circle.state, circle.closed_at, circle.closing_words = CircleState.CLOSED, now, words
        circle.save(update_fields=["state", "closed_at", "closing_words"])
        tell_members(circle.pk, CIRCLE_CLOSED, now, but=actor)
        touch_room(room_id=circle.room_id)
        record_about_circle(actor, "circles.close", circle, now)
    return circle


def _locked(actor: Actor, circle_id: UUID) -> Circle:
    """For whoever may change something about it; so that two changes come one after the other."""
    circle = policies.circles_visible_to(actor).select_for_update().filter(pk=circle_id).first()
    if circle is None or not policies.settings_open_to(actor, circle):
        raise Absent
    return circle


def _wrong_with(circle: Circle, changed: Mapping[str, Any], now: datetime) -> dict[str, list[Message]]:
    fields = dict(changed)
    if "format" in changed:  # it may take fewer people than are let in now
        fields.setdefault("capacity", circle.capacity)
    wrong = wrong_fields(fields, format=changed.get("format", circle.format))
    members = Membership.objects.filter(circle=circle, part=Part.MEMBER)
    if "age_band" in changed and members.exists():
        wrong["age_band"] = [_("People are in it already, so the age group stays. You can open one more circle.")]
    if "format" in changed and (members.exists() or _is_planned(circle, now)):
        wrong["format"] = [_("Somebody has joined, or times are planned: how it meets stays.")]
    if "capacity" in changed and members.filter(policies.ACTIVE).count() > changed["capacity"]:
        wrong["capacity"] = [_("There are more people in it already.")]
    if "time_zone" in changed and "time_zone" not in wrong:
        zone = changed["time_zone"]
        if not all(is_by_day(one.starts_at, one.ends_at, zone) for one in planned_sessions(circle, now)):
            wrong["time_zone"] = [_("A planned meeting would be at night there. Move it or call it off first.")]
    return wrong


def _is_planned(circle: Circle, now: datetime) -> bool:
    return bool(planned_sessions(circle, now)) or OpeningHours.objects.filter(circle=circle).exists()


def _write(circle: Circle, changed: Mapping[str, Any], now: datetime) -> None:
    for name, value in changed.items():
        setattr(circle, name, value)
    if "agreement" in changed:
        circle.agreement_version += 1
    fields = {*changed, "agreement_version"}
    mode = Mode.SLOW if circle.format == Format.BOARD else Mode.PRE_MODERATED
    is_lawful = policies.may_talk_so(circle.age_band, circle.mode, circle.format)
    if "format" in changed or not (is_lawful and circle.reads_first >= circle.reads_everything):
        circle.mode, circle.reads_first, circle.slowed_by_rule, circle.mode_since = mode, True, False, now
        fields |= {"mode", "reads_first", "slowed_by_rule", "mode_since"}
        Turn.objects.filter(circle=circle).delete()
    circle.save(update_fields=fields)
    if "mode" in fields:
        append_event(room_id=circle.room_id, kind="mode", subject_id=circle.pk, now=now)
    touch_room(room_id=circle.room_id)
