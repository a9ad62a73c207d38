"""Ways to look at the queue that somebody keeps, over GraphQL: with how much waits in each."""

from typing import Any

import graphene

from moderation import actions, policies
from moderation.schema.queue import QueueFilters
from moderation.selectors import saved_views, waiting
from moderation.selectors.waiting_tallies import tallies_for
from pop.core import clock
from pop.core.errors import Absent
from pop.core.graphql import DomainMutation


class QueueView(graphene.ObjectType):
    """Filters under a name. Those you keep are seen by nobody else."""

    id = graphene.String(required=True, description="A UUID for one of your own, a word for one of POP's.")
    name = graphene.String(required=True)
    query = graphene.String(required=True, description="The filters, as the address of the page has them.")
    number = graphene.Int(description="How many wait in it; null for what is decided.")
    is_own = graphene.Boolean(required=True)
    is_start = graphene.Boolean(required=True, description="The page of the queue opens with it.")


class Query(graphene.ObjectType):
    queue_views = graphene.List(
        graphene.NonNull(QueueView), required=True, description="POP's own, then yours, oldest first."
    )

    @staticmethod
    def resolve_queue_views(root: Any, info: Any) -> Any:
        actor = info.context.actor
        if not policies.may_see_queue(actor):
            raise Absent
        return saved_views.views_for(actor, tallies_for(actor, clock.now()), None)


class SaveQueueView(DomainMutation):
    """Keep filters under a name; one of the same name is replaced. At most 12."""

    policy = (policies.may_keep_views, policies.saved_views_of)

    class Input:
        name = graphene.String(required=True, description="At most 40 letters.")
        filters = QueueFilters(required=True)
        start_with_it = graphene.Boolean()

    view_id = graphene.UUID()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        wanted = {name: getattr(value, "value", value) for name, value in input["filters"].items() if value}
        view = actions.save_view(
            actor=actor,
            name=input["name"],
            filters=waiting.QueueFilters(**wanted),
            start_with_it=bool(input.get("start_with_it")),
            now=clock.now(),
        )
        return cls(view_id=view.pk)


class RemoveQueueView(DomainMutation):
    """Take away a view of yours."""

    policy = policies.saved_views_of

    class Input:
        view_id = graphene.UUID(required=True)

    removed = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.remove_view(actor=actor, **input)
        return cls(removed=True)


class StartWithQueueView(DomainMutation):
    """The page of the queue opens with a view of yours; without one, with everything."""

    policy = (policies.may_keep_views, policies.saved_views_of)

    class Input:
        view_id = graphene.UUID()

    chosen = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.start_with_view(actor=actor, view_id=input.get("view_id"))
        return cls(chosen=True)


class Mutation(graphene.ObjectType):
    save_queue_view = SaveQueueView.Field()
    remove_queue_view = RemoveQueueView.Field()
    start_with_queue_view = StartWithQueueView.Field()
