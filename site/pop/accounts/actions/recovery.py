"""Getting back in without e-mail: codes shown once, each good for one new passphrase."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pop.accounts.actions.logins import locked_login, login_named, passphrase_problems, require_passphrase
from pop.accounts.codes import RECOVERY_SIGNS, digest_of, new_code
from pop.accounts.contracts import Actor
from pop.accounts.models import Login, RecoveryCode
from pop.audit.actions import record
from pop.core.errors import Invalid
from pop.core.limits import Limit, count

HOW_MANY = 8
# Per network, never per name: nobody can shut somebody else out by guessing (SEC-42).
TRIES = Limit("accounts.recover", times=10, seconds=600)


def write_recovery_codes(login: Login) -> list[str]:
    """New codes instead of any old ones. The caller's transaction; what is returned is kept nowhere."""
    codes = [new_code(RECOVERY_SIGNS) for _ in range(HOW_MANY)]
    RecoveryCode.objects.filter(login=login).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(login=login, digest=digest_of(code, "recovery")) for code in codes)
    return codes


@transaction.atomic
def renew_recovery_codes(*, actor: Actor, passphrase: str, now: datetime) -> list[str]:
    """Throw the old codes away and make new ones. Raises SignInNeeded and Invalid (`passphrase`)."""
    login = locked_login(actor)
    require_passphrase(login, passphrase)
    codes = write_recovery_codes(login)
    record(
        actor_id=login.pk, acting_as=actor.roles, verb="accounts.renew_recovery_codes", subject_kind="login",
        subject_id=login.pk, now=now,
    )  # fmt: skip
    return codes


def recover(*, network: str, name: str, code: str, new_passphrase: str, now: datetime) -> None:
    """Set a new passphrase with a recovery code, which is then used up; sessions that are open end.

    One answer for an unknown name and a wrong code. `network` is pop.core.limits.network_of the visitor. Raises TooFast
    and Invalid (`new_passphrase`, `code`).
    """
    count(TRIES, network)
    if problems := passphrase_problems(new_passphrase, name):
        raise Invalid(fields={"new_passphrase": problems})
    with transaction.atomic():
        login = login_named(name)
        # The same two questions for a name that is not there: nothing about the answer or its time gives it away.
        used, _rows = RecoveryCode.objects.filter(
            login=login.pk if login else None, digest=digest_of(code, "recovery")
        ).delete()
        if login is None or not login.is_active or not used:
            wrong = _("That name and code do not match, or the code was used. Check both, or try another.")
            raise Invalid(fields={"code": [wrong]})
        login.set_password(new_passphrase)
        login.save(update_fields=["password"])
        record(
            actor_id=login.pk, verb="accounts.recover", subject_kind="login", subject_id=login.pk, now=now,
            facts={"codes_left": RecoveryCode.objects.filter(login=login).count()},
        )  # fmt: skip
