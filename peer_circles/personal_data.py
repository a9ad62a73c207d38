"""What circles keep about a person, and what becomes of it when they leave."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from peer_circles.actions import forget_person
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

_SAID = format_lazy(
    _(
        "What you said in circles stays there for the others, without your name, until it is deleted: {days} days "
        "after it was said, on a board {board} days."
    ),
    days=settings.POP_TALK_DAYS["live"],
    board=settings.POP_TALK_DAYS["board"],
)
_IN_CIRCLES = _(
    "What was still waiting is taken back, and that you were a member or invited is deleted. That we reminded you of "
    "a meeting is deleted a day after it began. How you felt when you came to a meeting and when you went is deleted "
    "a month after it. What staff wrote about a meeting stays, without their name. That it is your turn to speak is "
    "kept only while it is. Answers without words are deleted."
)


class CircleData:
    area = "circles"
    models: tuple[type[Model], ...] = (
        Membership,
        Message,
        Reaction,
        Invitation,
        SessionReminder,
        Shift,
        CheckIn,
        Debrief,
        Turn,
        Aside,
        AsideMessage,
    )
    retention = format_lazy(
        "{} {} {}",
        _SAID,
        _IN_CIRCLES,
        _("What was said while you talked alone with somebody of the staff is deleted a month after the talk."),
    )

    def export(self, persona_id: UUID) -> Any:
        memberships = Membership.objects.filter(persona=persona_id).select_related("circle").order_by("joined_at")
        messages = Message.objects.filter(author=persona_id).select_related("circle").order_by("created_at")
        return {
            "memberships": [
                {
                    "circle": row.circle.name,
                    "part": row.part,
                    "agreement": row.agreed_version,
                    "joined_at": row.joined_at.isoformat(),
                    "left_at": row.left_at.isoformat() if row.left_at else None,
                    "removed_at": row.removed_at.isoformat() if row.removed_at else None,
                }
                for row in memberships
            ],
            "invitations": [
                {
                    "circle": row.circle.name,
                    "invited_at": row.invited_at.isoformat(),
                    "accepted_at": row.accepted_at.isoformat() if row.accepted_at else None,
                    "declined_at": row.declined_at.isoformat() if row.declined_at else None,
                }
                for row in Invitation.objects.filter(persona=persona_id).select_related("circle").order_by("invited_at")
            ],
            "reminders": [
                {"circle": row.session.circle.name, "sent_at": row.sent_at.isoformat()}
                for row in SessionReminder.objects.filter(persona=persona_id)
                .select_related("session__circle")
                .order_by("sent_at")
            ],
            "shifts": [
                {
                    "circle": row.session.circle.name,
                    "duty": row.duty,
                    "began_at": row.began_at.isoformat(),
                    "ended_at": row.ended_at.isoformat() if row.ended_at else None,
                    "offered_at": row.offered_at.isoformat() if row.offered_at else None,
                }
                for row in Shift.objects.filter(persona=persona_id)
                .select_related("session__circle")
                .order_by("began_at")
            ],
            "answers_without_words": [
                {"circle": row.message.circle.name, "kind": row.kind}
                for row in Reaction.objects.filter(persona=persona_id).select_related("message__circle").order_by("pk")
            ],
            "turns": [
                {"circle": row.circle.name, "ends_at": row.ends_at.isoformat()}
                for row in Turn.objects.filter(persona=persona_id).select_related("circle")
            ],
            "check_ins": [
                {
                    "circle": row.session.circle.name,
                    "agreement": row.agreed_version,
                    "mood": row.mood,
                    "word": row.word,
                    "came_at": row.came_at.isoformat(),
                    "mood_after": row.mood_after,
                    "takeaway": row.takeaway,
                    "went_at": row.went_at.isoformat() if row.went_at else None,
                    "connected_at": row.line_at.isoformat() if row.line_at else None,
                }
                for row in CheckIn.objects.filter(persona=persona_id)
                .select_related("session__circle")
                .order_by("came_at")
            ],
            "debriefs": [
                {
                    "circle": row.session.circle.name,
                    "duty": row.duty,
                    "went": row.went,
                    "worries": row.worries,
                    "mood": row.mood,
                    "wants_to_talk": row.wants_to_talk,
                    "written_at": row.written_at.isoformat(),
                }
                for row in Debrief.objects.filter(persona=persona_id).select_related("session__circle")
            ],
            "talks_alone": [
                {
                    "circle": row.circle.name,
                    "state": row.state,
                    "asked_at": row.asked_at.isoformat() if row.asked_at else None,
                    "offered_at": row.offered_at.isoformat() if row.offered_at else None,
                    "opened_at": row.opened_at.isoformat() if row.opened_at else None,
                    "over_at": row.over_at.isoformat() if row.over_at else None,
                }
                for row in Aside.objects.filter(Q(member=persona_id) | Q(staff=persona_id))
                .select_related("circle")
                .order_by("asked_at", "offered_at")
            ],
            "said_alone": [
                {
                    "circle": row.aside.circle.name,
                    "text": row.text,
                    "state": row.state,
                    "at": row.created_at.isoformat(),
                }
                for row in AsideMessage.objects.filter(author=persona_id)
                .select_related("aside__circle")
                .order_by("created_at")
            ],
            "messages": [
                {
                    "circle": row.circle.name,
                    "text": row.text,
                    "state": row.state,
                    "without_my_name": row.is_anonymous,
                    "content_note": row.content_note,
                    "at": row.created_at.isoformat(),
                    "deleted_after": (over_since(row) + term_in(row.circle)).isoformat(),
                }
                for row in messages
            ],
        }

    def erase(self, persona_id: UUID) -> None:
        """Memberships go, waiting messages are taken back, and what was shown stands without a name."""
        forget_person(persona_id=persona_id)
