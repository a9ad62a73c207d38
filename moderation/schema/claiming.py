"""Who works on what: take, leave, put back, hand over."""

from typing import Any

import graphene

from moderation import actions, policies
from moderation.schema.queue import ItemLane
from moderation.selectors.strain import ready_colleagues
from pop.core import clock
from pop.core.graphql import DomainMutation


class TakeNext(DomainMutation):
    """Get the most urgent thing that nobody is at. For some minutes nobody else gets it (SG-53)."""

    policy = (policies.may_see_queue, policies.items_visible_to)

    class Input:
        lane = ItemLane(description="Only this kind of work.")
        kind = graphene.String(description="Only this kind of content.")

    item_id = graphene.UUID(description="Nothing when nothing waits for you.")
    held_until = graphene.DateTime()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        lane = input["lane"].value if input.get("lane") else ""
        item = actions.take_next(actor=actor, lane=lane, kind=input.get("kind") or "", now=clock.now())
        return cls(item_id=item.pk, held_until=item.held_until) if item else cls()


class SkipItem(DomainMutation):
    """Leave what you took to others, without saying why. You are not given it again."""

    policy = policies.may_see_item

    class Input:
        item_id = graphene.UUID(required=True)

    skipped = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.skip_item(actor=actor, now=clock.now(), **input)
        return cls(skipped=True)


class ReleaseItem(DomainMutation):
    """Put what you took back where it stood."""

    policy = policies.may_see_item

    class Input:
        item_id = graphene.UUID(required=True)

    released = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.release_item(actor=actor, now=clock.now(), **input)
        return cls(released=True)


class HandOverItem(DomainMutation):
    """Give what you took to a colleague, without saying why."""

    policy = (policies.may_see_item, ready_colleagues)

    class Input:
        item_id = graphene.UUID(required=True)
        to = graphene.UUID(required=True, description="The persona of one of the item's `colleagues`.")

    handed_over = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.hand_over(actor=actor, now=clock.now(), **input)
        return cls(handed_over=True)


class Mutation(graphene.ObjectType):
    take_next = TakeNext.Field()
    skip_item = SkipItem.Field()
    release_item = ReleaseItem.Field()
    hand_over_item = HandOverItem.Field()
