"""Every door through which staff read, found where it is registered: the site's addresses, the API's fields, the
views of the Wagtail admin over other areas' rows."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from graphql import GraphQLObjectType, is_leaf_type, is_required_argument
from graphql.type import get_named_type

from innovations.models import Project
from moderation.models import Flag, QueueItem
from peer_circles.models import AsideMessage, CheckIn, Message
from pop.api.schema import schema

DEEPEST = 5  # levels of a query
_PLAIN = re.compile(r"[A-Za-z][A-Za-z ]{12,60}[A-Za-z]")


def words_of_young_people() -> set[str]:
    """A few plain words out of everything they wrote, but for what their published projects say to everybody."""
    public = " ".join(
        str(value) for project in Project.objects.published() for value in project.__dict__.values() if value
    )
    texts = [
        *Message.objects.filter(by_facilitator=False).values_list("text", flat=True),
        *AsideMessage.objects.filter(by_staff=False).values_list("text", flat=True),
        *CheckIn.objects.values_list("takeaway", flat=True),
        *Flag.objects.values_list("note", flat=True),
        *(evidence["text"] for item in QueueItem.objects.all() for evidence in item.evidence),
        *(
            str(project.latest_revision.content[field])
            for project in Project.objects.exclude(latest_revision=None).select_related("latest_revision")
            for field in ("title", "summary", "problem")
        ),
    ]
    found = {match[0] for text in texts if (match := _PLAIN.search(text))}
    return {words for words in found if words not in public}


def documents(values: dict[tuple[str, str], Any]) -> Iterator[tuple[str, str]]:
    """A query for each field of the API, asking for all it can say. `values`: what required arguments get, by field
    and argument; a field that needs another one raises KeyError."""
    query = schema.graphql_schema.query_type
    assert query is not None
    for name, field in query.fields.items():
        arguments = ", ".join(
            f"{argument}: {_literal(values[name, argument])}"
            for argument, kind in field.args.items()
            if is_required_argument(kind) or (name, argument) in values
        )
        inside = _selection(get_named_type(field.type), DEEPEST, frozenset())
        yield name, f"{{ {name}{f'({arguments})' if arguments else ''} {inside} }}"


def _literal(value: Any) -> str:
    return str(value) if value in {"true", "false"} else f'"{value}"'


def _selection(kind: Any, deep: int, above: frozenset[str]) -> str:
    if is_leaf_type(kind):
        return ""
    assert isinstance(kind, GraphQLObjectType), kind
    parts = []
    for name, field in kind.fields.items():
        of = get_named_type(field.type)
        if any(is_required_argument(argument) for argument in field.args.values()) or of.name in above:
            continue
        if is_leaf_type(of):
            parts.append(name)
        elif deep and (inside := _selection(of, deep - 1, above | {kind.name})):
            parts.append(f"{name} {inside}")
    return f"{{ {' '.join(parts)} }}" if parts else ""


def addresses_in(namespace: str) -> list[tuple[str, list[str]]]:
    """The names of a namespace's addresses, and what each needs to be one."""
    found: list[tuple[str, list[str]]] = []

    def walk(resolver: URLResolver, inside: bool) -> None:
        for part in resolver.url_patterns:
            if isinstance(part, URLResolver):
                walk(part, inside or part.namespace == namespace)
            elif isinstance(part, URLPattern) and inside and part.name:
                found.append((f"{namespace}:{part.name}", re.findall(r"<(?:\w+:)?(\w+)>", str(part.pattern))))

    walk(get_resolver(), False)
    return found
