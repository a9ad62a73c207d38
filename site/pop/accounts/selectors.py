"""Reading about people. The only place where a login and its persona meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext

from pop.accounts.contracts import ANONYMOUS, Actor, AgeBand, NoticeText, Role, wording_of
from pop.accounts.models import Consent, Login, Notice, Organisation, Persona, StaffRole
from pop.core import clock

# allauth's record of how this session signed in; "mfa" stands for a second factor of any kind.
_HOW_SIGNED_IN = "account_authentication_methods"


def actor_for(login: Login | AnonymousUser, session: Mapping[str, Any]) -> Actor:
    """The actor behind this session, read afresh. Roles count only with a second factor (SEC-43)."""
    if not isinstance(login.pk, UUID) or not login.is_active:
        return ANONYMOUS
    active = StaffRole.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=clock.now().date()), login=login.pk, ended_at__isnull=True
    )
    held = list(active.values_list("role", "organisation_id"))
    roles = frozenset(Role(role) for role, _organisation in held)
    proved = has_second_factor(session)
    return Actor(
        login_id=login.pk,
        persona_id=Persona.objects.filter(login=login.pk).values_list("pk", flat=True).first(),
        age_band=AgeBand(login.age_band) if login.age_band else None,
        roles=roles if proved else frozenset(),
        unproved_roles=frozenset() if proved else roles,
        organisation_ids=frozenset(organisation for _role, organisation in held if organisation and proved),
        has_consent=Consent.objects.filter(login=login.pk).exists(),
    )


def has_second_factor(session: Mapping[str, Any]) -> bool:
    """Whether this session was signed in with a second factor."""
    return any(record.get("method") == "mfa" for record in session.get(_HOW_SIGNED_IN, []))


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role somebody holds now."""

    login_id: UUID
    role: Role
    organisation_id: UUID | None


def roles_held(*, login_id: UUID | None = None) -> list[HeldRole]:
    """The roles held today, of everybody or of one login: not ended, not lapsed, the login still active.

    Says nothing about this session's second factor: whoever decides about a request asks its actor.
    """
    held = StaffRole.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=clock.now().date()),
        ended_at__isnull=True,
        login__is_active=True,
    )
    if login_id is not None:
        held = held.filter(login=login_id)
    rows = held.values_list("login_id", "role", "organisation_id").order_by("login_id", "role", "organisation_id")
    return [HeldRole(login, Role(role), organisation) for login, role, organisation in rows]


def organisations() -> list[Organisation]:
    """Every partner, by name. That a partner is one is public."""
    return list(Organisation.objects.order_by("name", "pk"))


def names_of(persona_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The pseudonyms behind these ids, in one query; whoever left is "someone who left"."""
    return {persona.pk: str(persona) for persona in Persona.objects.filter(pk__in=set(persona_ids)).only("name")}


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


def unread_notices(actor: Actor) -> int:
    """How many notices the actor has not read."""
    if actor.persona_id is None:
        return 0
    return Notice.objects.filter(persona=actor.persona_id, read_at__isnull=True).count()


def _text_of(notice: Notice) -> NoticeText:
    wording = wording_of(notice.kind)
    return wording(notice.facts) if wording else NoticeText(gettext("There is news for you."))
