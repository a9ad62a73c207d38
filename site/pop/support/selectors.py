"""Reading the directory. It is the same for everyone: no actor, no history, no place but the one asked for (SG-37,
SG-39)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q
from django.utils.translation import override

from pop.core import clock
from pop.core.errors import Absent
from pop.support import countries, languages
from pop.support.contracts import Topic
from pop.support.listings import Listing
from pop.support.models import ChosenCountry, Service, ServiceQuerySet

MOST_FOUND = 60
LONGEST_QUERY = 80
_SMALL_WORDS = {"a", "an", "and", "for", "help", "helpline", "hotline", "i", "in", "line", "need", "of", "the", "with"}
# How young people say it, beside the topics' own names. Folded.
_TOPIC_WORDS = {
    Topic.GENERAL: "worry talk listen lonely any",
    Topic.VIOLENCE: "violence violent rape domestic beaten hit gbv stalking",
    Topic.ABUSE: "abuse abused neglect rape",
    Topic.MENTAL_HEALTH: "mental health depression depressed anxiety sad panic feelings stress eating",
    Topic.SUICIDE: "suicide suicidal crisis die self-harm",
    Topic.ONLINE_SAFETY: "online internet cyber bullying cyberbullying sextortion images photos",
    Topic.LGBTQ: "lgbt lgbtq lgbtqi gay lesbian bi trans queer",
    Topic.SUBSTANCE: "drugs alcohol substance addiction drinking",
}


@dataclass(frozen=True)
class CountryWithServices:
    code: str
    name: str
    services: int


@dataclass(frozen=True)
class Found:
    """What a search found: services, countries with that name, and a spelling that would find something."""

    listings: list[Listing]
    total: int
    countries: list[CountryWithServices]
    meant: str = ""


def checked_since(now: datetime) -> datetime:
    """Checks from before this moment do not hold any more (SG-34)."""
    return now - timedelta(days=settings.POP_HELP_CHECK_DAYS)


def countries_with_services() -> list[CountryWithServices]:
    """Countries the directory has something for, in the order of the reader's language. One query."""
    counts = dict(
        Service.objects.shown()
        .order_by()
        .values_list("country")
        .annotate(number=Count("id"))
        .values_list("country", "number")
    )
    return [CountryWithServices(code, name, counts[code]) for code, name in countries.by_name() if code in counts]


def countries_without_services() -> list[tuple[str, str]]:
    """(code, name) of every other country, in the order of the reader's language. One query."""
    known = {country.code for country in countries_with_services()}
    return [(code, name) for code, name in countries.by_name() if code not in known]


def country_for(code: str) -> CountryWithServices:
    """One country, with how many services are shown for it. Raises Absent for a code that is no country."""
    if not countries.is_country(code):
        raise Absent
    number = Service.objects.shown().filter(country=code).count()
    return CountryWithServices(code, countries.name_of(code), number)


def services_in(country: str, *, now: datetime) -> list[Listing]:
    """Every service shown for a country, in the directory's order. Raises Absent for a code that is no country."""
    if not countries.is_country(country):
        raise Absent
    return _listings(Service.objects.shown().filter(country=country), now)


def service_for(*, service_id: UUID, now: datetime) -> Listing:
    """One service, shown or with its shutters down: an old link should say that it closed, not that it never was."""
    service = Service.objects.with_details().filter(pk=service_id).first()
    if service is None:
        raise Absent
    return Listing(service, now=now, checked_since=checked_since(now))


def listing_of(service: Service, *, now: datetime) -> Listing:
    return Listing(service, now=now, checked_since=checked_since(now))


def services_for_region(
    country: str | None, topic: str | None = None, limit: int = 3, now: datetime | None = None
) -> list[Listing]:
    """The few services to put beside something hard: those about the topic first, then the directory's order.

    Never more than `limit`; empty where the country is not known or has none (the card then leads to /help/).
    """
    if not country:
        return []
    found = _listings(Service.objects.shown().filter(country=country.upper()), now or clock.now())
    if topic:
        found.sort(key=lambda one: (not one.is_checked, all(known.code != topic for known in one.topics)))
    return found[:limit]


