"""Who is staff. Only an owner decides (SEC-44); every step is logged."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from pop.accounts import names, selectors
from pop.accounts.actions.logins import login_named, passphrase_problems
from pop.accounts.contracts import Actor, Role
from pop.accounts.deeds import record_deed
from pop.accounts.events import RoleEnded, RoleGranted
from pop.accounts.models import Login, Organisation, Persona, StaffRole
from pop.accounts.policies import may_change_roles
from pop.audit.actions import record
from pop.core.errors import Absent, Conflict, Invalid, Message
from pop.core.events import emit
from pop.core.text import clean_line


@transaction.atomic
def grant_role(
    *,
    actor: Actor,
    name: str,
    role: str,
    organisation_id: UUID | None = None,
    valid_until: date | None = None,
    now: datetime,
) -> StaffRole:
    """Give the person who signs in as `name` a role, until the end of a day where one is given (SG-60).

    Raises Absent for anybody but an owner, and Invalid (`name`, `role`, `organisation_id`, `valid_until`).
    """
    if not may_change_roles(actor):
        raise Absent
    login = login_named(name)
    organisation = Organisation.objects.filter(pk=organisation_id).first() if organisation_id else None
    wrong: dict[str, list[Message]] = {}
    if login is None or not login.is_active:
        wrong["name"] = [_("Nobody signs in with this name.")]
    if role not in set(Role):
        wrong["role"] = [_("Please choose a role.")]
    if role == Role.PARTNER_EDITOR and organisation is None:
        wrong["organisation_id"] = [_("A partner editor writes for one organisation: choose which.")]
    if valid_until is not None and valid_until < now.date():
        wrong["valid_until"] = [_("This day has passed.")]
    if wrong or login is None:
        raise Invalid(fields=wrong)
    _end_lapsed(login, now)
    return _give(
        login,
        Role(role),
        organisation=organisation if role == Role.PARTNER_EDITOR else None,
        valid_until=valid_until,
        actor=actor,
        now=now,
    )


@transaction.atomic
def end_role(*, actor: Actor, role_id: UUID, now: datetime) -> None:
    """Take a role away, at once. Raises Absent for anybody but an owner, and Conflict for the last owner's role."""
    held = StaffRole.objects.select_for_update().filter(pk=role_id, ended_at__isnull=True).first()
    if held is None or not may_change_roles(actor):
        raise Absent
    if held.role == Role.OWNER and selectors.is_last_owner(held.login_id):
        raise Conflict(_("The only owner stays owner. Make somebody else an owner first."))
    _end(held, now)
    record_deed(
        actor=actor, verb="accounts.end_role", subject_kind="login",
        subject_id=held.login_id, now=now, facts=_facts(held)
    )  # fmt: skip


@transaction.atomic
def end_lapsed_roles(*, login_id: UUID, now: datetime) -> int:
    """Close roles whose last day has passed, so that rights derived from them go too; how many (SG-60).

    Nobody asks: the software keeps what an owner decided. Policies never count a lapsed role in the first place.
    """
    login = Login.objects.select_for_update().filter(pk=login_id).first()
    return _end_lapsed(login, now) if login else 0


@transaction.atomic
def make_owner(*, name: str, passphrase: str | None, now: datetime) -> Login:
    """The first owner, or one more, made by whoever runs the server: there is nobody to ask.

    With a passphrase, makes a new login; without, the login must exist. Raises Invalid (`name`, `passphrase`).
    """
    name = clean_line(name)
    login = login_named(name)
    if login is None:
        if passphrase is None:
            raise Invalid(fields={"name": [_("Nobody signs in with this name.")]})
        problems = {"name": names.problems_of(name), "passphrase": passphrase_problems(passphrase, name)}
        if any(problems.values()):
            raise Invalid(fields={field: found for field, found in problems.items() if found})
        login = Login(username=names.sign_in_name(name))
        login.set_password(passphrase)
        try:
            with transaction.atomic():
                login.save()
                Persona.objects.create(login=login, name=name, skeleton=names.skeleton(name))
        except IntegrityError:
            raise Invalid(fields={"name": [_("Somebody has a name that looks like this one.")]}) from None
    _end_lapsed(login, now)
    _give(login, Role.OWNER, actor=None, now=now)
    return login


@transaction.atomic
def add_organisation(*, actor: Actor, name: str, website: str = "", now: datetime) -> Organisation:
    """A new partner. Raises Absent for anybody but an owner, and Invalid (`name`)."""
    if not may_change_roles(actor):
        raise Absent
    name = clean_line(name)
    slug = slugify(name, allow_unicode=False)[:60] or f"partner-{Organisation.objects.count() + 1}"
    if not name or len(name) > 120:
        raise Invalid(fields={"name": [_("Please give a name of at most 120 letters.")]})
    if Organisation.objects.filter(name__iexact=name).exists() or Organisation.objects.filter(slug=slug).exists():
        raise Invalid(fields={"name": [_("There is an organisation of this name.")]})
    organisation = Organisation.objects.create(name=name, slug=slug, website=website)
    record_deed(
        actor=actor, verb="accounts.add_organisation", subject_kind="organisation", subject_id=organisation.pk, now=now
    )
    return organisation


def _give(
    login: Login,
    role: Role,
    *,
    actor: Actor | None,
    now: datetime,
    organisation: Organisation | None = None,
    valid_until: date | None = None,
) -> StaffRole:
    if StaffRole.objects.filter(login=login, role=role, organisation=organisation, ended_at__isnull=True).exists():
        raise Invalid(fields={"role": [_("This person has this role already. End it first to change its dates.")]})
    held = StaffRole.objects.create(
        login=login,
        role=role,
        organisation=organisation,
        granted_at=now,
        granted_by_id=actor.login_id if actor else None,
        valid_until=valid_until,
    )
    _keep_in_step(login)
    record(
        actor_id=actor.login_id if actor else None, acting_as=actor.roles if actor else (), verb="accounts.grant_role",
        subject_kind="login", subject_id=login.pk, now=now, facts=_facts(held),
    )  # fmt: skip
    emit(RoleGranted(login_id=login.pk, role=role, organisation_id=held.organisation_id))
    return held


def _end(held: StaffRole, now: datetime) -> None:
    held.ended_at = now
    held.save(update_fields=["ended_at"])
    _keep_in_step(held.login)
    emit(RoleEnded(login_id=held.login_id, role=held.role, organisation_id=held.organisation_id))


def _end_lapsed(login: Login, now: datetime) -> int:
    lapsed = list(StaffRole.objects.filter(login=login, ended_at__isnull=True, valid_until__lt=now.date()))
    for held in lapsed:
        _end(held, now)
        record(
            actor_id=None, verb="accounts.role_lapsed", subject_kind="login", subject_id=login.pk, now=now,
            facts=_facts(held),
        )  # fmt: skip
    return len(lapsed)


def _keep_in_step(login: Login) -> None:
    """`is_superuser` says to Wagtail what the owner role says to everybody else."""
    is_owner = any(held.role is Role.OWNER for held in selectors.roles_held(login_id=login.pk))
    if login.is_superuser != is_owner:
        login.is_superuser = is_owner
        login.save(update_fields=["is_superuser"])


def _facts(held: StaffRole) -> dict[str, str | int | bool | None]:
    return {
        "role": str(held.role),
        "organisation": str(held.organisation_id) if held.organisation_id else None,
        "valid_until": held.valid_until.isoformat() if held.valid_until else None,
    }
