"""The directory over GraphQL: for everyone, as on the pages."""

from typing import Any
from uuid import UUID

import graphene

from pop.core import clock
from pop.core.graphql import DomainMutation, KeysetConnectionField
from pop.support import actions, contracts, numbers, policies, selectors
from pop.support.listings import Listing

ServiceTopic = graphene.Enum.from_enum(contracts.Topic, name="ServiceTopic")
ServiceStatus = graphene.Enum.from_enum(contracts.Status, name="ServiceStatus")
ServiceAudience = graphene.Enum.from_enum(contracts.Audience, name="ServiceAudience")
ServiceCost = graphene.Enum.from_enum(contracts.Cost, name="ServiceCost")
PhoneType = graphene.Enum.from_enum(contracts.PhoneType, name="PhoneType")


class ServicePhone(graphene.ObjectType):
    """A number to call or to text."""

    number = graphene.String(required=True, description="As people there write it.")
    href = graphene.String(required=True, description="A tel: or sms: link that works in that country.")
    type = graphene.Field(PhoneType, required=True)


class ServiceSchedule(graphene.ObjectType):
    """Open on these days of every week, wall-clock time in the service's zone."""

    byday = graphene.List(graphene.NonNull(graphene.String), required=True, description="MO to SU.")
    opens_at = graphene.Time(required=True)
    closes_at = graphene.Time(required=True, description="Not after opensAt: it closes the next day.")


class Country(graphene.ObjectType):
    """A country or territory, and what the directory has for it."""

    code = graphene.String(required=True, description="ISO 3166-1, two letters; XK for Kosovo.")
    name = graphene.String(required=True, description="In the language of the request.")
    services = graphene.Int(required=True, description="How many the directory shows.")
    emergency_numbers = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="From libphonenumber's open data; nobody at POP has called them.",
    )

    @staticmethod
    def resolve_emergency_numbers(root: Any, info: Any) -> Any:
        return numbers.emergency_numbers(root.code)


class SupportLine(graphene.ObjectType):
    """A service on the card of help, or an emergency number."""

    name = graphene.String(description="Null for an emergency number.")
    number = graphene.String(required=True, description="Empty where it has none: look at `url`.")
    href = graphene.String(required=True, description="A tel: or sms: link.")
    url = graphene.String(description="Its page here.")
    note = graphene.String(description="For what we have not checked of late: since when.")


class SupportCard(graphene.ObjectType):
    """What its reader is shown when their words sound as if they needed help. Private, automatic, and it says so."""

    label = graphene.String(required=True, description="That it is an automatic message. Always show it.")
    title = graphene.String(required=True)
    text = graphene.String(required=True)
    region = graphene.String(required=True, description="Whose helplines they are; empty where nobody chose a country.")
    emergency = graphene.List(graphene.NonNull(SupportLine), required=True)
    services = graphene.List(graphene.NonNull(SupportLine), required=True)
    help_url = graphene.String(required=True)
    help_label = graphene.String(required=True)


class ServiceLanguage(graphene.ObjectType):
    """A language somebody answers in."""

    code = graphene.String(required=True, description="ISO 639.")
    name = graphene.String(required=True, description="In the language of the request.")


