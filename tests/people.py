"""The cast. Tests speak of these people; two of everything, so that "someone else's" is always tried.

amina   16, member            bilal   16, member, somebody else
lina    11, under the gate    sam     20, member
joel    facilitator           zola    moderator          nia     counsellor
salma   safeguarding lead     otto    partner editor     olga    partner editor elsewhere
ada     owner                 and a stranger, who is not signed in
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from pop.accounts import names
from pop.accounts.contracts import Actor, AgeBand, Role
from pop.accounts.models import Login, Organisation, Persona, StaffRole
from pop.accounts.selectors import actor_for

PASSPHRASE = "seven quiet rivers"
SECOND_FACTOR = {"account_authentication_methods": [{"method": "password", "at": 0}, {"method": "mfa", "at": 0}]}
PASSPHRASE_ONLY = {"account_authentication_methods": [{"method": "password", "at": 0}]}
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Person:
    """Somebody of the cast, with the rows behind them."""

    login: Login
    persona: Persona

    @property
    def name(self) -> str:
        return self.persona.name

    @property
    def actor(self) -> Actor:
        """Signed in; staff with their second factor."""
        return actor_for(Login.objects.get(pk=self.login.pk), SECOND_FACTOR)

    @property
    def actor_without_second_factor(self) -> Actor:
        return actor_for(Login.objects.get(pk=self.login.pk), PASSPHRASE_ONLY)


def person(name: str, age_band: AgeBand | str = AgeBand.EIGHTEEN_TO_TWENTY_FOUR, *roles: Role, **role_fields) -> Person:
    """Somebody new, signed up, holding these roles."""
    login = Login(username=name, age_band=age_band, is_superuser=Role.OWNER in roles)
    login.set_password(PASSPHRASE)
    login.save()
    persona = Persona.objects.create(login=login, name=name, skeleton=names.skeleton(name))
    for role in roles:
        StaffRole.objects.create(login=login, role=role, granted_at=LONG_AGO, **role_fields)
    return Person(login, persona)


def organisation(name: str) -> Organisation:
    return Organisation.objects.create(name=name, slug=name.lower().replace(" ", "-"))