def chosen_countries(persona_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Whose helplines these people want to see, for those who chose. One query; none for nobody."""
    wanted = set(persona_ids)
    if not wanted:
        return {}
    return dict(ChosenCountry.objects.filter(persona__in=wanted).values_list("persona_id", "country"))


def services_listed(
    *,
    country: str | None = None,
    topic: str | None = None,
    checked: bool | None = None,
    open_now: bool | None = None,
    now: datetime,
) -> ServiceQuerySet:
    """For lists that are paged elsewhere: shown services, filtered. Whether one is open is asked row by row."""
    services = Service.objects.shown().with_details()
    if checked is not None:
        holds = Q(assured_date__gte=checked_since(now).date())
        services = services.filter(holds) if checked else services.filter(~holds | Q(assured_date__isnull=True))
    if country:
        services = services.filter(country=country.upper())
    if topic:
        services = services.filter(topics__topic=topic)
    if open_now is not None:
        since = checked_since(now)
        fitting = [one.pk for one in services if Listing(one, now=now, checked_since=since).open_now is open_now]
        services = services.filter(pk__in=fitting)
    return services


def search_services(query: str, *, topic: str = "", now: datetime) -> Found:
    """Services in which every word of the query is found: name, area, country and languages in every language of the
    site, topics, numbers. Forgiving about accents, case and small words."""
    words = _words_of(query)
    services = list(_in_order(Service.objects.shown(), now).with_details())
    if topic:
        services = [service for service in services if topic in {one.topic for one in service.topics.all()}]
    if words:
        texts = [(_searched_text(service), service) for service in services]
        services = [service for text, service in texts if all(f" {word}" in text for word in words)]
    elif not topic:
        services = []
    since = checked_since(now)
    counted = {country.code: country for country in countries_with_services()} if words else {}
    places = [
        counted.get(code, CountryWithServices(code, name, 0))
        for code, name in countries.by_name()
        if words and any(_names_match(known, words) for known in countries.searched_names_of(code))
    ]
    return Found(
        listings=[Listing(service, now=now, checked_since=since) for service in services[:MOST_FOUND]],
        total=len(services),
        countries=places[:12],
        meant="" if services or places else _close_to(words),
    )


def _listings(services: ServiceQuerySet, now: datetime) -> list[Listing]:
    since = checked_since(now)
    return [Listing(service, now=now, checked_since=since) for service in _in_order(services, now).with_details()]


def _in_order(services: ServiceQuerySet, now: datetime) -> ServiceQuerySet:
    return services.in_order(checked_since=checked_since(now))


def _words_of(query: str) -> list[str]:
    folded = countries.fold(query[:LONGEST_QUERY])
    words = folded.replace(",", " ").split()
    number = "".join(words).lstrip("+")
    if number.isdecimal():  # however it is spaced
        return [number]
    return [word for word in words if word not in _SMALL_WORDS] or words


def _searched_text(service: Service) -> str:
    parts = [countries.fold(f"{service.name} {service.service_area}"), *countries.searched_names_of(service.country)]
    parts += [_language_words(language.code) for language in service.languages.all()]
    parts += [_topic_words(topic.topic) for topic in service.topics.all()]
    parts += [phone.dial.lstrip("+") for phone in service.phones.all()]
    parts += ["".join(letter for letter in phone.number if letter.isdecimal()) for phone in service.phones.all()]
    text = " ".join(parts)
    return " " + "".join(letter if letter.isalnum() or letter in "'-" else " " for letter in text)


@lru_cache(maxsize=512)
def _language_words(code: str) -> str:
    return _in_every_language(lambda: languages.name_of(code))


@lru_cache(maxsize=32)
def _topic_words(topic: str) -> str:
    return f"{_in_every_language(lambda: str(Topic(topic).label))} {_TOPIC_WORDS[Topic(topic)]}"


def _in_every_language(name: Callable[[], str]) -> str:
    found = []
    for code, _label in settings.LANGUAGES:
        with override(code):
            found.append(countries.fold(name()))
    return " ".join(found)


def _names_match(name: str, words: list[str]) -> bool:
    return all(f" {word}" in f" {name}" for word in words)


def _close_to(words: list[str]) -> str:
    """A country's name that is nearly what was typed, in the reader's language; "" when there is none."""
    names = {countries.fold(name): name for _code, name in countries.by_name()}
    close = get_close_matches(" ".join(words), names, n=1, cutoff=0.75)
    return names[close[0]] if close else ""
