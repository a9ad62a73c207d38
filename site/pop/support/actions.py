"""The directory's writers: taking in a file of services, and saying that one was checked today."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Conflict, SignInNeeded
from pop.support import countries, policies
from pop.support.importing import RefusedRow, ServiceRow
from pop.support.models import ChosenCountry, Phone, Schedule, Service, ServiceLanguage, ServiceTopic

_SCALARS = (
    "country",
    "name",
    "service_area",
    "audience",
    "cost",
    "url",
    "chat_url",
    "hours",
    "timezone",
    "source",
    "source_note",
)
_MANY_ARE = 5  # a file may lose this many rows without being asked about it, or a fifth of them


@dataclass
class Imported:
    """What an import did. Every row of the file is in exactly one of the first four counts."""

    counts: Counter[str] = field(default_factory=Counter)  # created, updated, unchanged, kept
    kept: list[ServiceRow] = field(default_factory=list)  # a person edited or checked the record; it stays as it is
    vanished: list[str] = field(default_factory=list)  # import keys no longer in the file
    returned: list[str] = field(default_factory=list)  # back in the file

    @property
    def changed_something(self) -> bool:
        return bool(self.counts["created"] or self.counts["updated"] or self.vanished or self.returned)


@transaction.atomic
def import_services(
    *,
    actor: Actor,
    dataset: str,
    rows: Sequence[ServiceRow],
    refused: Sequence[RefusedRow] = (),
    now: datetime,
    many_may_vanish: bool = False,
) -> Imported:
    """Bring a dataset up to date with these rows. Doing it twice changes nothing.

    A record a person has edited or checked since is left alone and listed as kept. One whose row is gone is marked
    (and thereby off the pages, unless a person has checked it), never deleted; a row that was refused is not gone.
    Raises Absent for who may not, Conflict when suspiciously many rows are gone (a cut-off file) and nobody said that
    this is meant.
    """
    if not policies.may_import_services(actor):
        raise Absent
    known = {
        service.import_key: service
        for service in Service.objects.select_for_update().filter(import_key__isnull=False).with_details()
    }
    result = Imported()
    new = [row for row in rows if row.import_key not in known]
    _create(new, dataset)
    result.counts.update({"created": len(new)} if new else {})
    for row in rows:
        if row.import_key not in known:
            continue
        outcome = _bring_up_to_date(known[row.import_key], row, dataset, now, result)
        result.counts[outcome] += 1
        if outcome == "kept":
            result.kept.append(row)
    present = {row.import_key for row in rows} | {row.import_key for row in refused}
    of_dataset = [service for service in known.values() if service.dataset == dataset]
    for service in _gone(of_dataset, present, many_may_vanish=many_may_vanish):
        _mark_vanished(service, now.date())
        result.vanished.append(str(service.import_key))
    if result.changed_something:
        _record_import(actor, dataset, result, now)
    return result


@transaction.atomic
def record_check(*, actor: Actor, service_id: UUID, now: datetime) -> Service:
    """Say that the actor called or opened this service today, and that what the page says is right (SG-34).

    Raises Absent for an unknown service, and for anybody who may not check. Twice on one day is once.
    """
    service = Service.objects.select_for_update().filter(pk=service_id).first()
    if service is None or not policies.may_record_check(actor):
        raise Absent
    before = service.assured_date
    if before == now.date() and service.assured_by_id == actor.persona_id:
        return service
    service.assured_date = now.date()
    service.assured_by_id = actor.persona_id
    service.assured_as = policies.role_of_check(actor).value
    service.save(update_fields=["assured_date", "assured_by", "assured_as", "last_modified"])
    record_deed(
        actor=actor,
        verb="support.record_check",
        subject_kind="service",
        subject_id=service.pk,
        now=now,
        facts={"before": before.isoformat() if before else None},
    )
    return service


# --- Parts of an import -------------------------------------------------------------------------------


def content_of(service: Service) -> dict[str, Any]:
    """The record in the form a row's `content` has, so that the two can be compared."""
    content: dict[str, Any] = {name: getattr(service, name) for name in _SCALARS}
    content["source_date"] = service.source_date.isoformat() if service.source_date else None
    content["phones"] = [
        [phone.type, phone.number, phone.dial, phone.e164, phone.short_code, phone.keyword]
        for phone in service.phones.all()
    ]
    content["schedules"] = [
        [schedule.byday, f"{schedule.opens_at:%H:%M}", f"{schedule.closes_at:%H:%M}"]
        for schedule in service.schedules.all()
    ]
    content["languages"] = [language.code for language in service.languages.all()]
    content["topics"] = [topic.topic for topic in service.topics.all()]
    return content


