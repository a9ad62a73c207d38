"""What POP has told somebody inside the site, in their language."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext

from pop.accounts.contracts import Actor, NoticeText, NoticeTopic, wording_of
from pop.accounts.models import Notice, UnwantedNotices


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice in the reader's language."""

    id: UUID
    text: NoticeText
    created_at: datetime
    is_read: bool


def notices_for(actor: Actor, *, limit: int = 100) -> list[ShownNotice]:
    """The actor's own notices, newest first."""
    if actor.persona_id is None:
        return []
    rows = Notice.objects.filter(persona=actor.persona_id).order_by("-created_at", "-id")[:limit]
    return [ShownNotice(row.pk, _text_of(row), row.created_at, row.read_at is not None) for row in rows]


@dataclass(frozen=True, slots=True)
class NoticePage:
    notices: list[ShownNotice]
    next_after: UUID | None


def page_of_notices(actor: Actor, *, after: UUID | None = None, size: int = 20) -> NoticePage:
    """The actor's own, newest first, `size` after the one named; from the start for one that is not theirs."""
    if actor.persona_id is None:
        return NoticePage([], None)
    mine = Notice.objects.filter(persona=actor.persona_id)
    last = mine.filter(pk=after).first() if after else None
    rows = mine
    if last is not None:
        rows = mine.filter(created_at__lte=last.created_at).exclude(created_at=last.created_at, pk__gte=last.pk)
    found = list(rows.order_by("-created_at", "-id")[: size + 1])
    shown = [ShownNotice(row.pk, _text_of(row), row.created_at, row.read_at is not None) for row in found[:size]]
    return NoticePage(shown, shown[-1].id if len(found) > size else None)


def has_news(actor: Actor) -> bool:
    """Whether there is a notice the actor has not read. How many is nobody's hurry (SG-39)."""
    return actor.persona_id is not None and Notice.objects.filter(persona=actor.persona_id, read_at=None).exists()


def unread_notices(actor: Actor) -> int:
    """How many notices the actor has not read."""
    if actor.persona_id is None:
        return 0
    return Notice.objects.filter(persona=actor.persona_id, read_at__isnull=True).count()


def wanted_notices(actor: Actor) -> list[str]:
    """The topics the actor can choose, and wants."""
    unwanted = set(UnwantedNotices.objects.filter(persona=actor.persona_id).values_list("topic", flat=True))
    return [topic.value for topic in NoticeTopic if topic is not NoticeTopic.DECISION and topic.value not in unwanted]


def wording_in_reader_language(notice: Notice) -> str:
    text = _text_of(notice)
    return f"{text.title} {text.body}".strip()


def _text_of(notice: Notice) -> NoticeText:
    wording = wording_of(notice.kind)
    return wording(notice.facts) if wording else NoticeText(gettext("There is news for you."))
