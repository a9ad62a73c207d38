"""How allauth does things here: no e-mail, no address kept, nobody locked out, secrets sealed."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.encoding import force_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pop.accounts import names
from pop.core.limits import network_of

_WAYS = {
    "reauthenticate": _("Use your passphrase"),
    "mfa_reauthenticate": _("Use your app or a saved code"),
    "mfa_reauthenticate:webauthn": _("Use your passkey"),
}
_FAILED_LOGINS = {"login_failed": "10/m/ip"}


def network(request: HttpRequest) -> str:
    """A name for the visitor's network that is not their address (SEC-52)."""
    return network_of(request.META.get("REMOTE_ADDR", ""))


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("This name and passphrase do not match. Check both, or use a recovery code."),
        "incorrect_password": _("That is not your passphrase. Please try again."),
        "enter_current_password": _("That is not your passphrase. Please try again."),
        "too_many_login_attempts": _("Those were many tries. Please wait a minute, then try again."),
        "rate_limited": _("That was a lot at once. Please wait a moment and try again."),
        "use_second_factor": _(
            "Your account has an extra step to sign in. Please use your app, your passkey or a saved code."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People sign up on POP's own page."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return network(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count tries by network, never by name; a success is taken back, so a class can share an address (SEC-42)."""
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action="login_failed", config=_FAILED_LOGINS
        )
        if not self._login_failed_rl_usage:
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        if "username" in credentials:
            credentials["username"] = names.sign_in_name(credentials["username"])
        login: AbstractBaseUser | None = super().authenticate(request, **credentials)
        return login

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """A passphrase does not stand in for a second factor once there is one."""
        if is_mfa_enabled(user):
            raise self.validation_error("use_second_factor")
        return bool(super().reauthenticate(user, password))

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, Any]]:
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        for method in methods:
            method["description"] = _WAYS.get(method["id"], method["description"])
        stronger = [method for method in methods if method["id"] != "reauthenticate"]
        return stronger or methods


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie encrypted in the database; the key is made from SECRET_KEY."""

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey {number}").format(number=number)

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()


def _box() -> MultiFernet:
    """Seals with today's key, opens with former ones too (SECRET_KEY_FALLBACKS)."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(urlsafe_b64encode(HKDF(SHA256(), 32, salt=None, info=b"pop.accounts.mfa").derive(force_bytes(key))))
            for key in keys
        ]
    )
