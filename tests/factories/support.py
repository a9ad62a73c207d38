"""CSV files of services, and services that came from one."""

import csv
import io
from datetime import UTC, datetime

from pop.accounts.contracts import SYSTEM
from pop.support.actions import import_services
from pop.support.importing import COLUMNS, read_services
from pop.support.models import Service

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)  # a Monday
KENYA = {
    "country_iso2": "KE",
    "country_name": "Kenya",
    "name": "Childline Kenya 116",
    "phone": "116",
    "website": "https://www.childlinekenya.co.ke/",
    "languages": "en;sw",
    "hours": "24/7",
    "cost": "free",
    "audience": "children",
    "topics": "general;abuse",
    "source": "a test",
    "verified": "2024-05-16",
}


def row(**cells: str) -> dict[str, str]:
    return {name: {**KENYA, **cells}.get(name, "") for name in COLUMNS}


def csv_of(*rows: dict[str, str], columns=COLUMNS) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def imported(*rows: dict[str, str], now: datetime = NOW, dataset: str = "test", **options):
    file = read_services(csv_of(*rows))
    return import_services(actor=SYSTEM, dataset=dataset, rows=file.rows, refused=file.refused, now=now, **options)


def service(**cells: str) -> Service:
    """One service, imported from a row with these cells."""
    imported(row(**cells), many_may_vanish=True, dataset=cells.get("name", "one"))
    return Service.objects.get(name=cells.get("name", KENYA["name"]))
