"""The card somebody sees at once when their words sound as if they needed help (SG-31). Written by the software, and it
says so (SG-32); it is there until a person comes, and takes nobody's place.

Any area shows it: it knows a country and the reader's language, and nothing of what was said.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import TypedDict
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from pop.support import countries
from pop.support.numbers import emergency_numbers
from pop.support.selectors import chosen_countries, services_for_region

MOST_SERVICES = 3  # few enough to read when it is hard to read; more than one, as lines are busy (SG-34)


class CareService(TypedDict):
    name: str
    number: str
    href: str
    url: str
    note: str  # "Not checked since …" (SG-34); "" for what we have checked


class CareNumber(TypedDict):
    number: str
    href: str


class CareCard(TypedDict):
    title: str
    text: str
    label: str
    region: str
    emergency: list[CareNumber]
    services: list[CareService]
    help_url: str
    help_label: str


class CareCards:
    """Cards for several readers in one place. Each sees the helplines of the country they chose; without a choice
    those of the place they are in; without that, how to choose. One query for the choices, some for each country."""

    def __init__(self, *, readers: Iterable[UUID | None], country: str = "", now: datetime) -> None:
        self._chosen = chosen_countries(reader for reader in readers if reader)
        self._country = country
        self._now = now
        self._made: dict[str, CareCard] = {}

    def of(self, reader: UUID | None) -> CareCard:
        country = self._chosen.get(reader, self._country) if reader else self._country
        if country not in self._made:
            self._made[country] = _card(country, self._now)
        return {**self._made[country]}


def care_card(*, reader: UUID | None, country: str = "", now: datetime) -> CareCard:
    """The card for one reader, a persona; `country` is that of the place they are in, ISO 3166-1, or ""."""
    return CareCards(readers=[reader], country=country, now=now).of(reader)


def prepared_card(*, reader: UUID | None, now: datetime) -> CareCard:
    """The same helplines, for whom somebody here thought of: a person chose to send it, in words written before."""
    return {
        **care_card(reader=reader, now=now),
        "title": _("These people listen"),
        "text": _(
            "You can call or write to them, about big things and small ones. You need no reason, and you decide what "
            "you tell them. If you are in danger, call the emergency number where you are."
        ),
        "label": _("Prepared message"),
    }


def _card(country: str, now: datetime) -> CareCard:
    services = [
        CareService(
            name=service.name,
            number=line.number if (line := next(iter([*service.phones, *service.texts]), None)) else "",
            href=line.href if line else "",
            url=service.path,
            note="" if service.is_checked else service.check_words,
        )
        for service in services_for_region(country or None, limit=MOST_SERVICES, now=now)
    ]
    return CareCard(
        title=_("You matter to us"),
        text=_(
            "That sounds hard. A person here reads what you wrote and comes back to you. You did nothing wrong by "
            "writing it. If you want to talk to someone right now, these people listen. If you are in danger, "
            "call the emergency number where you are."
        )
        if services
        else _(
            "That sounds hard. A person here reads what you wrote and comes back to you. You did nothing wrong by "
            "writing it. If you are in danger, call the emergency number where you are, or ask somebody near you to "
            "do it. If you want to talk to someone right now, choose your country: we show you who listens there."
        ),
        label=_("Automatic message"),
        region=countries.name_of(country) if country else "",
        emergency=[CareNumber(number=number, href=f"tel:{number}") for number in emergency_numbers(country)]
        if country
        else [],
        services=services,
        help_url=reverse("support:home"),
        help_label=_("Helplines of other countries") if services else _("Choose your country"),
    )
