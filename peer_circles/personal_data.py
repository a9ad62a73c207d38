"""What circles keep about a person, and what becomes of it when they leave."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from peer_circles import own_data
from peer_circles.actions import forget_person
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
        rows = {
            "memberships": own_data.memberships_of,
            "invitations": own_data.invitations_of,
            "reminders": own_data.reminders_of,
            "shifts": own_data.shifts_of,
            "answers_without_words": own_data.reactions_of,
            "turns": own_data.turns_of,
            "check_ins": own_data.check_ins_of,
            "debriefs": own_data.debriefs_of,
            "talks_alone": own_data.talks_alone_of,
            "said_alone": own_data.said_alone_by,
            "messages": own_data.messages_of,
        }
        return {name: list(rows_of(persona_id)) for name, rows_of in rows.items()}

    def erase(self, persona_id: UUID) -> None:
        """Memberships go, waiting messages are taken back, and what was shown stands without a name."""
        forget_person(persona_id=persona_id)