def _record_import(actor: Actor, dataset: str, result: Imported, now: datetime) -> None:
    facts: dict[str, str | int | bool | None] = {**result.counts}
    facts.update(vanished=len(result.vanished), returned=len(result.returned))
    record_deed(
        actor=actor, verb="support.import_services", subject_kind="dataset", subject_id=dataset, now=now, facts=facts
    )


def _gone(of_dataset: Sequence[Service], present: Collection[str], *, many_may_vanish: bool) -> list[Service]:
    """Those whose row is in the file no more. Raises Conflict for suspiciously many."""
    if "" in present:  # a refused row does not even say whose it is: any of these may be in it
        return []
    gone = [service for service in of_dataset if service.import_key not in present and service.vanished_on is None]
    if len(gone) > max(_MANY_ARE, len(of_dataset) // 5) and not many_may_vanish:
        raise Conflict(
            f"{len(gone)} of {len(of_dataset)} services are not in this file. Is it whole? Nothing was changed. "
            "If it is meant, add --many-may-vanish."
        )
    return gone


def _is_touched(service: Service) -> bool:
    """Whether a person has edited or checked it since it was imported."""
    content = content_of(service)
    return service.assured_date is not None or any(content[name] != value for name, value in service.imported.items())


def _bring_up_to_date(service: Service, row: ServiceRow, dataset: str, now: datetime, result: Imported) -> str:
    if service.vanished_on is not None:
        _mark_returned(service)
        result.returned.append(row.import_key)
    if all(service.imported.get(name) == value for name, value in row.content.items()):
        return "unchanged"
    if _is_touched(service):
        if service.source_differs_since is None:
            service.source_differs_since = now
            service.save(update_fields=["source_differs_since", "last_modified"])
        return "kept"
    service.dataset = dataset
    _replace(service, row.content)
    return "updated"


def _fill(service: Service, content: dict[str, Any]) -> None:
    for name in _SCALARS:
        if name in content:
            setattr(service, name, content[name])
    source_date = content["source_date"]
    service.source_date = date.fromisoformat(source_date) if source_date else None
    service.imported = {**service.imported, **content}


def _create(rows: Sequence[ServiceRow], dataset: str) -> None:
    services = [Service(import_key=row.import_key, dataset=dataset) for row in rows]
    for service, row in zip(services, rows, strict=True):
        _fill(service, row.content)
    Service.objects.bulk_create(services)
    _create_details(list(zip(services, (row.content for row in rows), strict=True)))


def _replace(service: Service, content: dict[str, Any]) -> None:
    _fill(service, content)
    service.save()
    for details in (Phone, Schedule, ServiceLanguage, ServiceTopic):
        details.objects.filter(service=service).delete()
    _create_details([(service, content)])


def _create_details(filled: Sequence[tuple[Service, dict[str, Any]]]) -> None:
    """Phones, schedules, languages and topics of many services, in four statements."""
    Phone.objects.bulk_create(
        Phone(
            service=service,
            type=kind,
            number=number,
            dial=dial,
            e164=e164,
            short_code=short,
            keyword=keyword,
            position=position,
        )
        for service, content in filled
        for position, (kind, number, dial, e164, short, keyword) in enumerate(content["phones"])
    )
    Schedule.objects.bulk_create(
        Schedule(
            service=service,
            byday=byday,
            opens_at=time.fromisoformat(opens),
            closes_at=time.fromisoformat(closes),
            position=position,
        )
        for service, content in filled
        for position, (byday, opens, closes) in enumerate(content["schedules"])
    )
    ServiceLanguage.objects.bulk_create(
        ServiceLanguage(service=service, code=code) for service, content in filled for code in content["languages"]
    )
    ServiceTopic.objects.bulk_create(
        ServiceTopic(service=service, topic=topic) for service, content in filled for topic in content["topics"]
    )


def _mark_vanished(service: Service, today: date) -> None:
    service.vanished_on = today
    service.save(update_fields=["vanished_on", "last_modified"])


def _mark_returned(service: Service) -> None:
    service.vanished_on = None
    service.save(update_fields=["vanished_on", "last_modified"])


def choose_country(*, actor: Actor, country: str) -> None:
    """Say whose helplines one wants to be shown when one may need help (SG-31). The last choice counts.

    On no record: it is nobody's business. Raises SignInNeeded, Absent for a code that is no country.
    """
    if actor.persona_id is None or not policies.may_choose_country(actor):
        raise SignInNeeded
    if not countries.is_country(country):
        raise Absent
    ChosenCountry.objects.update_or_create(persona_id=actor.persona_id, defaults={"country": country})


def forget_country(*, actor: Actor) -> None:
    """Take the choice back; harmless where there is none. Raises SignInNeeded."""
    if actor.persona_id is None:
        raise SignInNeeded
    ChosenCountry.objects.filter(persona=actor.persona_id).delete()
