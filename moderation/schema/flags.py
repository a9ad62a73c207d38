"""Flagging: anybody may ask a person to look at what they can see."""

from typing import Any

import graphene

from moderation import actions, policies
from moderation.contracts import FlagReason as Reasons
from pop.core import clock
from pop.core.graphql import DomainMutation

FlagReason = graphene.Enum("FlagReason", [(reason.name, reason.value) for reason in Reasons])


class FlagContent(DomainMutation):
    """Ask a person to look at something you can see. Works signed in or not."""

    policy = policies.may_flag

    class Input:
        kind = graphene.String(required=True)
        subject_id = graphene.UUID(required=True)
        reason = FlagReason(required=True)
        note = graphene.String()

    received = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        given = {**input, "reason": input["reason"].value, "note": input.get("note") or ""}
        actions.flag_content(actor=actor, now=clock.now(), **given)
        return cls(received=True)


class Mutation(graphene.ObjectType):
    flag_content = FlagContent.Field()
