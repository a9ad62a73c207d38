"""Moderation over GraphQL: the queue for staff, flagging for everybody, deciding for whoever may."""

from moderation.schema import claiming, decisions, flags, queue


class Query(queue.Query):
    pass


class Mutation(flags.Mutation, decisions.Mutation, claiming.Mutation):
    pass


__all__ = ["Mutation", "Query"]
