"""A service as a reader sees it at a moment: open or closed, checked or not, everything in words.

Lazy on purpose: a list of names asks for no hours, and costs none.
"""

from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pop.accounts.contracts import Role
from pop.support import countries, languages
from pop.support.contracts import Audience, Cost, PhoneType, Status, Topic, Way
from pop.support.hours import Weekly, closes_next, is_always_open, open_now, opens_next
from pop.support.hours_in_words import hours_in_words, time_in_words
from pop.support.models import Service

_WHO_CHECKED: dict[str, str | Promise] = {
    Role.SAFEGUARDING_LEAD.value: gettext_lazy("POP's safeguarding team"),
    Role.MODERATOR.value: gettext_lazy("POP's moderators"),
    Role.OWNER.value: gettext_lazy("the people who run POP"),
}


class Line(NamedTuple):
    """A number as shown, and the link that dials or texts it."""

    number: str
    href: str
    type: str  # PhoneType


class Coded(NamedTuple):
    code: str
    name: str

    def __str__(self) -> str:
        return self.name


class Listing:
    """`now` is aware; `checked_since` is the first moment at which a check still holds."""

    def __init__(self, service: Service, *, now: datetime, checked_since: datetime) -> None:
        self._service = service
        self._now = now
        self._checked_since = checked_since.date()

    # What it is

    @property
    def id(self) -> UUID:
        return self._service.pk

    @property
    def name(self) -> str:
        return self._service.name

    @property
    def path(self) -> str:
        return reverse("support:service", args=[self.id])

    @property
    def country(self) -> str:
        return self._service.country

    @property
    def country_name(self) -> str:
        return countries.name_of(self.country)

    @property
    def country_path(self) -> str:
        return reverse("support:country", args=[self.country.lower()])

    @property
    def service_area(self) -> str:
        return self._service.service_area

    @property
    def status(self) -> str:
        return self._service.status

    @property
    def is_paused(self) -> bool:
        return self._service.status == Status.TEMPORARILY_CLOSED

    @property
    def audience(self) -> Coded:
        return Coded(self._service.audience, str(Audience(self._service.audience).label))

    @property
    def cost(self) -> Coded:
        return Coded(self._service.cost, str(Cost(self._service.cost).label))

    @cached_property
    def topics(self) -> list[Coded]:
        return [Coded(topic.topic, str(Topic(topic.topic).label)) for topic in self._service.topics.all()]

    @cached_property
    def languages(self) -> list[Coded]:
        return [Coded(one.code, languages.name_of(one.code)) for one in self._service.languages.all()]

    # How to reach it

    @cached_property
    def phones(self) -> list[Line]:
        return [
            Line(phone.number, f"tel:{phone.dial}", phone.type)
            for phone in self._service.phones.all()
            if phone.type == PhoneType.VOICE
        ]

    @cached_property
    def texts(self) -> list[Line]:
        return [
            Line(
                phone.number,
                f"sms:{phone.dial}" + (f"?{urlencode({'body': phone.keyword})}" if phone.keyword else ""),
                phone.type,
            )
            for phone in self._service.phones.all()
            if phone.type == PhoneType.TEXT
        ]

    @property
    def url(self) -> str:
        return self._service.url

    @property
    def chat_url(self) -> str:
        return self._service.chat_url

    @property
    def chat_name(self) -> str:
        if "//wa.me/" in self.chat_url:
            return "WhatsApp"
        if "//t.me/" in self.chat_url:
            return "Telegram"
        return _("Chat online")

    @property
    def ways(self) -> set[str]:
        offered = {Way.PHONE: self.phones, Way.TEXT: self.texts, Way.CHAT: self.chat_url}
        return {way.value for way, there in offered.items() if there}

    # When

    @cached_property
    def weeklies(self) -> tuple[Weekly, ...]:
        return tuple(schedule.weekly for schedule in self._service.schedules.all())

    @property
    def hours(self) -> str:
        """As the source writes them."""
        return self._service.hours

    @property
    def timezone(self) -> str:
        return self._service.timezone

    @cached_property
    def open_now(self) -> bool | None:
        """None: nobody can say."""
        if self.is_paused:
            return False
        return open_now(self.weeklies, self.timezone, self._now)

    @cached_property
    def open_words(self) -> str:
        if self.is_paused:
            return _("Closed for the time being")
        if self.open_now is None:
            return _("We do not know if it is open now")
        if self.open_now:
            closes = closes_next(self.weeklies, self.timezone, self._now)
            return (
                _("Open now, until %(time)s") % {"time": time_in_words(closes)}
                if closes
                else _("Open now, day and night")
            )
        opens = opens_next(self.weeklies, self.timezone, self._now)
        if opens is None:
            return _("Closed now")
        if opens.date() == self._now.astimezone(opens.tzinfo).date():
            return _("Closed now, opens today at %(time)s") % {"time": time_in_words(opens)}
        day = WEEKDAYS[opens.weekday()]
        return _("Closed now, opens on %(day)s at %(time)s") % {"day": day, "time": time_in_words(opens)}

    @property
    def hours_are_theirs(self) -> bool:
        """Whether the hours mean a clock the reader may not share."""
        return bool(self.weeklies) and not is_always_open(self.weeklies)

    @cached_property
    def hours_words(self) -> list[str]:
        """One sentence per schedule; the source's own words where they could not be read."""
        if not self.weeklies:
            return [self._service.hours] if self._service.hours else []
        return [hours_in_words(weekly) for weekly in self.weeklies]

    @property
    def hours_note(self) -> str:
        """What the source adds in brackets ("chat 12:00-20:00"), kept as it says it."""
        text = self._service.hours
        return text[text.index("(") + 1 : -1] if self.weeklies and "(" in text and text.endswith(")") else ""

    # How sure we are (SG-34)

    @property
    def is_checked(self) -> bool:
        return self._service.assured_date is not None and self._service.assured_date >= self._checked_since

    @property
    def check_words(self) -> str:
        day = self._service.assured_date
        if day is None:
            return _("Not checked by us yet")
        shown = date_format(day, "DATE_FORMAT")
        if not self.is_checked:
            return _("Not checked since %(date)s") % {"date": shown}
        who = _WHO_CHECKED.get(self._service.assured_as, _("POP's staff"))
        return _("Checked on %(date)s by %(who)s") % {"date": shown, "who": who}

    @property
    def source_date(self) -> date | None:
        return self._service.source_date

    @property
    def source(self) -> str:
        return self._service.source

    @property
    def source_note(self) -> str:
        return self._service.source_note

    @property
    def source_words(self) -> str:
        day = self._service.source_date
        if day is None:
            return _("The list we have it from gives no date.")
        return _("The list we have it from is dated %(date)s.") % {"date": date_format(day, "DATE_FORMAT")}

    # For staff

    @property
    def assured_date(self) -> date | None:
        return self._service.assured_date

    @property
    def source_differs_since(self) -> datetime | None:
        return self._service.source_differs_since

    @property
    def vanished_on(self) -> date | None:
        return self._service.vanished_on

    @property
    def imported(self) -> dict:
        return self._service.imported
