"""What somebody gets of circles when they ask for their own data (SG-46): a function for each kind of row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from peer_circles.keeping import over_since, term_in
from peer_circles.models import (
    Aside,
    AsideMessage,
    CheckIn,
    Debrief,
    Invitation,
    Membership,
    Message,
    Reaction,
    SessionReminder,
    Shift,
    Turn,
)

Rows = Iterable[dict[str, Any]]


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def memberships_of(persona_id: UUID) -> Rows:
    for row in Membership.objects.filter(persona=persona_id).select_related("circle").order_by("joined_at"):
        yield {
            "circle": row.circle.name,
            "part": row.part,
            "agreement": row.agreed_version,
            "joined_at": _when(row.joined_at),
            "left_at": _when(row.left_at),
            "removed_at": _when(row.removed_at),
        }


def invitations_of(persona_id: UUID) -> Rows:
    for row in Invitation.objects.filter(persona=persona_id).select_related("circle").order_by("invited_at"):
        yield {
            "circle": row.circle.name,
            "invited_at": _when(row.invited_at),
            "accepted_at": _when(row.accepted_at),
            "declined_at": _when(row.declined_at),
        }


def reminders_of(persona_id: UUID) -> Rows:
    rows = SessionReminder.objects.filter(persona=persona_id).select_related("session__circle")
    for row in rows.order_by("sent_at"):
        yield {"circle": row.session.circle.name, "sent_at": _when(row.sent_at)}


def shifts_of(persona_id: UUID) -> Rows:
    for row in Shift.objects.filter(persona=persona_id).select_related("session__circle").order_by("began_at"):
        yield {
            "circle": row.session.circle.name,
            "duty": row.duty,
            "began_at": _when(row.began_at),
            "ended_at": _when(row.ended_at),
            "offered_at": _when(row.offered_at),
        }


def reactions_of(persona_id: UUID) -> Rows:
    for row in Reaction.objects.filter(persona=persona_id).select_related("message__circle").order_by("pk"):
        yield {"circle": row.message.circle.name, "kind": row.kind}


def turns_of(persona_id: UUID) -> Rows:
    for row in Turn.objects.filter(persona=persona_id).select_related("circle"):
        yield {"circle": row.circle.name, "ends_at": _when(row.ends_at)}


def check_ins_of(persona_id: UUID) -> Rows:
    for row in CheckIn.objects.filter(persona=persona_id).select_related("session__circle").order_by("came_at"):
        yield {
            "circle": row.session.circle.name,
            "agreement": row.agreed_version,
            "mood": row.mood,
            "word": row.word,
            "came_at": _when(row.came_at),
            "mood_after": row.mood_after,
            "takeaway": row.takeaway,
            "went_at": _when(row.went_at),
            "connected_at": _when(row.line_at),
        }


def debriefs_of(persona_id: UUID) -> Rows:
    for row in Debrief.objects.filter(persona=persona_id).select_related("session__circle"):
        yield {
            "circle": row.session.circle.name,
            "duty": row.duty,
            "went": row.went,
            "worries": row.worries,
            "mood": row.mood,
            "wants_to_talk": row.wants_to_talk,
            "written_at": _when(row.written_at),
        }


def talks_alone_of(persona_id: UUID) -> Rows:
    rows = Aside.objects.filter(Q(member=persona_id) | Q(staff=persona_id)).select_related("circle")
    for row in rows.order_by("asked_at", "offered_at"):
        yield {
            "circle": row.circle.name,
            "state": row.state,
            "asked_at": _when(row.asked_at),
            "offered_at": _when(row.offered_at),
            "opened_at": _when(row.opened_at),
            "over_at": _when(row.over_at),
        }


def said_alone_by(persona_id: UUID) -> Rows:
    rows = AsideMessage.objects.filter(author=persona_id).select_related("aside__circle")
    for row in rows.order_by("created_at"):
        yield {
            "circle": row.aside.circle.name,
            "text": row.text,
            "state": row.state,
            "at": _when(row.created_at),
        }


def messages_of(persona_id: UUID) -> Rows:
    for row in Message.objects.filter(author=persona_id).select_related("circle").order_by("created_at"):
        yield {
            "circle": row.circle.name,
            "text": row.text,
            "state": row.state,
            "without_my_name": row.is_anonymous,
            "content_note": row.content_note,
            "at": _when(row.created_at),
            "deleted_after": _when(over_since(row) + term_in(row.circle)),
        }
