"""Inviting somebody to a circle, saying no, and not wanting to see what somebody writes."""

from typing import Any

import graphene

from peer_circles import actions, policies, selectors
from peer_circles.schema.circles import Circle
from pop.core import clock
from pop.core.graphql import DomainMutation


class CircleInvitation(graphene.ObjectType):
    """That a facilitator would like you to come. Joining is up to you, and nobody is told if you say no."""

    circle = graphene.Field(Circle, required=True)
    invited_at = graphene.DateTime(required=True)


class Query(graphene.ObjectType):
    circle_invitations = graphene.List(
        graphene.NonNull(CircleInvitation), required=True, description="Your own that wait for an answer."
    )

    @staticmethod
    def resolve_circle_invitations(root: Any, info: Any) -> Any:
        return selectors.invitations_for(info.context.actor, clock.now())


class InviteToCircle(DomainMutation):
    """Invite whoever has exactly this made-up name, if they could join. The answer is the same whatever happened."""

    policy = policies.may_invite

    class Input:
        circle_id = graphene.UUID(required=True)
        name = graphene.String(required=True)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.invite_to_circle(actor=actor, now=clock.now(), **input)
        return cls()


class DeclineInvitation(DomainMutation):
    """Say no. Nobody is told."""

    policy = policies.invitations_to

    class Input:
        circle_id = graphene.UUID(required=True)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.decline_invitation(actor=actor, now=clock.now(), **input)
        return cls()


class HideAuthor(DomainMutation):
    """No longer see what whoever said this says with their name. They never learn of it."""

    policy = policies.messages_with_a_name

    class Input:
        message_id = graphene.UUID(required=True)
        how = graphene.String(required=True, description="mute folds it away, block leaves it out altogether.")

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.hide_author(actor=actor, **input)
        return cls()


class Mutation(graphene.ObjectType):
    invite_to_circle = InviteToCircle.Field()
    decline_invitation = DeclineInvitation.Field()
    hide_author = HideAuthor.Field()
