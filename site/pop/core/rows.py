"""Many rows written at once, in SQL that is made once and does not depend on how many there are:

    EVENTS = Rows(RoomEvent)
    EVENTS.write(events)

As `bulk_create`, for tables into which something is written many times a second, and only where measuring says it
matters. Fields are written as they are: what a field would do by itself while it is saved (`auto_now`) is not done.
"""

from collections.abc import Collection, Mapping
from functools import cache
from operator import attrgetter
from typing import Any

import orjson
from django.db import DEFAULT_DB_ALIAS, connections, models, router
from django.db.models import AutoField, Field

from pop.core.prepared import kept_ready


class Rows:
    """Rows of one table, with every column but the number that the database gives by itself."""

    def __init__(self, model: type[models.Model]) -> None:
        self._model = model

    def write(self, rows: Collection[Any]) -> None:
        """`rows`: instances, or anything else that has the model's fields as attributes (of relations the ids). Raises
        IntegrityError when one of them breaks a rule of the table: then none is written."""
        if not rows:
            return
        alias = router.db_for_write(self._model) or DEFAULT_DB_ALIAS
        database = connections[alias]
        fields = _fields(self._model)
        values = map(attrgetter(*fields), rows)
        with kept_ready(database) as cursor:
            if database.vendor == "postgresql":
                columns = [field.column for field in fields.values()]
                as_json = orjson.dumps([dict(zip(columns, row, strict=True)) for row in values]).decode()
                cursor.execute(_from_json(self._model, alias), [as_json])
            else:
                ready = [field.get_db_prep_save for field in fields.values()]
                cursor.executemany(
                    _one_by_one(self._model, alias),
                    [[make(value, database) for make, value in zip(ready, row, strict=True)] for row in values],
                )


@cache
def _fields(model: type[models.Model]) -> Mapping[str, Field]:
    """By the name of the attribute that holds what stands in the column."""
    return {field.attname: field for field in model._meta.concrete_fields if not isinstance(field, AutoField)}


@cache
def _from_json(model: type[models.Model], alias: str) -> str:
    """For PostgreSQL: all rows in one value, which it takes apart by the types of the columns."""
    database = connections[alias]
    name = database.ops.quote_name
    columns = {name(str(field.column)): field.db_type(database) for field in _fields(model).values()}
    listed, typed = ", ".join(columns), ", ".join(f"{column} {of_type}" for column, of_type in columns.items())
    table = name(model._meta.db_table)
    return f"INSERT INTO {table} ({listed}) SELECT {listed} FROM json_to_recordset(%s) AS given ({typed})"  # noqa: S608


@cache
def _one_by_one(model: type[models.Model], alias: str) -> str:
    name = connections[alias].ops.quote_name
    columns = [name(str(field.column)) for field in _fields(model).values()]
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {name(model._meta.db_table)} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608
