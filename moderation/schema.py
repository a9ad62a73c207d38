"""Moderation over GraphQL: the queue for staff, flagging for everybody, deciding for whoever may."""

from typing import Any
from uuid import UUID

import graphene

from moderation import actions, policies, selectors
from moderation.contracts import FlagReason as Reasons
from moderation.models import Cause, Choice, Severity, State
from pop.core import clock
from pop.core.graphql import DomainMutation, KeysetConnectionField

ItemCause = graphene.Enum("ItemCause", [(cause.name, cause.value) for cause in Cause])
ItemSeverity = graphene.Enum("ItemSeverity", [(severity.name, severity.name.lower()) for severity in Severity])
ItemState = graphene.Enum("ItemState", [(state.name, state.value) for state in State])
ItemDecision = graphene.Enum("ItemDecision", [(choice.name, choice.value) for choice in Choice])
FlagReason = graphene.Enum("FlagReason", [(reason.name, reason.value) for reason in Reasons])


class QueueItem(graphene.ObjectType):
    """One thing that waits for a person. Who flagged it is in no answer (SG-51)."""

    id = graphene.UUID(required=True)
    kind = graphene.String(required=True)
    kind_label = graphene.String(required=True)
    cause = ItemCause(required=True)
    severity = ItemSeverity(required=True)
    state = ItemState(required=True)
    title = graphene.String(required=True)
    author_name = graphene.String(required=True, description="A pseudonym.")
    reasons = graphene.List(graphene.NonNull(graphene.String), required=True, description="What our checks noticed.")
    flags = graphene.Int(required=True, description="How many people flagged it.")
    created_at = graphene.DateTime(required=True)
    due_at = graphene.DateTime(required=True, description="When somebody must have looked.")

    @staticmethod
    def resolve_kind_label(item: Any, info: Any) -> str:
        return selectors.row_of(item).kind_label

    @staticmethod
    def resolve_severity(item: Any, info: Any) -> str:
        return selectors.row_of(item).severity.name.lower()

    @staticmethod
    def resolve_title(item: Any, info: Any) -> str:
        return selectors.row_of(item).title

    @staticmethod
    def resolve_author_name(item: Any, info: Any) -> str:
        return selectors.row_of(item).author_name

    @staticmethod
    def resolve_reasons(item: Any, info: Any) -> list[str]:
        return selectors.row_of(item).reasons

    @staticmethod
    def resolve_flags(item: Any, info: Any) -> int:
        return selectors.row_of(item).flags


class Evidence(graphene.ObjectType):
    """Something as it stood when it was held, sent in or flagged."""

    title = graphene.String(required=True)
    text = graphene.String(required=True)
    url = graphene.String(required=True, description='A path staff can open, or "".')
    created_at = graphene.DateTime(required=True)
    surroundings = graphene.List(graphene.NonNull(graphene.String), required=True)
    images = graphene.List(graphene.NonNull(graphene.String), required=True, description="Paths only staff can open.")


class ItemFlag(graphene.ObjectType):
    """Somebody's flag, without them."""

    reason = graphene.String(required=True)
    note = graphene.String(required=True)
    created_at = graphene.DateTime(required=True)


class ItemPastDecision(graphene.ObjectType):
    """What was decided before."""

    decision = ItemDecision(required=True)
    by_me = graphene.Boolean(required=True)
    rule = graphene.String(required=True)
    explanation = graphene.String(required=True)
    note = graphene.String(required=True)
    created_at = graphene.DateTime(required=True)

    @staticmethod
    def resolve_decision(shown: selectors.DecisionShown, info: Any) -> Any:
        return shown.choice.value


class QueueItemDetail(graphene.ObjectType):
    """An item with its evidence, for the person who decides. Every look at one is on record (SG-59)."""

    item = graphene.Field(QueueItem, required=True)
    evidence = graphene.Field(Evidence, required=True)
    earlier = graphene.List(graphene.NonNull(Evidence), required=True)
    flags = graphene.List(graphene.NonNull(ItemFlag), required=True)
    decisions = graphene.List(graphene.NonNull(ItemPastDecision), required=True)
    choices = graphene.List(graphene.NonNull(ItemDecision), required=True, description="What you may decide now.")

    @staticmethod
    def resolve_item(shown: selectors.ItemShown, info: Any) -> Any:
        return shown.item

    @staticmethod
    def resolve_choices(shown: selectors.ItemShown, info: Any) -> Any:
        return [choice.value for choice in shown.choices]


class QueueFilters(graphene.InputObjectType):
    """What of the queue to show; without a state, everything undecided."""

    kind = graphene.String()
    cause = ItemCause()
    severity = ItemSeverity()
    state = ItemState()


class Query(graphene.ObjectType):
    queue = KeysetConnectionField(
        QueueItem, order="place", filters=QueueFilters(), description="What waits for you, most urgent first."
    )
    queue_item = graphene.Field(
        QueueItemDetail, required=True, id=graphene.UUID(required=True), description="One item; looking is on record."
    )

    @staticmethod
    def resolve_queue(root: Any, info: Any, filters: Any = None) -> Any:
        wanted = {name: getattr(value, "value", value) for name, value in (filters or {}).items() if value}
        return selectors.queue_for(info.context.actor, selectors.QueueFilters(**wanted))

    @staticmethod
    def resolve_queue_item(root: Any, info: Any, id: UUID) -> Any:
        item = actions.open_for_review(actor=info.context.actor, item_id=id, now=clock.now())
        return selectors.shown_to(info.context.actor, item)


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


class DecideItem(DomainMutation):
    """Approve, keep it waiting with a note, remove with a rule and an explanation the author will read, or hand to a
    safeguarding lead."""

    policy = (policies.may_see_item, policies.choices_open_to)

    class Input:
        item_id = graphene.UUID(required=True)
        decision = ItemDecision(required=True)
        reason_code = graphene.String(description="Which rule it breaks; needed to remove.")
        explanation = graphene.String(description="The author reads it; needed to remove.")
        note = graphene.String(description="For colleagues; the author never sees it. Needed to keep it waiting.")
        content_note = graphene.String(description="With a yes: the note of this kind behind which it is shown folded.")

    decision_id = graphene.UUID()
    decision = ItemDecision()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        given = {name: value for name, value in input.items() if value is not None}
        decided = actions.decide_item(actor=actor, now=clock.now(), **{**given, "decision": input["decision"].value})
        return cls(decision_id=decided.pk, decision=Choice(decided.decision).value)


class Mutation(graphene.ObjectType):
    flag_content = FlagContent.Field()
    decide_item = DecideItem.Field()