class Service(graphene.ObjectType):
    """A helpline, crisis line or chat (Open Referral HSDS: service)."""

    id = graphene.UUID(required=True)
    name = graphene.String(required=True)
    status = graphene.Field(ServiceStatus, required=True)
    country = graphene.String(required=True)
    country_name = graphene.String(required=True)
    service_area = graphene.String(required=True, description="Empty: all of the country, or not known.")
    audience = graphene.Field(ServiceAudience, required=True)
    cost = graphene.Field(ServiceCost, required=True)
    topics = graphene.List(graphene.NonNull(ServiceTopic), required=True)
    languages = graphene.List(graphene.NonNull(ServiceLanguage), required=True)
    phones = graphene.List(graphene.NonNull(ServicePhone), required=True)
    url = graphene.String(required=True)
    chat_url = graphene.String(required=True)
    hours = graphene.String(required=True, description="As the source writes them.")
    schedules = graphene.List(
        graphene.NonNull(ServiceSchedule), required=True, description="Empty where the hours could not be read."
    )
    timezone = graphene.String(required=True, description="IANA; empty where nobody is sure.")
    open_now = graphene.Boolean(description="Null: nobody can say.")
    open_words = graphene.String(required=True)
    assured_date = graphene.Date(description="When a person of POP last called or opened it.")
    is_checked = graphene.Boolean(required=True, description="Whether that check still holds.")
    check_words = graphene.String(required=True)
    source = graphene.String(required=True)
    source_date = graphene.Date(description="What the source claims; not a check.")
    path = graphene.String(required=True, description="Its page on this site.")

    @staticmethod
    def resolve_audience(root: Any, info: Any) -> Any:
        return _seen(root).audience.code

    @staticmethod
    def resolve_cost(root: Any, info: Any) -> Any:
        return _seen(root).cost.code

    @staticmethod
    def resolve_topics(root: Any, info: Any) -> Any:
        return [topic.code for topic in _seen(root).topics]

    @staticmethod
    def resolve_phones(root: Any, info: Any) -> Any:
        return [*_seen(root).phones, *_seen(root).texts]

    @staticmethod
    def resolve_schedules(root: Any, info: Any) -> Any:
        return _seen(root).weeklies


def _seen(root: Any) -> Listing:
    """The row as a reader sees it now; made once per row and answer."""
    if isinstance(root, Listing):
        return root
    if "_listing" not in vars(root):
        root._listing = selectors.listing_of(root, now=clock.now())
    seen: Listing = root._listing
    return seen


def _from_listing(name: str) -> Any:
    return staticmethod(lambda root, info: getattr(_seen(root), name))


for _name in Service._meta.fields:
    if not hasattr(Service, f"resolve_{_name}"):
        setattr(Service, f"resolve_{_name}", _from_listing(_name))


class Query(graphene.ObjectType):
    services = KeysetConnectionField(
        Service,
        order="name",
        description="Services by name. Ask for those with `checked: true` first, then for the rest.",
        country=graphene.String(description="ISO 3166-1, two letters."),
        topic=ServiceTopic(),
        checked=graphene.Boolean(description="Whether a person of POP checked it and the check still holds."),
        open_now=graphene.Boolean(),
    )
    service = graphene.Field(Service, required=True, id=graphene.UUID(required=True))
    countries = graphene.List(
        graphene.NonNull(Country), required=True, description="Countries the directory has something for, by name."
    )
    country = graphene.Field(Country, required=True, code=graphene.String(required=True))

    @staticmethod
    def resolve_services(root: Any, info: Any, topic: Any = None, **filters: Any) -> Any:
        return selectors.services_listed(now=clock.now(), topic=topic.value if topic else None, **filters)

    @staticmethod
    def resolve_service(root: Any, info: Any, id: UUID) -> Any:
        return selectors.service_for(service_id=id, now=clock.now())

    @staticmethod
    def resolve_countries(root: Any, info: Any) -> Any:
        return selectors.countries_with_services()

    @staticmethod
    def resolve_country(root: Any, info: Any, code: str) -> Any:
        return selectors.country_for(code.upper())


class RecordServiceCheck(DomainMutation):
    """For staff: say that you called or opened this service today and that what POP says of it is right."""

    policy = policies.may_record_check

    class Input:
        service_id = graphene.UUID(required=True)

    service = graphene.Field(Service)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(service=actions.record_check(actor=actor, now=clock.now(), **input))


class ChooseCountryOfHelp(DomainMutation):
    """Say whose helplines you want to be shown when something you write sounds hard; without a country: forget it."""

    policy = policies.may_choose_country

    class Input:
        country = graphene.String(description="ISO 3166-1, two letters; XK for Kosovo.")

    country = graphene.String(description="As it is now.")

    @classmethod
    def perform(cls, actor: Any, country: str | None = None, **input: Any) -> Any:
        if country is None:
            actions.forget_country(actor=actor)
        else:
            actions.choose_country(actor=actor, country=country.upper())
        return cls(country=country and country.upper())


class Mutation(graphene.ObjectType):
    choose_country_of_help = ChooseCountryOfHelp.Field()
    record_service_check = RecordServiceCheck.Field()
