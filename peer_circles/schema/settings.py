"""Opening a circle, what there is to choose about it, and closing it."""

from typing import Any

import graphene

from peer_circles import actions, policies
from peer_circles.schema.circles import Circle
from pop.core import clock
from pop.core.graphql import DomainMutation


class CreateCircle(DomainMutation):
    """Open a circle. A facilitator who opens one looks after it; a person reads every message first."""

    policy = policies.may_create_circle

    class Input:
        name = graphene.String(required=True)
        purpose = graphene.String(required=True)
        age_band = graphene.String(required=True, description="10-12, 13-15, 16-17 or 18-24.")
        format = graphene.String(required=True, description="scheduled, drop_in or board.")
        agreement = graphene.String(required=True)
        language = graphene.String()
        times = graphene.String(description="When people meet, in words.")
        time_zone = graphene.String(description="A name of the IANA database, such as Africa/Nairobi.")
        country = graphene.String(description="Whose helplines are shown: two letters, or empty.")
        capacity = graphene.Int(description="How many people at most.")
        talk_between_sessions = graphene.Boolean()

    circle = graphene.Field(Circle)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(circle=actions.create_circle(actor=actor, now=clock.now(), **input))


class ChangeCircle(DomainMutation):
    """Change what is given. A facilitator may change the words of their own circle, its language and its agreement; the
    owner and safeguarding leads everything. Another agreement is accepted anew by everybody."""

    policy = policies.settings_open_to

    class Input:
        circle_id = graphene.UUID(required=True)
        name = graphene.String()
        purpose = graphene.String()
        age_band = graphene.String(description="Only until somebody has joined.")
        format = graphene.String(description="Only until somebody has joined or times are planned.")
        agreement = graphene.String()
        language = graphene.String()
        times = graphene.String()
        time_zone = graphene.String()
        country = graphene.String()
        capacity = graphene.Int()
        talk_between_sessions = graphene.Boolean()

    circle = graphene.Field(Circle)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        given = {name: value for name, value in input.items() if value is not None}
        return cls(circle=actions.change_circle(actor=actor, now=clock.now(), **given))


class CloseCircle(DomainMutation):
    """Close a circle for good, saying what there is instead. Everybody in it is told, and can read what was said."""

    policy = policies.may_close_circle

    class Input:
        circle_id = graphene.UUID(required=True)
        words = graphene.String(required=True, description="What there is instead.")

    circle = graphene.Field(Circle)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(circle=actions.close_circle(actor=actor, now=clock.now(), **input))


class Mutation(graphene.ObjectType):
    create_circle = CreateCircle.Field()
    change_circle = ChangeCircle.Field()
    close_circle = CloseCircle.Field()
