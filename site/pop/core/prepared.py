"""Questions to the database that are asked many times a second with other values: put into SQL once, asked often.

Django builds and compiles a query anew each time, which costs several times what a small table takes to answer. A
`Prepared` is an ordinary queryset in which `Given` and `Among` stand where a value is told when asking:

    ROOMS = Prepared(lambda: Room.objects.filter(Among("pk", "rooms"), opened_at__lt=Given("now", DateTimeField())))
    ROOMS(rooms=[…], now=now)

It gives what the queryset would give (model instances or the rows of `values_list`), read afresh each time. Only for
reading, and only where measuring says it matters.
"""

import json
import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Field, QuerySet

Row = TypeVar("Row")


class _Slot:
    """Where a value goes among the parameters of the SQL, and how it is made ready for this database."""

    def __init__(self, name: str, field: Field, *, is_list: bool = False) -> None:
        self.name = name
        self._field = field
        self._is_list = is_list

    def fill(self, values: dict[str, Any], database: BaseDatabaseWrapper) -> Any:
        value = values[self.name]
        if not self._is_list:
            return self._field.get_db_prep_value(value, database)
        ready = [self._field.get_db_prep_value(one, database) for one in value]
        return ready if database.vendor == "postgresql" else json.dumps(ready)


class Given(Expression):
    """A value that is told when asking."""

    def __init__(self, name: str, output_field: Field) -> None:
        super().__init__(output_field)
        self._name = name

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        return "%s", (_Slot(self._name, self.output_field),)


class Among(Expression):
    """Whether a field is one of the values told when asking: IN, in words that do not depend on how many there are."""

    conditional = True

    def __init__(self, field: str, name: str) -> None:
        super().__init__(BooleanField())
        self._field: Any = F(field)
        self._name = name

    def get_source_expressions(self) -> list[Any]:
        return [self._field]

    def set_source_expressions(self, expressions: Any) -> None:
        (self._field,) = expressions

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        column, parameters = compiler.compile(self._field)
        slot = _Slot(self._name, self._field.output_field, is_list=True)
        if connection.vendor == "postgresql":
            return f"{column} = ANY(%s)", (*parameters, slot)
        return f"{column} IN (SELECT value FROM json_each(%s))", (*parameters, slot)  # noqa: S608  no value is in it


class Prepared(Generic[Row]):
    """A queryset that is compiled once for each thread and its connection."""

    def __init__(self, queryset: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._make = queryset
        self._ready = threading.local()

    def __call__(self, **values: Any) -> list[Row]:
        """Raises KeyError for a value that was not told."""
        if not hasattr(self._ready, "queryset"):
            self._prepare()
        ready, compiler = self._ready, self._ready.compiler
        told = tuple(
            one.fill(values, compiler.connection) if isinstance(one, _Slot) else one for one in ready.parameters
        )
        compiler.as_sql = lambda *args, **kwargs: (ready.sql, told)
        return list(ready.queryset._iterable_class(ready.queryset))

    def _prepare(self) -> None:
        queryset = self._make()
        query: Any = queryset.query
        compiler = query.get_compiler(connection=connections[queryset.db])
        sql, parameters = compiler.as_sql()
        query.get_compiler = lambda *args, **kwargs: compiler
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        compiler.get_converters = lambda columns: converters
        ready = self._ready
        ready.queryset, ready.compiler, ready.sql, ready.parameters = queryset, compiler, sql, parameters
