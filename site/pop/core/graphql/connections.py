"""Lists, one page at a time: Relay connections over keyset cursors.

A cursor names the last row somebody saw by its place in the order, so a page costs the same at any depth, and rows
that come or go meanwhile move nothing. There is no total: counting everything is not for everyone to ask.
"""

import base64
import binascii
import hashlib
import hmac
from operator import attrgetter
from typing import Any

import graphene
import orjson
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from graphql import GraphQLError, IntValueNode

from pop.core.errors import Invalid

DEFAULT_PAGE = 20
LARGEST_PAGE = 50
_MAC_BYTES = 12


class PageSize(graphene.Int):
    """How many at once: a whole number from 1 to 50."""

    @staticmethod
    def parse_value(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= LARGEST_PAGE:
            raise GraphQLError(f"PageSize must be a whole number from 1 to {LARGEST_PAGE}.")
        return value

    @staticmethod
    def parse_literal(ast: Any, _variables: Any = None) -> int:
        return PageSize.parse_value(int(ast.value) if isinstance(ast, IntValueNode) else None)


class PageInfo(graphene.ObjectType):
    """Whether there is more, and from where."""

    has_next_page = graphene.Boolean(required=True)
    end_cursor = graphene.String(description="Give it as `after` to read on.")


class KeysetConnectionField(graphene.Field):
    """`things(first: PageSize = 20, after: String, ...): ThingConnection!`

    The field's resolver returns a QuerySet, unordered or not; the page is cut here. `order` is a field of its model,
    "-" first for newest first (`__` may follow a foreign key), never null in the rows given, and shown to whoever
    reads the list, since the cursor holds it. `tie` makes the order total; None when `order` is unique by itself.
    """

    def __init__(self, node_type: Any, *, order: str, tie: str | None = "id", **arguments: Any) -> None:
        self.order = order.removeprefix("-")
        self.newest_first = order.startswith("-")
        self.tie = tie if self.order not in {tie, "pk"} else None
        arguments.setdefault("required", True)
        super().__init__(
            lambda: connection_type(_resolved(node_type)),
            first=PageSize(default_value=DEFAULT_PAGE),
            after=graphene.String(description="The cursor after which to read on."),
            **arguments,
        )

    def wrap_resolve(self, parent_resolver: Any) -> Any:
        resolve = super().wrap_resolve(parent_resolver)

        def resolve_page(
            root: Any, info: Any, first: int | None = None, after: str | None = None, **filters: Any
        ) -> Any:
            return self.page_for(info, resolve(root, info, **filters), first or DEFAULT_PAGE, after)

        return resolve_page

    def page_for(self, info: Any, rows: models.QuerySet, first: int, after: str | None) -> dict[str, Any]:
        """The page, for whoever asks. A list that fills something in for all its rows at once does it here."""
        return self.page_of(rows, first, after)

    def page_of(self, rows: models.QuerySet, first: int, after: str | None) -> dict[str, Any]:
        """One page of these rows. Raises Invalid for a cursor that is not of this list."""
        names = [self.order] if self.tie is None else [self.order, self.tie]
        rows = rows.order_by(*(f"-{name}" if self.newest_first else name for name in names))
        seal = f"{rows.model._meta.label} {self.newest_first} {' '.join(names)}"
        if after is not None:
            rows = self._read_on(rows, _open_cursor(after, seal, [_field(rows.model, name) for name in names]))
        found = list(rows[: first + 1])
        place = attrgetter(*(name.replace("__", ".") for name in names))
        edges = [{"node": row, "cursor": _cursor(place(row), seal)} for row in found[:first]]
        return {
            "edges": edges,
            "page_info": {
                "has_next_page": len(found) > first,
                "end_cursor": edges[-1]["cursor"] if edges else None,
            },
        }

    def _read_on(self, rows: models.QuerySet, place: list[Any]) -> models.QuerySet:
        """a <= x AND NOT (a = x AND id >= y): one range of the index, which the usual OR form is not."""
        onward, back = ("lte", "gte") if self.newest_first else ("gte", "lte")
        if self.tie is None:
            return rows.filter(**{f"{self.order}__{onward.removesuffix('e')}": place[0]})
        value, tie = place
        return rows.filter(**{f"{self.order}__{onward}": value}).exclude(
            **{self.order: value, f"{self.tie}__{back}": tie}
        )


_connection_types: dict[Any, Any] = {}


def connection_type(node_type: Any) -> Any:
    """The `<Node>Connection` of a type, made once."""
    if node_type not in _connection_types:
        name = node_type._meta.name
        edge = type(
            f"{name}Edge",
            (graphene.ObjectType,),
            {
                "__doc__": f"One {name} of a list, and its place in it.",
                "node": graphene.Field(node_type, required=True),
                "cursor": graphene.String(required=True),
            },
        )
        _connection_types[node_type] = type(
            f"{name}Connection",
            (graphene.ObjectType,),
            {
                "__doc__": f"A page of {name}.",
                "edges": graphene.List(graphene.NonNull(edge), required=True),
                "page_info": graphene.Field(PageInfo, required=True),
            },
        )
    return _connection_types[node_type]


def _resolved(node_type: Any) -> Any:
    """The type itself, also where it was given late, as a lambda."""
    return node_type if isinstance(node_type, type) else node_type()


def _field(model: type[models.Model], path: str) -> models.Field:
    *steps, last = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        if not isinstance(related, type):
            raise FieldDoesNotExist(path)
        model = related
    field = model._meta.pk if last == "pk" else model._meta.get_field(last)
    if not isinstance(field, models.Field):
        raise FieldDoesNotExist(path)
    return field


def _cursor(place: Any, seal: str) -> str:
    text = orjson.dumps(place if isinstance(place, tuple) else [place])
    return base64.urlsafe_b64encode(_mac(text, seal) + text).decode().rstrip("=")


def _open_cursor(cursor: str, seal: str, fields: list[models.Field]) -> list[Any]:
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        mac, text = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
        if not hmac.compare_digest(mac, _mac(text, seal)):
            raise ValueError
        place = [field.to_python(value) for field, value in zip(fields, orjson.loads(text), strict=True)]
    except (ValueError, binascii.Error, ValidationError):
        wrong = _("This is not a cursor of this list.")
        raise Invalid(wrong, fields={"after": [wrong]}) from None
    return place


def _mac(text: bytes, seal: str) -> bytes:
    """Sealed to the list it came from: nobody can ask the database about a place of their own invention."""
    key = hashlib.sha256(b"pop.cursor" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, seal.encode() + b"\0" + text, hashlib.sha256).digest()[:_MAC_BYTES]
