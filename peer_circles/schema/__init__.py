"""Circles in GraphQL: what the pages can, through the same actions."""

from peer_circles.schema import asides, circles, desk, messages, people, planning, sessions, settings
from peer_circles.schema.live import Subscription


class Query(circles.Query, messages.Query, asides.Query, desk.Query, sessions.Query, people.Query):
    pass


class Mutation(
    circles.Mutation,
    messages.Mutation,
    asides.Mutation,
    sessions.Mutation,
    planning.Mutation,
    settings.Mutation,
    people.Mutation,
):
    pass


__all__ = ["Mutation", "Query", "Subscription"]
