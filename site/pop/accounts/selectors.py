"""Reading about people. The only place where a login and its persona meet."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import DateField, Q
from django.utils.translation import gettext

from pop.accounts import names
from pop.accounts.contracts import (
    ANONYMOUS,
    Actor,
    AgeBand,
    NoticeText,
    NoticeTopic,
    Role,
    areas_with_personal_data,
    wording_of,
)
from pop.accounts.models import (
    Consent,
    HiddenPerson,
    Login,
    Notice,
    Organisation,
    Persona,
    RecoveryCode,
    StaffRole,
    UnwantedNotices,
)
from pop.accounts.policies import may_change_roles
from pop.core import clock
from pop.core.errors import Absent, SignInNeeded
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


def wanted_notices(actor: Actor) -> list[str]:
    """The topics the actor can choose, and wants."""
    unwanted = set(UnwantedNotices.objects.filter(persona=actor.persona_id).values_list("topic", flat=True))
    return [topic.value for topic in NoticeTopic if topic is not NoticeTopic.DECISION and topic.value not in unwanted]


def member_named(name: str) -> Actor | None:
    """Whoever has exactly this pseudonym, as somebody without a session: no role counts. None where nobody has.

    For actions that look the same either way: whether a name is taken is nobody's business (SG-06).
    """
    login = Login.objects.filter(persona__name=name, is_active=True).first() if name else None
    return actor_for(login, {}) if login is not None else None


def unread_notices(actor: Actor) -> int:
    """How many notices the actor has not read."""
    if actor.persona_id is None:
        return 0
    return Notice.objects.filter(persona=actor.persona_id, read_at__isnull=True).count()


def wording_in_reader_language(notice: Notice) -> str:
    text = _text_of(notice)
    return f"{text.title} {text.body}".strip()


def _text_of(notice: Notice) -> NoticeText:
    wording = wording_of(notice.kind)
    return wording(notice.facts) if wording else NoticeText(gettext("There is news for you."))


def is_last_owner(login_id: UUID) -> bool:
    """Whether this login, and no other, holds the owner role today."""
    return {held.login_id for held in roles_held() if held.role is Role.OWNER} == {login_id}


def looks_like_staff(name: str, *, but: UUID | None = None) -> bool:
    """Whether a pseudonym differs from that of somebody who works here by digits at the end only."""
    staff = {held.login_id for held in roles_held()} - {but}
    return names.stem(name) in {
        names.stem(taken) for taken in Persona.objects.filter(login__in=staff).values_list("name", flat=True)
    }


def recovery_codes_left(actor: Actor) -> int:
    return RecoveryCode.objects.filter(login=actor.login_id).count() if actor.is_signed_in else 0


def staff_for(actor: Actor) -> list[StaffRole]:
    """Every role held or lapsed, not ended; for owners. Raises Absent."""
    if not may_change_roles(actor):
        raise Absent
    return list(
        StaffRole.objects.filter(ended_at__isnull=True)
        .select_related("login__persona", "organisation")
        .order_by("login__username", "role", "pk")
    )


def organisations_of(actor: Actor) -> list[Organisation]:
    """The partners the actor writes for."""
    return list(Organisation.objects.filter(pk__in=actor.organisation_ids).order_by("name", "pk"))


def own_data_of(actor: Actor) -> dict[str, Any]:
    """Everything every area keeps about the actor, ready for JSON (SG-46). Raises SignInNeeded."""
    if actor.login_id is None:
        raise SignInNeeded
    areas = {
        area.area: area.export(actor.persona_id) if actor.persona_id else None for area in areas_with_personal_data()
    }
    return {"made_on": clock.now().date().isoformat(), "areas": areas}


def how_long_data_is_kept() -> list[tuple[str, str]]:
    """Each area's name and its own sentence on how long it keeps what (SG-42)."""
    return [(area.area, str(area.retention)) for area in areas_with_personal_data()]


def hidden_by(persona_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, str]]:
    """For each of these people: whom they hide, and how ("mute" or "block"). One query. For what they see themselves,
    and nothing else (SG-05)."""
    hidden: dict[UUID, dict[UUID, str]] = {}
    rows = HiddenPerson.objects.filter(persona__in=set(persona_ids)).values_list("persona", "hidden", "how")
    for persona_id, other_id, how in rows:
        hidden.setdefault(persona_id, {})[other_id] = how
    return hidden


def people_hidden_by(actor: Actor) -> list[HiddenPerson]:
    """The actor's own list, by name."""
    rows = HiddenPerson.objects.filter(persona=actor.persona_id).select_related("hidden")
    return list(rows.order_by("hidden__name", "pk"))
