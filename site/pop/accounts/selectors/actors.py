"""Who is asking, and which roles are held now: made anew for every request, from rows and the session."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import DateField, Q

from pop.accounts.contracts import ANONYMOUS, Actor, AgeBand, Role
from pop.accounts.models import Consent, Login, Persona, StaffRole
from pop.core import clock
from pop.core.prepared import Among, Given, Prepared

# allauth's record of how this session signed in; "mfa" stands for a second factor of any kind.
_HOW_SIGNED_IN = "account_authentication_methods"
_WHO_SIGNED_IN = "account_authentication_methods_user"
BEGAN_MARK = "pop_began"
SEEN_MARK = "pop_seen"


def actor_for(login: Login | AnonymousUser, session: Mapping[str, Any]) -> Actor:
    """The actor behind this session, read afresh. Roles count only with a second factor (SEC-43)."""
    return actors_for([(login, session)])[0]


_HELD: Prepared[tuple[UUID, str, UUID | None]] = Prepared(
    lambda: StaffRole.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gte=Given("today", DateField())),
        Among("login", "logins"),
        ended_at__isnull=True,
    ).values_list("login", "role", "organisation_id")
)


RolesHeld = Mapping[UUID, Sequence[tuple[Role, UUID | None]]]  # by login: role, and for which organisation


def ask_roles(login_ids: Iterable[UUID]) -> Callable[[], RolesHeld]:
    """The roles these logins hold today: asked now, answered by calling what this gives."""
    rows = _HELD.ask(logins=login_ids, today=clock.now().date())

    def answer() -> RolesHeld:
        held: dict[UUID, list[tuple[Role, UUID | None]]] = {}
        for login_id, role, organisation_id in rows():
            held.setdefault(login_id, []).append((Role(role), organisation_id))
        return held

    return answer


def actors_for(
    signed_in: Sequence[tuple[Login | AnonymousUser, Mapping[str, Any]]],
    personas: Mapping[UUID, UUID] | None = None,
    held: RolesHeld | None = None,
) -> list[Actor]:
    """As `actor_for`, for many at once in three queries at most; in the order asked. `personas` and `held`: by login,
    for who has just read them. Consent is asked for only where it counts."""
    logins = {login.pk: login for login, _session in signed_in if isinstance(login, Login) and login.is_active}
    ids = logins.keys()
    if not ids:
        return [ANONYMOUS] * len(signed_in)
    if held is None:
        held = ask_roles(ids)()
    if personas is None:
        personas = dict(Persona.objects.filter(login__in=ids).values_list("login", "pk"))
    young = [pk for pk, login in logins.items() if login.age_band == AgeBand.TEN_TO_TWELVE]
    consenting = set(Consent.objects.filter(login__in=young).values_list("login", flat=True)) if young else set()
    return [
        _actor(login, session, held.get(login.pk, []), personas.get(login.pk), login.pk in consenting)
        if isinstance(login, Login) and login.pk in ids
        else ANONYMOUS
        for login, session in signed_in
    ]


def _actor(
    login: Login,
    session: Mapping[str, Any],
    held: Sequence[tuple[Role, UUID | None]],
    persona_id: UUID | None,
    has_consent: bool,
) -> Actor:
    if _has_ended(session, is_staff=bool(held)):
        return ANONYMOUS
    roles = frozenset(role for role, _organisation in held)
    proved = has_second_factor(session, login.pk)
    return Actor(
        login_id=login.pk,
        persona_id=persona_id,
        age_band=AgeBand(login.age_band) if login.age_band else None,
        roles=roles if proved else frozenset(),
        unproved_roles=frozenset() if proved else roles,
        organisation_ids=frozenset(organisation for _role, organisation in held if organisation and proved),
        has_consent=has_consent,
    )


def has_second_factor(session: Mapping[str, Any], login_id: UUID) -> bool:
    """Whether this session was signed in with a second factor, by this very login."""
    return second_factor_at(session, login_id) is not None


def second_factor_at(session: Mapping[str, Any], login_id: UUID) -> float | None:
    """When this login last showed a second factor in this session, in seconds since 1970; None for never."""
    if session.get(_WHO_SIGNED_IN, str(login_id)) != str(login_id):
        return None
    times = [record.get("at", 0) for record in session.get(_HOW_SIGNED_IN, []) if record.get("method") == "mfa"]
    return max(times, default=None)


def is_over(login_id: UUID, session: Mapping[str, Any]) -> bool:
    """Whether a session has reached its end: too long idle, sooner for staff, or too old altogether (SEC-41).

    The marks are set by the middleware, to the minute. A session without marks has just begun.
    """
    return _has_ended(session, is_staff=False) or (
        _has_ended(session, is_staff=True) and bool(roles_held(login_id=login_id))
    )


def _has_ended(session: Mapping[str, Any], *, is_staff: bool) -> bool:
    now = clock.now().timestamp()
    idle = now - session.get(SEEN_MARK, now)
    allowed = settings.POP_STAFF_IDLE_SECONDS if is_staff else settings.POP_IDLE_SECONDS
    return now - session.get(BEGAN_MARK, now) > settings.POP_SESSION_SECONDS or idle > allowed


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


def is_last_owner(login_id: UUID) -> bool:
    """Whether this login, and no other, holds the owner role today."""
    return {held.login_id for held in roles_held() if held.role is Role.OWNER} == {login_id}
