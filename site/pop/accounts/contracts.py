"""The words other areas share with accounts: who acts, in which role, in which age band; what an area that keeps rows
about a person promises; and how an area words the notices it sends to people."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from pop.core.errors import Message


class AgeBand(models.TextChoices):
    """All POP knows about anybody's age (SG-38)."""

    TEN_TO_TWELVE = "10-12", _("10 to 12")
    THIRTEEN_TO_FIFTEEN = "13-15", _("13 to 15")
    SIXTEEN_TO_SEVENTEEN = "16-17", _("16 to 17")
    EIGHTEEN_TO_TWENTY_FOUR = "18-24", _("18 to 24")

    @property
    def is_minor(self) -> bool:
        return self is not AgeBand.EIGHTEEN_TO_TWENTY_FOUR

    @property
    def is_under_16(self) -> bool:
        return self in (AgeBand.TEN_TO_TWELVE, AgeBand.THIRTEEN_TO_FIFTEEN)


class Role(StrEnum):
    """What staff and partners may be. A role is held by a login, is logged, and can lapse by date (SG-60)."""

    FACILITATOR = "facilitator"
    MODERATOR = "moderator"
    SAFEGUARDING_LEAD = "safeguarding_lead"
    COUNSELLOR = "counsellor"
    PARTNER_EDITOR = "partner_editor"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking, as far as any policy may know. Doors make one; actions and policies take it.

    `roles` holds only roles proved with a second factor in this session (SEC-43): a policy that asks for a role can
    therefore never be passed with a passphrase alone. `unproved_roles` exists to say what is missing.
    """

    login_id: UUID | None = None
    persona_id: UUID | None = None
    age_band: AgeBand | None = None
    roles: frozenset[Role] = frozenset()
    unproved_roles: frozenset[Role] = frozenset()
    organisation_ids: frozenset[UUID] = frozenset()
    has_consent: bool = False  # the under-13 gate was passed (SG-43)

    @property
    def is_signed_in(self) -> bool:
        return self.login_id is not None

    @property
    def is_staff(self) -> bool:
        return bool(self.roles)

    def has_role(self, *wanted: Role) -> bool:
        return not self.roles.isdisjoint(wanted)


ANONYMOUS = Actor()
SYSTEM = Actor(roles=frozenset())  # rules of the software acting by themselves; in the audit log it has no login


@dataclass(frozen=True, slots=True)
class NoticeText:
    """How one notice reads: plain text, in the reader's language, and a path on this site or ""."""

    title: str
    body: str = ""
    url: str = ""


class NoticeTopic(models.TextChoices):
    """What a notice is about, as people choose which ones they want. Decisions always come (SG-49)."""

    DECISION = "decision", _("Decisions about something of yours")
    ANSWER = "answer", _("Answers to what you told us")
    INVITATION = "invitation", _("Invitations to circles")
    REMINDER = "reminder", _("Reminders before a circle of yours meets")
    REMIX = "remix", _("When somebody has made something out of a project of yours")


NoticeWording = Callable[[dict[str, Any]], NoticeText]
_notices: dict[str, NoticeWording] = {}
_topics: dict[str, NoticeTopic] = {}


def register_notice(kind: str, wording: NoticeWording, topic: NoticeTopic = NoticeTopic.DECISION) -> None:
    """Say how notices of this kind read; called from an area's apps.py. Raises ValueError on a second registration.

    `wording` gets the facts given to `actions.notify` and is called when the notice is shown, in the reader's
    language. It must manage with facts whose subject is gone.
    """
    if _notices.get(kind, wording) is not wording:
        raise ValueError(f"notices of kind {kind} are registered already")
    _notices[kind] = wording
    _topics[kind] = topic


def registered_notices() -> dict[str, NoticeTopic]:
    """Every kind of notice there is, and what it is about."""
    return {kind: topic_of(kind) for kind in _notices}


def topic_of(kind: str) -> NoticeTopic:
    return _topics.get(kind, NoticeTopic.DECISION)


def wording_of(kind: str) -> NoticeWording | None:
    return _notices.get(kind)


class PersonalData(Protocol):
    """What an area that keeps rows about a person promises (SG-42, SG-46). Implemented in its personal_data.py."""

    area: str

    @property
    def models(self) -> tuple[type[models.Model], ...]:
        """The models it looks after; a class attribute will do."""

    @property
    def retention(self) -> Message:
        """One sentence a person can understand: how long, and what ends it. A class attribute will do."""

    def export(self, persona_id: UUID) -> Any:
        """Everything the area keeps about this persona, as plain JSON-ready data."""

    def erase(self, persona_id: UUID) -> None:
        """Remove or anonymise it. Called inside the transaction that deletes the person."""


_personal_data: dict[str, PersonalData] = {}


def register_personal_data(area: PersonalData) -> None:
    """Called from an area's apps.py. Raises ValueError on a second registration under one name."""
    if _personal_data.get(area.area, area) is not area:
        raise ValueError(f"{area.area} has registered its personal data before")
    _personal_data[area.area] = area


def areas_with_personal_data() -> Iterable[PersonalData]:
    return _personal_data.values()
