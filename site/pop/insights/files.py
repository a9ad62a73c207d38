"""Published numbers as files: CSV and JSON, and the dictionary that says what each column and code means
(datapackage.json, as Frictionless Data describes it)."""

import csv
from collections.abc import Sequence
from io import StringIO
from typing import Any

from django.utils.translation import gettext_lazy as _

from pop.insights.models import PublishedCount
from pop.insights.words import ABOUT, code_in_words, dimension_in_words

CSV_FILE, JSON_FILE, DICTIONARY_FILE = "decisions.csv", "decisions.json", "datapackage.json"
_FIELDS = (
    ("period", "string", _("The quarter, in UTC.")),
    ("begins_on", "date", _("Its first day.")),
    ("ends_on", "date", _("Its last day.")),
    ("about", "string", _("What is counted.")),
    ("dimension", "string", _("By what it is counted. Each dimension counts the same decisions, each of them once.")),
    ("code", "string", _("Which of them.")),
    ("number", "integer", _("How many, rounded to rounded_to. Empty: not shown, because it is smaller than that or "
                            "would give away one that is.")),
    ("rounded_to", "integer", _("Numbers are rounded to a multiple of this, and none below it is shown.")),
)  # fmt: skip


def as_rows(counts: Sequence[PublishedCount]) -> list[dict[str, Any]]:
    return [
        {
            "period": count.release.period,
            "begins_on": count.release.begins_on.isoformat(),
            "ends_on": count.release.ends_on.isoformat(),
            "about": count.about,
            "dimension": count.dimension,
            "code": count.code,
            "number": count.number,
            "rounded_to": count.release.least,
        }
        for count in counts
    ]


def as_csv(counts: Sequence[PublishedCount]) -> str:
    """RFC 4180, with a line of names. What is not shown is empty."""
    written = StringIO()
    table = csv.DictWriter(written, [name for name, _kind, _says in _FIELDS])
    table.writeheader()
    table.writerows(as_rows(counts))
    return written.getvalue()


def as_json(counts: Sequence[PublishedCount]) -> dict[str, Any]:
    return {"dictionary": DICTIONARY_FILE, "counts": as_rows(counts)}


def dictionary(counts: Sequence[PublishedCount]) -> dict[str, Any]:
    """What the columns and codes mean, in the reader's language."""
    return {
        "name": "decisions",
        "title": str(ABOUT["decisions"]),
        "resources": [
            {
                "name": "decisions",
                "path": CSV_FILE,
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": name, "type": kind, "description": str(says), **_values(name, counts)}
                        for name, kind, says in _FIELDS
                    ],
                    "missingValues": [""],
                    "primaryKey": ["period", "about", "dimension", "code"],
                },
            }
        ],
    }


def _values(field: str, counts: Sequence[PublishedCount]) -> dict[str, Any]:
    """The codes a column can hold, each with its meaning."""
    said: dict[str, str] = {}
    for count in counts:
        if field == "about":
            said[count.about] = str(ABOUT.get(count.about, count.about))
        elif field == "dimension":
            said[count.dimension] = dimension_in_words(count.about, count.dimension)
        elif field == "code":
            said[count.code] = code_in_words(count.code)
    return {"categories": [{"value": value, "label": label} for value, label in said.items()]} if said else {}
