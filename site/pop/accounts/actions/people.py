"""Coming, changing one's name, and leaving."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from pop.accounts import names, policies, selectors
from pop.accounts.actions.logins import locked_login, passphrase_problems, require_passphrase
from pop.accounts.actions.recovery import write_recovery_codes
from pop.accounts.contracts import Actor, AgeBand, areas_with_personal_data
from pop.accounts.models import Login, Persona
from pop.audit.actions import record
from pop.core.errors import Conflict, Invalid, Message
from pop.core.limits import Limit, count
from pop.core.text import clean_line

RENAMES = Limit("accounts.rename", times=3, seconds=30 * 86_400)
_TAKEN: Message = _("Somebody has this name, or one that looks like it. Please choose another one.")


@dataclass(frozen=True, slots=True)
class SignedUp:
    login: Login
    persona: Persona
    recovery_codes: list[str]  # shown once, kept nowhere


@transaction.atomic
def sign_up(*, actor: Actor, name: str, passphrase: str, age_band: str, now: datetime) -> SignedUp:
    """Make a login and its persona. Anybody may, at any age (SG-38, SG-43).

    Raises Invalid with fields `name`, `passphrase` and `age_band`, and Conflict for somebody signed in.
    """
    if not policies.may_sign_up(actor):
        raise Conflict(_("You are signed in already. Sign out first if you want another account."))
    name = clean_line(name)
    wrong: dict[str, list[Message]] = {
        "name": name_problems(name),
        "passphrase": passphrase_problems(passphrase, name),
        "age_band": [] if age_band in AgeBand.values else [_("Please choose one.")],
    }
    if any(wrong.values()):
        raise Invalid(fields={field: problems for field, problems in wrong.items() if problems})
    login = Login(username=names.sign_in_name(name), age_band=age_band)
    login.set_password(passphrase)
    persona = Persona(login=login)
    _save_name(login, persona, name)
    codes = write_recovery_codes(login)
    # The login alone: the log must not be a second place that joins logins and personas.
    record(actor_id=login.pk, verb="accounts.sign_up", subject_kind="login", subject_id=login.pk, now=now)
    return SignedUp(login, persona, codes)


@transaction.atomic
def change_pseudonym(*, actor: Actor, name: str, now: datetime) -> Persona:
    """Take another pseudonym, which is also the new name to sign in with; or a first one, for staff without.

    Raises SignInNeeded, Invalid (`name`), and TooFast after the third change in 30 days.
    """
    login = locked_login(actor)
    name = clean_line(name)
    persona = Persona.objects.select_for_update().filter(login=login).first() or Persona(login=login)
    if problems := name_problems(name, mine=login):
        raise Invalid(fields={"name": problems})
    count(RENAMES, str(login.pk))
    _save_name(login, persona, name)
    _record(login, actor, "accounts.change_pseudonym", now)
    return persona


@transaction.atomic
def choose_age_band(*, actor: Actor, age_band: str, now: datetime) -> None:
    """Say one's age group where none is known: somebody who was staff and stays on. It is asked once.

    Raises SignInNeeded, Invalid (`age_band`), and Conflict when one is known.
    """
    login = locked_login(actor)
    if login.age_band:
        raise Conflict(_("You have told us your age group already. It cannot be changed here."))
    if age_band not in AgeBand.values:
        raise Invalid(fields={"age_band": [_("Please choose one.")]})
    login.age_band = age_band
    login.save(update_fields=["age_band"])
    _record(login, actor, "accounts.choose_age_band", now)


@transaction.atomic
def delete_account(*, actor: Actor, passphrase: str, now: datetime) -> None:
    """Delete the actor's login and all that every area keeps about them; the persona stays, without a name (SG-46).

    Raises SignInNeeded, Invalid (`passphrase`), and Conflict for the last owner.
    """
    login = locked_login(actor)
    require_passphrase(login, passphrase)
    if selectors.is_last_owner(login.pk):
        raise Conflict(_("You are the only owner. Make somebody else an owner first."))
    persona = Persona.objects.select_for_update().filter(login=login).first()
    if persona is not None:
        for area in areas_with_personal_data():
            area.erase(persona.pk)
        Persona.objects.filter(pk=persona.pk).update(login=None, name="", skeleton=None)
    _record(login, actor, "accounts.delete_account", now)
    login.delete()


def name_problems(name: str, *, mine: Login | None = None) -> list[Message]:
    """What stands against this pseudonym: the checker, an existing look-alike, or a look-alike of staff."""
    if problems := names.problems_of(name):
        return problems
    personas = Persona.objects.filter(skeleton=names.skeleton(name))
    logins = Login.objects.filter(username=names.sign_in_name(name))
    if mine is not None:
        personas, logins = personas.exclude(login=mine), logins.exclude(pk=mine.pk)
    if personas.exists() or logins.exists() or selectors.looks_like_staff(name, but=mine.pk if mine else None):
        return [_TAKEN]
    return []


def _save_name(login: Login, persona: Persona, name: str) -> None:
    login.username = names.sign_in_name(name)
    persona.name, persona.skeleton = name, names.skeleton(name)
    try:
        with transaction.atomic():
            login.save()
            persona.login = login
            persona.save()
    except IntegrityError:  # somebody took it between the question and the answer
        raise Invalid(fields={"name": [_TAKEN]}) from None


def _record(login: Login, actor: Actor, verb: str, now: datetime) -> None:
    record(
        actor_id=login.pk, acting_as=actor.roles, verb=verb, subject_kind="login", subject_id=login.pk, now=now
    )  # fmt: skip
