"""Questions to the database that are asked many times a second with other values: put into SQL once, asked often.

Django builds and compiles a query anew each time, which costs several times what a small table takes to answer. A
`Prepared` is an ordinary queryset in which `Given` and `Among` stand where a value is told when asking:

    ROOMS = Prepared(lambda: Room.objects.filter(Among("pk", "rooms"), opened_at__lt=Given("now", DateTimeField())))
    ROOMS(rooms=[…], now=now)

It gives what the queryset would give (model instances or the rows of `values_list`), read afresh each time. Only where
measuring says it matters. PostgreSQL keeps such a statement ready, too.

`ask` sends the question and gives its answer when that is called: `one_turn` (turns.py) sends several together.
"""

import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from asgiref.local import Local
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F, Field, QuerySet
from django.db.models.expressions import Combinable
from django.db.models.sql import UpdateQuery

from pop.core.merged import piece_of
from pop.core.turns import open_turn

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
        return _as_array(ready) if database.vendor == "postgresql" else json.dumps(ready)


def _as_array(values: list[Any]) -> str:
    """As PostgreSQL writes them; of what they are it knows from what they are compared with. A list goes through
    psycopg value by value, which takes several times as long."""
    there = [str(value) for value in values if value is not None]  # nothing equals NULL
    told = [value.replace("\\", r"\\").replace('"', r"\"") for value in there]
    return '{"' + '","'.join(told) + '"}' if told else "{}"


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
    """A queryset that is compiled once for each connection."""

    def __init__(self, queryset: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._make = queryset
        self._kept = _beside_connections()

    def __call__(self, **values: Any) -> list[Row]:
        """Raises KeyError for a value that was not told."""
        return self.ask(**values)()

    def ask(self, **values: Any) -> Callable[[], list[Row]]:
        """Send the question; call what this gives, once, for the answer. Raises what asking at once would raise."""
        ready: _Question | None = getattr(self._kept, "ready", None)
        if ready is None:
            ready = self._kept.ready = _Question(self._make())
        if (turn := open_turn()) is not None and ready.piece is not None:
            told = turn.ask(ready.sql, ready.piece, values)
            return lambda: ready.rows_from(told())
        cursor = ready.sql.sent(values)
        # What SQLite has not read yet would change with what is written meanwhile.
        read = cursor.fetchall() if ready.sql.database.vendor == "sqlite" else None

        def answer() -> list[Row]:
            with cursor:
                rows = cursor.fetchall() if read is None else read
            return ready.rows_from(rows)

        return answer


class _Question:
    """A queryset with its SQL."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        query: Any = queryset.query
        compiler = query.get_compiler(connection=connections[queryset.db])
        self.sql = _Sql(compiler)
        query.get_compiler = lambda *args, **kwargs: compiler
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        compiler.get_converters = lambda columns: converters
        self._queryset: Any = queryset
        # What locks goes by itself: those after it see what it waited for.
        fields = [column.output_field for column, *_rest in compiler.select]
        self.piece = None if query.select_for_update else piece_of(self.sql.text, fields)
        self._compiler = compiler

    def rows_from(self, answer: list[Any]) -> list[Any]:
        self._compiler.execute_sql = lambda *args, **kwargs: [answer]
        return list(self._queryset._iterable_class(self._queryset))


class PreparedUpdate:
    """`queryset.update(**values)`, compiled once for each connection. Does not say how many it changed.

    The values are expressions or `Given`."""

    def __init__(self, queryset: Callable[[], "QuerySet[Any]"], **values: Combinable) -> None:
        self._make = queryset
        self._values = values
        self._kept = _beside_connections()

    def __call__(self, **values: Any) -> None:
        """Raises KeyError for a value that was not told."""
        ready: _Sql | None = getattr(self._kept, "ready", None)
        if ready is None:
            queryset = self._make()
            query: Any = queryset.query.chain(UpdateQuery)
            query.add_update_values(self._values)
            ready = self._kept.ready = _Sql(query.get_compiler(connection=connections[queryset.db]))
        ready.sent(values).close()


def _beside_connections() -> Local:
    """A place as Django's connections have: one for each thread, and for each task where one thread has many. SQL that
    was made for one connection asks no other, which may be in the middle of something else."""
    return Local(thread_critical=True)


class _Sql:
    """A statement with slots for the values."""

    def __init__(self, compiler: Any) -> None:
        self.database = compiler.connection
        self.text, self._parameters = compiler.as_sql()

    def sent(self, values: dict[str, Any]) -> Any:
        """The cursor, where the answer will be."""
        return self.send(self.text, self.told(values))

    def told(self, values: dict[str, Any]) -> list[Any]:
        """The values that belong into the text, in order."""
        return [one.fill(values, self.database) if isinstance(one, _Slot) else one for one in self._parameters]

    def send(self, text: str, told: list[Any]) -> Any:
        cursor = kept_ready(self.database)
        cursor.execute(text, told)
        return cursor


def kept_ready(database: Any) -> Any:
    """A cursor for statements that come again and again: PostgreSQL parses and plans them once (`prepare_threshold`).

    Django's own writes the values into the text, which is another text each time; where somebody notes down what is
    asked, that is the one that can say it.
    """
    if (turn := open_turn()) is not None:
        turn.send()
    if database.vendor != "postgresql" or database.queries_logged:
        return database.cursor()
    from pop.core.ready_cursor import ReadyCursor  # only where PostgreSQL is used

    database.ensure_connection()
    return database._prepare_cursor(ReadyCursor(database.connection))
