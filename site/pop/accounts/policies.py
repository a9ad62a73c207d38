"""Who may take part, and who decides about people. Reading and asking for help need nobody's leave (SG-43)."""

from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from pop.accounts.contracts import Actor, AgeBand, Role
from pop.core.errors import DomainError, Refused, SignInNeeded


def may_take_part(actor: Actor) -> bool:
    """Whether the actor may publish, join and write: signed in, with a persona, and past the under-13 gate (SG-43)."""
    return _hindrance(actor) is None


def require_participant(actor: Actor) -> None:
    """As `may_take_part`, saying what to do next.

    Raises SignInNeeded, or Refused with code `pseudonym_needed`, `age_band_needed`, `consent_needed` or
    `under_13_closed`.
    """
    hindrance = _hindrance(actor)
    if hindrance is not None:
        raise hindrance


def _hindrance(actor: Actor) -> DomainError | None:
    if not actor.is_signed_in:
        return SignInNeeded(_("Please sign in first. Reading and getting help work without it."))
    if actor.persona_id is None:
        return Refused(_("Choose a made-up name on your account page first."), code="pseudonym_needed")
    if actor.age_band is None and not (actor.roles or actor.unproved_roles):
        return Refused(_("Tell us your age group on your account page first."), code="age_band_needed")
    if actor.age_band is AgeBand.TEN_TO_TWELVE:
        return _under_13_gate(actor)
    return None


def _under_13_gate(actor: Actor) -> DomainError | None:
    if settings.POP_UNDER_13_GATE == "open":
        return None
    if settings.POP_UNDER_13_GATE == "consent" and actor.has_consent:
        return None
    if settings.POP_UNDER_13_GATE == "closed":
        return Refused(
            _("Sharing and joining start at 13 here. You can read everything, and help is always open to you."),
            code="under_13_closed",
        )
    return Refused(
        _(
            "If you are under 13, a grown-up has to say yes first. Ask your school or youth club for a code, and type "
            "it in on your account page. You can read everything, and help is always open to you."
        ),
        code="consent_needed",
    )


def may_sign_up(actor: Actor) -> bool:
    """Anybody who is not signed in."""
    return not actor.is_signed_in


def is_signed_in(actor: Actor) -> bool:
    """For what concerns nobody but the actor: their notices, name, data."""
    return actor.is_signed_in


def may_change_roles(actor: Actor) -> bool:
    """Owners alone (SEC-44)."""
    return actor.has_role(Role.OWNER)


def may_make_consent_codes(actor: Actor, organisation_id: UUID | None = None) -> bool:
    """Safeguarding leads, and partner editors for an organisation of theirs (SG-43)."""
    if actor.has_role(Role.SAFEGUARDING_LEAD):
        return organisation_id is None or organisation_id in actor.organisation_ids
    return actor.has_role(Role.PARTNER_EDITOR) and organisation_id in actor.organisation_ids


def makes_consent_codes(actor: Actor) -> bool:
    """Whether the page for consent codes is theirs at all."""
    return actor.has_role(Role.SAFEGUARDING_LEAD, Role.PARTNER_EDITOR)


def may_hide(actor: Actor, *, other_is_staff: bool) -> bool:
    """Anybody but staff may hide anybody but staff (SG-05)."""
    return not (actor.roles or actor.unproved_roles or other_is_staff)
