"""Moderation over GraphQL: the queue for staff, flagging for everybody, deciding for whoever may."""

from moderation.schema import claiming, decisions, flags, queue, shifts


class Query(queue.Query, shifts.Query):
    pass


class Mutation(flags.Mutation, decisions.Mutation, claiming.Mutation, shifts.Mutation):
    pass


__all__ = ["Mutation", "Query"]
