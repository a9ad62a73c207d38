"""What accounts keeps about a person, for export and erasure (SG-42, SG-46)."""

from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from pop.accounts.actions import erase_hiding, erase_notices
from pop.accounts.models import (
    Consent,
    ConsentCode,
    HiddenPerson,
    Login,
    Notice,
    Persona,
    RecoveryCode,
    StaffRole,
    UnwantedNotices,
)
from pop.accounts.selectors import wording_in_reader_language


class AccountsData:
    area = "accounts"
    models = (Login, Persona, StaffRole, Consent, ConsentCode, Notice, RecoveryCode, UnwantedNotices, HiddenPerson)
    retention = _(
        "Your name, age group and notices stay until you delete your account. Then only a number without a name is "
        "left, so that others can still read the talks you were in. A log of what was done stays too. It has no names."
    )

    def export(self, persona_id: UUID) -> Any:
        persona = Persona.objects.select_related("login").get(pk=persona_id)
        login = persona.login
        if login is None:
            return None
        consent = Consent.objects.filter(login=login).first()
        return {
            "pseudonym": persona.name,
            "signs_in_as": login.username,
            "email": login.email,
            "age_group": login.age_band,
            "since": login.created_on.isoformat(),
            "last_signed_in": login.last_login.date().isoformat() if login.last_login else None,
            "recovery_codes_left": RecoveryCode.objects.filter(login=login).count(),
            "second_factors": [
                {"kind": factor.type, "since": factor.created_at.date().isoformat()}
                for factor in Authenticator.objects.filter(user_id=login.pk).order_by("pk")
            ],
            "consent": {"given_on": consent.given_on.isoformat()} if consent else None,
            "roles": [
                {
                    "role": held.role,
                    "organisation": held.organisation.name if held.organisation else None,
                    "since": held.granted_at.isoformat(),
                    "until": held.valid_until.isoformat() if held.valid_until else None,
                    "ended": held.ended_at.isoformat() if held.ended_at else None,
                }
                for held in StaffRole.objects.filter(login=login).select_related("organisation").order_by("granted_at")
            ],
            "people_hidden": [
                {"name": row.hidden.name, "how": row.how}
                for row in HiddenPerson.objects.filter(persona=persona).select_related("hidden").order_by("pk")
            ],
            "notices_not_wanted": sorted(
                UnwantedNotices.objects.filter(persona=persona).values_list("topic", flat=True)
            ),
            "notices": [
                {"at": notice.created_at.isoformat(), "text": wording_in_reader_language(notice)}
                for notice in Notice.objects.filter(persona=persona).order_by("created_at")
            ],
        }

    def erase(self, persona_id: UUID) -> None:
        """Notices, and who hides whom. Login, codes, roles and consent go with the login, in the same transaction."""
        erase_notices(persona_id)
        erase_hiding(persona_id)
