"""The rows of circles, by what they are about."""

from peer_circles.models.asides import Aside, AsideMessage, AsideWords
from peer_circles.models.circles import (
    LONGEST_INSTEAD,
    MOST_LIVE,
    MOST_ON_A_BOARD,
    Circle,
    CircleState,
    Format,
    Mode,
    Turn,
)
from peer_circles.models.messages import LONGEST_TEXT, ContentNote, Message, MessageState, Reaction, Support
from peer_circles.models.people import Invitation, Membership, Part
from peer_circles.models.planning import LONGEST_PAUSE, OpeningHours, Pause, StaffSeen, Weekday
from peer_circles.models.sentences import LONGEST_SENTENCE, PreparedSentence, SentenceUse
from peer_circles.models.sessions import (
    LONGEST_DEBRIEF,
    LONGEST_SESSION,
    LONGEST_TAKEAWAY,
    LONGEST_WORD,
    SHORTEST_SESSION,
    CheckIn,
    CircleSession,
    Debrief,
    Duty,
    SessionReminder,
    Shift,
)

__all__ = [
    "LONGEST_DEBRIEF",
    "LONGEST_INSTEAD",
    "LONGEST_PAUSE",
    "LONGEST_SENTENCE",
    "LONGEST_SESSION",
    "LONGEST_TAKEAWAY",
    "LONGEST_TEXT",
    "LONGEST_WORD",
    "MOST_LIVE",
    "MOST_ON_A_BOARD",
    "SHORTEST_SESSION",
    "Aside",
    "AsideMessage",
    "AsideWords",
    "CheckIn",
    "Circle",
    "CircleSession",
    "CircleState",
    "ContentNote",
    "Debrief",
    "Duty",
    "Format",
    "Invitation",
    "Membership",
    "Message",
    "MessageState",
    "Mode",
    "OpeningHours",
    "Part",
    "Pause",
    "PreparedSentence",
    "Reaction",
    "SentenceUse",
    "SessionReminder",
    "Shift",
    "StaffSeen",
    "Support",
    "Turn",
    "Weekday",
]
