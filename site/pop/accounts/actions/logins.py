"""What the other actions ask of a login: locked, and with a passphrase that holds."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pop.accounts import names
from pop.accounts.contracts import Actor
from pop.accounts.models import Login
from pop.core.errors import Invalid, Message, SignInNeeded

LONGEST_PASSPHRASE = 200  # hashing costs by length


def locked_login(actor: Actor) -> Login:
    """The actor's login, locked until the transaction ends. Raises SignInNeeded."""
    if actor.login_id is None:
        raise SignInNeeded
    login = Login.objects.select_for_update().filter(pk=actor.login_id, is_active=True).first()
    if login is None:  # gone since the request began
        raise SignInNeeded
    return login


def login_named(name: str) -> Login | None:
    return Login.objects.select_for_update().filter(username=names.sign_in_name(name)).first()


def passphrase_problems(passphrase: str, name: str) -> list[Message]:
    """What stands against this passphrase (SEC-40)."""
    if len(passphrase) > LONGEST_PASSPHRASE:
        return [_("Please use at most 200 letters.")]
    try:
        validate_password(passphrase, Login(username=name))
    except ValidationError as error:
        return list(error.messages)
    return []


def require_passphrase(login: Login, passphrase: str) -> None:
    """Raises Invalid (`passphrase`) unless it is the login's own."""
    if not login.check_password(passphrase):
        raise Invalid(fields={"passphrase": [_("That is not your passphrase. Please try again.")]})
