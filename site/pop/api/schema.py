"""The whole GraphQL schema: what the areas export, added up. Nothing else is decided here."""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import graphene

from pop.api import limits

_AREAS = ["pop.accounts", "pop.support", "moderation", "innovations", "peer_circles", "pop.pages"]


class ApiLimits(graphene.ObjectType):
    """What one request may ask for. Beyond it the request is refused before it runs."""

    depth = graphene.Int(required=True)
    aliases = graphene.Int(required=True)
    root_fields = graphene.Int(required=True)
    tokens = graphene.Int(required=True)
    directives = graphene.Int(required=True)
    cost = graphene.Int(required=True)
    body_bytes = graphene.Int(required=True)


class ApiQuery(graphene.ObjectType):
    limits = graphene.Field(ApiLimits, required=True, description="What one request may ask for.")

    @staticmethod
    def resolve_limits(root: Any, info: Any) -> Any:
        return limits


def _parts(name: str, areas: list[ModuleType]) -> tuple[type, ...]:
    return tuple(vars(area)[name] for area in areas if name in vars(area))


def _assembled() -> graphene.Schema:
    areas = [import_module(f"{area}.schema") for area in _AREAS if find_spec(f"{area}.schema")]
    roots: dict[str, Any] = {"query": type("Query", (*_parts("Query", areas), ApiQuery), {})}
    for name in ("Mutation", "Subscription"):
        if parts := _parts(name, areas):
            roots[name.lower()] = type(name, parts, {})
    return graphene.Schema(**roots)


schema = _assembled()
