"""The pieces every area builds its part of the GraphQL schema from.

An area's schema.py is a door: it translates in, makes one call, and translates out.

    import graphene
    from pop.core import clock
    from pop.core.graphql import DomainMutation, KeysetConnectionField
    from peer_circles import actions, policies, selectors

    class Circle(graphene.ObjectType):
        \"""A place to talk.\"""

        id = graphene.UUID(required=True)      # public ids are random UUIDs, never a table's key
        name = graphene.String(required=True)  # fields are listed one by one

    class Query(graphene.ObjectType):
        circles = KeysetConnectionField(Circle, order="-opened_at", description="Circles you may see.")
        circle = graphene.Field(Circle, required=True, id=graphene.UUID(required=True))

        @staticmethod
        def resolve_circles(root, info):
            return selectors.circles_for(info.context.actor)  # a QuerySet; the field cuts the page

        @staticmethod
        def resolve_circle(root, info, id):
            return selectors.circle_for(info.context.actor, circle_id=id)  # raises Absent

    class JoinCircle(DomainMutation):
        \"""Join a circle, having read its agreement.\"""

        policy = policies.may_join             # what the action asks; without it the class does not load

        class Input:
            circle_id = graphene.UUID(required=True)

        circle = graphene.Field(Circle)        # null when there are errors

        @classmethod
        def perform(cls, actor, *, circle_id):
            circle = actions.join_circle(actor=actor, circle_id=circle_id, now=clock.now())
            return cls(circle=circle)

    class Mutation(graphene.ObjectType):
        join_circle = JoinCircle.Field()       # joinCircle(input: JoinCircleInput!): JoinCirclePayload!

    class Subscription(graphene.ObjectType):
        circle_events = graphene.Field(CircleEvent, required=True, circle_id=graphene.UUID(required=True))

        @staticmethod
        async def subscribe_circle_events(root, info, circle_id):
            # Ask rights here and *return* an async iterator of payloads: what an async generator raises at its
            # start reaches the client too late.
            return await rooms.listen(...)

        @staticmethod
        def resolve_circle_events(root, info, circle_id):
            return root                        # each thing the iterator gives

A refusal (pop.core.errors) raised in `perform` becomes `errors { code field message }` of the payload; raised in a
query it becomes an error with `extensions.code`. Anything else is an internal error: masked, with a number that is
also in the log (pop.api).
"""

from pop.core.graphql.connections import DEFAULT_PAGE, LARGEST_PAGE, KeysetConnectionField, PageInfo, PageSize
from pop.core.graphql.mutations import DomainMutation, MutationError

__all__ = [
    "DEFAULT_PAGE",
    "LARGEST_PAGE",
    "DomainMutation",
    "KeysetConnectionField",
    "MutationError",
    "PageInfo",
    "PageSize",
]
