"""The demo's cast. Seeding code: it writes rows itself, and only the demo settings mount the door that uses them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pop.accounts import actions, names
from pop.accounts.contracts import ANONYMOUS, Actor, AgeBand, Role
from pop.accounts.models import Login, Organisation, Persona
from pop.accounts.selectors import roles_held
from pop.core.errors import Message

PASSPHRASE = "seven quiet rivers"  # noqa: S105  documented: the demo listens to this machine only
GROUP = "Demo cast"


@dataclass(frozen=True, slots=True)
class Part:
    """One person of the cast."""

    name: str
    who: Message
    age_band: AgeBand | None = None
    role: Role | None = None
    organisation: str = ""


CAST = (
    Part("amina", _("16, member; has projects and talks in circles"), AgeBand.SIXTEEN_TO_SEVENTEEN),
    Part("bilal", _("17, member; somebody else"), AgeBand.SIXTEEN_TO_SEVENTEEN),
    Part("lina", _("11; reads everything, may not publish or join yet"), AgeBand.TEN_TO_TWELVE),
    Part("sam", _("20, member"), AgeBand.EIGHTEEN_TO_TWENTY_FOUR),
    Part("joel", _("facilitator: looks after circles"), role=Role.FACILITATOR),
    Part("zola", _("moderator: decides about held and flagged content"), role=Role.MODERATOR),
    Part("nia", _("counsellor"), role=Role.COUNSELLOR),
    Part("salma", _("safeguarding lead"), role=Role.SAFEGUARDING_LEAD),
    Part("otto", _("partner editor of Harbour Youth Trust"), None, Role.PARTNER_EDITOR, "Harbour Youth Trust"),
    Part(
        "olga", _("partner editor of Northern Schools Network"), None, Role.PARTNER_EDITOR, "Northern Schools Network"
    ),
    Part("ada", _("owner: publishes partners' pages, gives roles"), role=Role.OWNER),
)


@transaction.atomic
def ensure_cast(now: datetime) -> dict[str, UUID]:
    """Make whoever of the cast is not there yet; persona ids by name. Can be run again at any time."""
    group, _made = Group.objects.get_or_create(name=GROUP)
    personas: dict[str, UUID] = {}
    owner = Actor(roles=frozenset({Role.OWNER}))
    for part in CAST:
        login = Login.objects.filter(username=part.name).first()
        if login is None:
            band = part.age_band or AgeBand.EIGHTEEN_TO_TWENTY_FOUR
            login = actions.sign_up(
                actor=ANONYMOUS, name=part.name, passphrase=PASSPHRASE, age_band=band, now=now
            ).login  # fmt: skip
            if part.age_band is None:
                Login.objects.filter(pk=login.pk).update(age_band="")
        login.groups.add(group)
        if part.role and part.role not in {held.role for held in roles_held(login_id=login.pk)}:
            actions.grant_role(
                actor=owner,
                name=part.name,
                role=part.role,
                organisation_id=_organisation(part.organisation).pk if part.organisation else None,
                now=now,
            )
        personas[part.name] = Persona.objects.get(login=login).pk
    return personas


def _organisation(name: str) -> Organisation:
    organisation, _made = Organisation.objects.get_or_create(
        name=name, defaults={"slug": name.lower().replace(" ", "-")}
    )
    return organisation


def cast_present() -> list[dict[str, object]]:
    """The cast that has been made, for the door: nobody else can come in by it."""
    present = set(Login.objects.filter(groups__name=GROUP, is_active=True).values_list("username", flat=True))
    return [
        {"name": part.name.capitalize(), "sign_in_name": part.name, "who": part.who}
        for part in CAST
        if names.sign_in_name(part.name) in present
    ]


def member_of_cast(name: str) -> Login | None:
    if name not in {part.name for part in CAST}:
        return None
    return Login.objects.filter(username=name, groups__name=GROUP, is_active=True).first()
