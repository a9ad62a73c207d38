"""Refusals. An action that will not do what it was asked raises one of these; each kind of door maps them once.

HTTP pages: pop.core.doors. GraphQL: pop.core.graphql. WebSockets: pop.realtime.
"""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Message = str | Promise  # plain, or translated when it is shown


class DomainError(Exception):
    """A refusal a person can understand: a stable code, a message, and messages per field where there are some."""

    code = "refused"
    message: Message = _("That did not work. Please go back and try again.")

    def __init__(
        self,
        message: Message | None = None,
        *,
        code: str | None = None,
        fields: Mapping[str, Sequence[Message]] | None = None,
    ) -> None:
        self.message = message if message is not None else type(self).message
        self.code = code or type(self).code
        self.fields = {name: list(messages) for name, messages in (fields or {}).items()}
        super().__init__(str(self.code))


class Absent(DomainError):
    """Unknown or forbidden: the two look alike on purpose (SEC-24)."""

    code = "not_found"
    message: Message = _("We could not find that.")


class SignInNeeded(DomainError):
    """Nobody is signed in, and this needs somebody."""

    code = "sign_in_needed"
    message: Message = _("Please sign in first.")


class Refused(DomainError):
    """The person may know this exists, but may not do this now (muted, not a member, wrong age band)."""

    code = "refused"
    message: Message = _("You cannot do that here.")


class Invalid(DomainError):
    """What was typed cannot be taken; `fields` says where and why."""

    code = "invalid"
    message: Message = _("Please check what you entered.")


class Conflict(DomainError):
    """Someone else was first, or the thing has moved on."""

    code = "conflict"
    message: Message = _("This has changed in the meantime. Please look again.")


class TooFast(DomainError):
    """A limit. `retry_after` is in seconds."""

    code = "too_fast"
    message: Message = _("That was a lot at once. Please wait a moment and try again.")

    def __init__(self, message: Message | None = None, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after
