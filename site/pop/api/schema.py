"""The whole GraphQL schema: what the areas export, added up. Nothing else is decided here."""

from typing import Any

import graphene

from innovations import schema as innovations
from moderation import schema as moderation
from peer_circles import schema as peer_circles
from pop.accounts import schema as accounts
from pop.api import limits
from pop.pages import schema as pages
from pop.support import schema as support

AREAS = (accounts, support, moderation, innovations, peer_circles, pages)


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


def _parts(name: str) -> tuple[type, ...]:
    return tuple(vars(area)[name] for area in AREAS if name in vars(area))


def _root(name: str, *more: type) -> type:
    return type(name, (*_parts(name), *more), {})


schema = graphene.Schema(query=_root("Query", ApiQuery), mutation=_root("Mutation"), subscription=_root("Subscription"))
