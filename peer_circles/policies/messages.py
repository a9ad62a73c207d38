"""How people may talk, and who may say, decide about or take back what, each check beside the filter for a list."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from moderation.contracts import Effect
from peer_circles.models import (
    Circle,
    Format,
    Membership,
    Message,
    MessageState,
    Mode,
    Turn,
)
from peer_circles.policies.circles import UNDER_16, circles_looked_after_by, may_moderate
from pop.accounts.contracts import Actor
from pop.realtime.contracts import Seat


def waits_for_a_person(circle: Circle, seat: Seat, membership: Membership | None) -> bool:
    """Whether whatever this person says here is read before the others see it (SG-10): everything in a circle where a
    person reads first and of everybody under 16, and anyone's first messages. Staff are not made to wait."""
    if seat.is_staff:
        return False
    if circle.reads_everything:
        return True
    return membership is None or membership.let_through < settings.POP_CIRCLES_READ_FIRST


def may_steer(actor: Actor, circle: Circle) -> bool:
    """Change how people talk in a circle, and give turns: whoever moderates it."""
    return may_moderate(actor, circle)


def may_talk_so(age_band: str, mode: str, format: str = "") -> bool:
    """Whether there is this mode, and a circle of this age and format may have it: under 16 none without a person who
    reads every message first (SG-10), and boards are always slow."""
    if format == Format.BOARD and mode != Mode.SLOW:
        return False
    return mode in Mode.values and (mode != Mode.OPEN or age_band not in UNDER_16)


def may_speak(actor: Actor, circle: Circle, seat: Seat, turn: Turn | None, now: datetime) -> bool:
    """Where people take turns: only whose turn it is, for as long as it lasts. Staff may always."""
    if seat.is_staff or circle.mode != Mode.TURNS:
        return True
    return turn is not None and turn.persona_id == actor.persona_id and now < turn.ends_at


def may_decide(actor: Actor, message: Message) -> bool:
    """Show or hide a message: whoever moderates the circle, and never about words of their own."""
    is_own = message.author_id is not None and message.author_id == actor.persona_id
    return not is_own and may_moderate(actor, message.circle)


def may_retract(actor: Actor, message: Message) -> bool:
    return actor.persona_id is not None and message.author_id == actor.persona_id


def messages_shown() -> QuerySet[Message]:
    """What anybody with a seat may see: everything that ever had a place, as what it is now."""
    return Message.objects.filter(seq__isnull=False)


def messages_published() -> QuerySet[Message]:
    """What stands there with its words at this moment."""
    return messages_shown().filter(state=MessageState.PUBLISHED)


def messages_with_a_name() -> QuerySet[Message]:
    """What members said with theirs: whose words somebody may hide."""
    return messages_published().filter(is_anonymous=False, by_facilitator=False, author__isnull=False)


def may_tell_about(message: Message, seat: Seat, here_since: datetime | None) -> bool:
    """Whether somebody with this seat may tell moderators about a message: staff always; a member about what was shown
    to them, whatever became of it since. Who takes words back at once is told about all the same (SG-01), and who
    came only when they had gone was never shown them. `here_since`: when they first came into the circle.
    """
    if seat.is_staff or message.state == MessageState.PUBLISHED:
        return True
    if message.seq is None or here_since is None:
        return False
    gone_at = None if message.state == MessageState.HELD else message.settled_at
    return gone_at is None or here_since <= gone_at


def voice_of(message: Message) -> UUID | None:
    """Whose words a message holds, for whoever hears nothing of them; the same in `messages_with_a_name` for lists.

    None for staff and for what was said without a name: by what is missing they would learn whose it is (SG-05).
    """
    return None if message.is_anonymous or message.by_facilitator else message.author_id


def messages_looked_after_by(actor: Actor) -> QuerySet[Message]:
    """Everything `may_decide` says yes to for a facilitator."""
    return Message.objects.filter(circle__in=circles_looked_after_by(actor)).filter(
        ~Q(author=actor.persona_id) | Q(author=None)
    )


def needs_care(message: Message) -> bool:
    return message.verdict.get("effect") == Effect.CARE
