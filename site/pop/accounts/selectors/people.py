"""People and organisations: names, colleagues, whom somebody hides, everything kept about them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from pop.accounts import names
from pop.accounts.contracts import Actor, areas_with_personal_data
from pop.accounts.models import HiddenPerson, Login, Organisation, Persona, RecoveryCode, StaffRole
from pop.accounts.policies import may_change_roles
from pop.accounts.selectors.actors import actor_for, roles_held
from pop.core import clock
from pop.core.errors import Absent, SignInNeeded
from pop.core.prepared import Among, Prepared


def organisations() -> list[Organisation]:
    """Every partner, by name. That a partner is one is public."""
    return list(Organisation.objects.order_by("name", "pk"))


def names_of(persona_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The pseudonyms behind these ids, in one query; whoever left is "someone who left"."""
    return {persona.pk: str(persona) for persona in Persona.objects.filter(pk__in=set(persona_ids)).only("name")}


def member_named(name: str) -> Actor | None:
    """Whoever has exactly this pseudonym, as somebody without a session: no role counts. None where nobody has.

    For actions that look the same either way: whether a name is taken is nobody's business (SG-06).
    """
    login = Login.objects.filter(persona__name=name, is_active=True).first() if name else None
    return actor_for(login, {}) if login is not None else None


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


# Asked for everybody who has a line to a room, at every beat.
_HIDDEN: Prepared[tuple[UUID, UUID, str]] = Prepared(
    lambda: HiddenPerson.objects.filter(Among("persona", "personas")).order_by().values_list("persona", "hidden", "how")
)


def hidden_by(persona_ids: Iterable[UUID]) -> dict[UUID, dict[UUID, str]]:
    """For each of these people: whom they hide, and how ("mute" or "block"). One query. For what they see themselves,
    and nothing else (SG-05)."""
    hidden: dict[UUID, dict[UUID, str]] = {}
    personas = set(persona_ids)
    for persona_id, other_id, how in _HIDDEN(personas=personas) if personas else ():
        hidden.setdefault(persona_id, {})[other_id] = how
    return hidden


def people_hidden_by(actor: Actor) -> list[HiddenPerson]:
    """The actor's own list, by name."""
    rows = HiddenPerson.objects.filter(persona=actor.persona_id).select_related("hidden")
    return list(rows.order_by("hidden__name", "pk"))
