"""Moderation over GraphQL: the queue for staff, flagging for everybody, deciding for whoever may."""

from typing import Any
from uuid import UUID

import graphene

from moderation import actions, policies, selectors, waiting
from moderation.contracts import FlagReason as Reasons
from moderation.models import Cause, Choice, Lane, Severity, State
from pop.core import clock
from pop.core.graphql import DomainMutation, KeysetConnectionField

ItemCause = graphene.Enum("ItemCause", [(cause.name, cause.value) for cause in Cause])
ItemSeverity = graphene.Enum("ItemSeverity", [(severity.name, severity.name.lower()) for severity in Severity])
ItemState = graphene.Enum("ItemState", [(state.name, state.value) for state in State])
ItemLane = graphene.Enum("ItemLane", [(lane.name, lane.value) for lane in Lane])
ItemDecision = graphene.Enum("ItemDecision", [(choice.name, choice.value) for choice in Choice])
FlagReason = graphene.Enum("FlagReason", [(reason.name, reason.value) for reason in Reasons])


def _row(item: Any, info: Any) -> waiting.QueueRow:
    return waiting.row_of(item, info.context.actor, clock.now())


class QueueItem(graphene.ObjectType):
    """One thing that waits for a person. Who flagged it is in no answer (SG-51)."""

    id = graphene.UUID(required=True)
    kind = graphene.String(required=True)
    kind_label = graphene.String(required=True)
    cause = ItemCause(required=True)
    severity = ItemSeverity(required=True)
    state = ItemState(required=True)
    lane = ItemLane(required=True)
    with_somebody = graphene.Boolean(required=True, description="Somebody took it, and has time left.")
    is_mine = graphene.Boolean(required=True, description="You took it.")
    title = graphene.String(required=True)
    author_name = graphene.String(required=True, description="A pseudonym.")
    reasons = graphene.List(graphene.NonNull(graphene.String), required=True, description="What our checks noticed.")
    flags = graphene.Int(required=True, description="How many people flagged it.")
    same_words = graphene.Int(required=True, description="How many more say the same, and are decided with it.")
    created_at = graphene.DateTime(required=True)
    due_at = graphene.DateTime(required=True, description="When somebody must have looked.")

    @staticmethod
    def resolve_kind_label(item: Any, info: Any) -> str:
        return _row(item, info).kind_label

    @staticmethod
    def resolve_severity(item: Any, info: Any) -> str:
        return _row(item, info).severity.name.lower()

    @staticmethod
    def resolve_with_somebody(item: Any, info: Any) -> bool:
        return _row(item, info).with_somebody

    @staticmethod
    def resolve_is_mine(item: Any, info: Any) -> bool:
        return _row(item, info).is_mine

    @staticmethod
    def resolve_title(item: Any, info: Any) -> str:
        return _row(item, info).title

    @staticmethod
    def resolve_author_name(item: Any, info: Any) -> str:
        return _row(item, info).author_name

    @staticmethod
    def resolve_reasons(item: Any, info: Any) -> list[str]:
        return _row(item, info).reasons

    @staticmethod
    def resolve_same_words(item: Any, info: Any) -> int:
        return _row(item, info).same_words

    @staticmethod
    def resolve_flags(item: Any, info: Any) -> int:
        return _row(item, info).flags


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


class ItemColleague(graphene.ObjectType):
    """Somebody who may decide this item, too."""

    persona_id = graphene.UUID(required=True)
    name = graphene.String(required=True, description="A pseudonym.")


class QueueItemDetail(graphene.ObjectType):
    """An item with its evidence, for the person who decides. Every look at one is on record (SG-59)."""

    item = graphene.Field(QueueItem, required=True)
    evidence = graphene.Field(Evidence, required=True)
    earlier = graphene.List(graphene.NonNull(Evidence), required=True)
    flags = graphene.List(graphene.NonNull(ItemFlag), required=True)
    decisions = graphene.List(graphene.NonNull(ItemPastDecision), required=True)
    choices = graphene.List(graphene.NonNull(ItemDecision), required=True, description="What you may decide now.")
    colleagues = graphene.List(
        graphene.NonNull(ItemColleague), required=True, description="To whom you can hand over what you took."
    )

    @staticmethod
    def resolve_item(shown: selectors.ItemShown, info: Any) -> Any:
        return shown.item

    @staticmethod
    def resolve_choices(shown: selectors.ItemShown, info: Any) -> Any:
        return [choice.value for choice in shown.choices]


class QueueFilters(graphene.InputObjectType):
    """What of the queue to show; without a state, everything undecided."""

    kind = graphene.String()
    lane = ItemLane()
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
        return waiting.queue_for(info.context.actor, waiting.QueueFilters(**wanted))

    @staticmethod
    def resolve_queue_item(root: Any, info: Any, id: UUID) -> Any:
        now = clock.now()
        item = actions.open_for_review(actor=info.context.actor, item_id=id, now=now)
        return selectors.shown_to(info.context.actor, item, now)


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

    policy = (policies.may_see_item, policies.colleagues_for)

    class Input:
        item_id = graphene.UUID(required=True)
        to = graphene.UUID(required=True, description="The persona of one of the item's `colleagues`.")

    handed_over = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.hand_over(actor=actor, now=clock.now(), **input)
        return cls(handed_over=True)


class Mutation(graphene.ObjectType):
    flag_content = FlagContent.Field()
    decide_item = DecideItem.Field()
    take_next = TakeNext.Field()
    skip_item = SkipItem.Field()
    release_item = ReleaseItem.Field()
    hand_over_item = HandOverItem.Field()
