"""The under-13 gate: a partner vouches that the grown-ups agreed; no paper and no name is kept (SG-43, SG-44)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pop.accounts.actions.logins import locked_login
from pop.accounts.codes import CONSENT_SIGNS, digest_of, new_code
from pop.accounts.contracts import Actor, AgeBand
from pop.accounts.deeds import record_deed
from pop.accounts.models import Consent, ConsentCode
from pop.accounts.policies import may_make_consent_codes
from pop.audit.actions import record
from pop.core.errors import Absent, Conflict, Invalid, SignInNeeded
from pop.core.limits import Limit, count

CODE_DAYS = 30
CODES = Limit("accounts.consent_codes", times=100, seconds=86_400)
TRIES = Limit("accounts.consent_tries", times=10, seconds=600)


@transaction.atomic
def make_consent_code(*, actor: Actor, organisation_id: UUID | None = None, now: datetime) -> str:
    """A one-time code for one child, good for 30 days; shown once. For partner editors and safeguarding leads.

    A partner editor vouches for an organisation of theirs. Raises Absent and TooFast.
    """
    if not may_make_consent_codes(actor, organisation_id):
        raise Absent
    count(CODES, str(actor.login_id))
    ConsentCode.objects.filter(valid_until__lt=now.date()).delete()
    code = new_code(CONSENT_SIGNS)
    made = ConsentCode.objects.create(
        digest=digest_of(code, "consent"),
        organisation_id=organisation_id,
        made_by_id=actor.login_id,
        valid_until=now.date() + timedelta(days=CODE_DAYS),
    )
    record_deed(
        actor=actor, verb="accounts.make_consent_code", subject_kind="consent_code",
        subject_id=made.pk, now=now, facts={"organisation": str(organisation_id) if organisation_id else None}
    )  # fmt: skip
    return code


def give_consent(*, actor: Actor, code: str, network: str, now: datetime) -> None:
    """Use a consent code for the actor, a child under 13.

    Raises SignInNeeded, Conflict for somebody who needs none, TooFast, and Invalid (`code`).
    """
    if not actor.is_signed_in:
        raise SignInNeeded
    if actor.age_band is not AgeBand.TEN_TO_TWELVE or actor.has_consent:
        raise Conflict(_("You do not need a code."))
    count(TRIES, network)
    with transaction.atomic():
        login = locked_login(actor)
        made = (
            ConsentCode.objects.select_for_update()
            .filter(digest=digest_of(code, "consent"), valid_until__gte=now.date())
            .first()
        )
        if made is None:
            wrong = _("This code does not work. Check each letter. If all are right, ask your group for a new code.")
            raise Invalid(fields={"code": [wrong]})
        Consent.objects.create(login=login, organisation_id=made.organisation_id, given_on=now.date())
        code_id = made.pk
        made.delete()
        record(
            actor_id=login.pk, verb="accounts.give_consent", subject_kind="consent_code", subject_id=code_id, now=now
        )


@transaction.atomic
def withdraw_consent(*, actor: Actor, now: datetime) -> None:
    """Take one's own consent back: reading and help stay, publishing and joining stop. Raises SignInNeeded."""
    login = locked_login(actor)
    if Consent.objects.filter(login=login).delete()[0]:
        record(actor_id=login.pk, verb="accounts.withdraw_consent", subject_kind="login", subject_id=login.pk, now=now)
