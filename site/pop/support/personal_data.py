"""What the directory keeps about a person: whose helplines they want to see, and who of the staff checked a service."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from pop.support.models import ChosenCountry, Service


class SupportPersonalData:
    area = "support"
    models: tuple[type[Model], ...] = (Service, ChosenCountry)

    @property
    def retention(self) -> str:
        chosen = _(
            "The country whose helplines you want to see: until you choose another one, take it back, or delete your "
            "account."
        )
        checked = _(
            "Which services a member of staff has checked: until it is checked again, or the account is deleted."
        )
        return f"{chosen} {checked}"

    def export(self, persona_id: UUID) -> Any:
        checked = Service.objects.filter(assured_by=persona_id).order_by("assured_date", "name")
        chosen = ChosenCountry.objects.filter(persona=persona_id).first()
        return {
            "country_of_help": chosen.country if chosen else None,
            "checked": [
                {"service": service.name, "country": service.country, "checked_on": str(service.assured_date)}
                for service in checked
            ],
        }

    def erase(self, persona_id: UUID) -> None:
        """The check stays, with its date and role: it is about the service. Who it was goes, and what they chose."""
        ChosenCountry.objects.filter(persona=persona_id).delete()
        Service.objects.filter(assured_by=persona_id).update(assured_by=None)
