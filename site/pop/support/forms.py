"""The form curators edit a service with, in the Wagtail admin. What a record derives from its texts is derived here,
since nobody types it: what to dial, and the schedules behind the hours."""

from typing import Any

from django.forms import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from pop.core.text import clean_line
from pop.support import countries, languages
from pop.support.contracts import PhoneType
from pop.support.hours import parse_hours, zone_named
from pop.support.models import Schedule
from pop.support.numbers import BadNumber, read_number, read_text_number

_CHECKED_FACTS = {"url", "chat_url", "hours", "timezone", "phones"}


class ServiceForm(WagtailAdminModelForm):
    """Changing a number, an address or the hours takes back the check: it was a check of something else."""

    def clean_name(self) -> str:
        return clean_line(self.cleaned_data["name"])

    def clean_country(self) -> str:
        code = str(self.cleaned_data["country"]).upper()
        if not countries.is_country(code):
            raise ValidationError(_("This is not a country code of ISO 3166-1."))
        return code

    def clean_timezone(self) -> str:
        name = str(self.cleaned_data["timezone"]).strip()
        if name and zone_named(name) is None:
            raise ValidationError(_("This is not a time zone. They look like Africa/Nairobi."))
        return name

    def is_valid(self) -> bool:
        valid = bool(super().is_valid())  # every row on its own first
        country = self.cleaned_data.get("country", "") if hasattr(self, "cleaned_data") else ""
        for row in self._rows("phones"):
            valid &= self._read_phone(row, country)
        for row in self._rows("languages"):
            if not languages.is_language(row.cleaned_data.get("code", "")):
                row.add_error("code", _("This is not a language code of ISO 639."))
                valid = False
        return valid

    def save(self, commit: bool = True) -> Any:
        service = self.instance
        if service.pk and service.assured_date and self._changed_facts():
            service.assured_date, service.assured_by, service.assured_as = None, None, ""
        if "hours" in self.changed_data or "timezone" in self.changed_data or not service.schedules.count():
            hours = parse_hours(service.hours) if service.hours else None
            service.timezone = service.timezone or (hours.zone if hours else "") or countries.zone_of(service.country)
            service.schedules.set(
                [
                    Schedule(
                        byday=",".join(weekly.byday),
                        opens_at=weekly.opens_at,
                        closes_at=weekly.closes_at,
                        position=position,
                    )
                    for position, weekly in enumerate(hours.schedules if hours else ())
                ]
            )
        return super().save(commit=commit)

    def _changed_facts(self) -> bool:
        return bool(_CHECKED_FACTS.intersection(self.changed_data)) or self.formsets["phones"].has_changed()

    def _rows(self, name: str) -> list[Any]:
        """The rows of an inline list that stay and were read."""
        formset = self.formsets.get(name)
        if formset is None or not formset.is_bound:
            return []
        return [
            row for row in formset.forms if getattr(row, "cleaned_data", None) and not row.cleaned_data.get("DELETE")
        ]

    @staticmethod
    def _read_phone(row: Any, country: str) -> bool:
        read = read_text_number if row.cleaned_data.get("type") == PhoneType.TEXT else read_number
        try:
            reading = read(clean_line(row.cleaned_data.get("number", "")), country)
        except BadNumber as bad:
            row.add_error("number", bad.message)
            return False
        phone = row.instance
        phone.number, phone.dial, phone.keyword = reading.number, reading.dial, reading.keyword
        phone.e164, phone.short_code = reading.e164, reading.short_code
        return True
