"""How much somebody has taken on, over GraphQL: for themselves, and of the team for safeguarding leads (SEC-75)."""

from typing import Any

import graphene

from moderation import actions, policies
from moderation.selectors.strain import MemberOfTeam, own_shift, team_for
from pop.core import clock
from pop.core.graphql import DomainMutation


class ModeratorShift(graphene.ObjectType):
    """One stretch of work with the queue. Seen by who works, and by safeguarding leads; by nobody else."""

    began_at = graphene.DateTime(description="Null where no shift goes on.")
    hard = graphene.Int(required=True, description="Hard things whose words were opened.")
    budget = graphene.Int(required=True, description="After so many no more of them are given out.")
    beyond = graphene.Int(required=True, description="How many of them were opened in spite of that.")
    left = graphene.Int(required=True, description="Things left to others.")
    breaks = graphene.Int(required=True)
    unbroken_minutes = graphene.Int(required=True, description="Minutes of work without a break.")
    resting_until = graphene.DateTime(description="A break until then: nothing is given out.")


class MemberOfModeration(graphene.ObjectType):
    """Somebody who works with the queue, and their shift."""

    name = graphene.String(required=True, description="A pseudonym.")
    shift = graphene.Field(ModeratorShift, required=True)

    @staticmethod
    def resolve_shift(member: MemberOfTeam, info: Any) -> Any:
        return member.strain


class Query(graphene.ObjectType):
    moderator_shift = graphene.Field(ModeratorShift, required=True, description="Your own.")
    moderation_team = graphene.List(
        graphene.NonNull(MemberOfModeration), required=True, description="By name; for safeguarding leads."
    )

    @staticmethod
    def resolve_moderator_shift(root: Any, info: Any) -> Any:
        return own_shift(info.context.actor, clock.now())

    @staticmethod
    def resolve_moderation_team(root: Any, info: Any) -> Any:
        return team_for(info.context.actor, clock.now())


class TakeBreak(DomainMutation):
    """Begin a break. What you have in hand is free for others."""

    policy = policies.may_see_queue

    class Input:
        pass

    resting_until = graphene.DateTime()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(resting_until=actions.take_break(actor=actor, now=clock.now()).resting_until)


class Mutation(graphene.ObjectType):
    take_break = TakeBreak.Field()
