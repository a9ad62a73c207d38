"""Several questions to PostgreSQL in one statement, each answered as JSON.

A statement costs its sending, planning and answering however little it asks; for a handful of rows that is nearly all
of it. What is asked together (turns.py) and needs no lock goes out as one:

    SELECT (SELECT json_agg(…) FROM (the first question) …), (SELECT json_agg(…) FROM (the second) …)

They see the same moment. Each gives what it gives alone, value for value; a question with a column of a kind that is
not listed here is asked alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from uuid import UUID

import orjson
from django.db.models import Field

Read = Callable[[Any], Any]

# How a column's value is told in JSON, by the kind of its field; None: as it is.
_READ: dict[str, Read | None] = {
    **dict.fromkeys(("BooleanField", "CharField", "TextField", "FileField"), None),
    **dict.fromkeys(("IntegerField", "SmallIntegerField", "BigIntegerField"), None),
    **dict.fromkeys(("PositiveIntegerField", "PositiveSmallIntegerField", "PositiveBigIntegerField"), None),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField"), None),
    "UUIDField": lru_cache(maxsize=20_000)(UUID),  # the same people and places again and again
    "DateTimeField": datetime.fromisoformat,
    "DateField": date.fromisoformat,
    "TimeField": time.fromisoformat,
    "JSONField": None,  # sent as text: Django reads it
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A question as a part of a larger one."""

    sql: str
    reads: tuple[tuple[int, Read], ...]  # which columns are something else than JSON says

    def rows(self, told: str | None) -> list[tuple[Any, ...]]:
        """What the database would have given; `told`: what it gave for this part."""
        rows = orjson.loads(told) if told else []
        for place, read in self.reads:
            for row in rows:
                if row[place] is not None:
                    row[place] = read(row[place])
        return [tuple(row) for row in rows]


def piece_of(sql: str, columns: Sequence[Field]) -> Piece | None:
    """`columns`: the fields of what is selected, in order. None where one of them cannot be told in JSON."""
    kinds = [_kind(field) for field in columns]
    if not columns or any(kind not in _READ for kind in kinds):
        return None
    names = [f"c{number}" for number in range(len(kinds))]
    values = [f"{name}::text" if kind == "JSONField" else name for name, kind in zip(names, kinds, strict=True)]
    listed = f"json_agg(json_build_array({','.join(values)}))::text"
    reads = ((number, read) for number, kind in enumerate(kinds) if (read := _READ[kind]) is not None)
    return Piece(f"(SELECT {listed} FROM ({sql}) AS q({','.join(names)}))", tuple(reads))  # noqa: S608  no value is in it


def merged(pieces: Sequence[Piece]) -> str:
    """Their statement. It gives one row, with what each piece reads in a column of its own."""
    return f"SELECT {', '.join(piece.sql for piece in pieces)}"


def _kind(field: Any) -> str:
    while field.remote_field is not None:
        field = field.target_field
    return field.get_internal_type()
