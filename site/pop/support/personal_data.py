"""What the directory keeps about a person: who of the staff checked a service."""

from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils.translation import gettext as _

from pop.support.models import Service


class SupportPersonalData:
    area = "support"
    models: tuple[type[Model], ...] = (Service,)

    @property
    def retention(self) -> str:
        return _("Which services a member of staff has checked: until it is checked again, or the account is deleted.")

    def export(self, persona_id: UUID) -> Any:
        checked = Service.objects.filter(assured_by=persona_id).order_by("assured_date", "name")
        return [
            {"service": service.name, "country": service.country, "checked_on": str(service.assured_date)}
            for service in checked
        ]

    def erase(self, persona_id: UUID) -> None:
        """The check stays, with its date and role: it is about the service. Who it was goes."""
        Service.objects.filter(assured_by=persona_id).update(assured_by=None)
