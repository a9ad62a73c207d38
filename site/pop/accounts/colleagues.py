"""Who else is staff: for telling them, and for handing work over."""

from dataclasses import dataclass
from uuid import UUID

from pop.accounts.contracts import Actor, Role
from pop.accounts.models import Persona
from pop.accounts.selectors import roles_held


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who holds a role today."""

    login_id: UUID
    persona_id: UUID
    name: str
    roles: frozenset[Role]

    def as_actor(self) -> Actor:
        """For asking a policy what they could do once they are here; nobody acts as this."""
        return Actor(login_id=self.login_id, persona_id=self.persona_id, roles=self.roles)


def colleagues_holding(*wanted: Role) -> list[Colleague]:
    """Everybody who holds one of these roles today, by name, with all their roles. Two queries."""
    held: dict[UUID, set[Role]] = {}
    for one in roles_held():
        held.setdefault(one.login_id, set()).add(one.role)
    logins = [login_id for login_id, roles in held.items() if not roles.isdisjoint(wanted)]
    personas = Persona.objects.filter(login__in=logins).order_by("name", "pk")
    return [
        Colleague(persona.login_id, persona.pk, persona.name, frozenset(held[persona.login_id]))
        for persona in personas
        if persona.login_id is not None
    ]


@dataclass(frozen=True, slots=True)
class Somebody:
    """Somebody who is here, for staff who decide about them: the roles they hold, proved in a session or not."""

    persona_id: UUID
    name: str
    roles: frozenset[Role]


def somebody_here(persona_id: UUID | None) -> Somebody | None:
    """None for who has deleted their account, and for nobody. Two queries."""
    persona = Persona.objects.filter(pk=persona_id, login__isnull=False).first() if persona_id else None
    if persona is None or persona.login_id is None:
        return None
    return Somebody(persona.pk, persona.name, frozenset(held.role for held in roles_held(login_id=persona.login_id)))
