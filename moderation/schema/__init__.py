"""Moderation over GraphQL: the queue for staff, flagging for everybody, deciding for whoever may."""

from moderation.schema import appeals, claiming, decisions, flags, queue, sanctions, saved_views, shifts


class Query(queue.Query, appeals.Query, shifts.Query, sanctions.Query, saved_views.Query):
    pass


class Mutation(
    flags.Mutation,
    decisions.Mutation,
    claiming.Mutation,
    appeals.Mutation,
    shifts.Mutation,
    sanctions.Mutation,
    saved_views.Mutation,
):
    pass


__all__ = ["Mutation", "Query"]
