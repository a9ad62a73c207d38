"""What waits for a person: the list, and one thing with everything about it."""

from typing import Any
from uuid import UUID

import graphene

from moderation import actions, selectors
from moderation.models import AppealSide, Cause, Lane, Severity, State
from moderation.schema.decisions import ItemDecision
from moderation.schema.sanctions import Sanction
from moderation.selectors import waiting
from pop.core import clock
from pop.core.graphql import KeysetConnectionField

ItemCause = graphene.Enum("ItemCause", [(cause.name, cause.value) for cause in Cause])
ItemSeverity = graphene.Enum("ItemSeverity", [(severity.name, severity.name.lower()) for severity in Severity])
ItemState = graphene.Enum("ItemState", [(state.name, state.value) for state in State])
ItemLane = graphene.Enum("ItemLane", [(lane.name, lane.value) for lane in Lane])
ItemsOnly = graphene.Enum("ItemsOnly", [(only.name, only.value) for only in waiting.Only])


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
    is_held_back = graphene.Boolean(required=True, description="It was shown, and is out of sight until you decide.")
    needs_second = graphene.Boolean(required=True, description="Severe: one person has said what they would do.")
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
    def resolve_needs_second(item: Any, info: Any) -> bool:
        return _row(item, info).needs_second

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


class ItemAppeal(graphene.ObjectType):
    """Somebody asks for another look. Of who flagged it nothing is said."""

    is_of_author = graphene.Boolean(required=True)
    words = graphene.String(required=True)
    created_at = graphene.DateTime(required=True)
    decision = graphene.Field(ItemPastDecision, description="At this decision.")
    sanction = graphene.Field(Sanction, description="At this step.")

    @staticmethod
    def resolve_is_of_author(shown: selectors.AppealShown, info: Any) -> bool:
        return shown.side == AppealSide.AUTHOR


class ItemBefore(graphene.ObjectType):
    """The same thing, as somebody decided about it before."""

    evidence = graphene.Field(Evidence, required=True)
    decisions = graphene.List(graphene.NonNull(ItemPastDecision), required=True)


class ItemColleague(graphene.ObjectType):
    """Somebody who may decide this item, too."""

    persona_id = graphene.UUID(required=True)
    name = graphene.String(required=True, description="A pseudonym.")


class ItemSummary(graphene.ObjectType):
    """What something is about, before anybody reads it; why it is here says the item itself."""

    words = graphene.Int(required=True)
    lines_before = graphene.Int(required=True, description="Lines of others that stood before it.")
    pictures = graphene.Int(required=True)
    earlier = graphene.Int(required=True, description="How often it was changed.")


class QueueItemDetail(graphene.ObjectType):
    """An item for the person who decides: its words at once, or summed up until they are asked for (SEC-75). Every look
    at one is on record (SG-59)."""

    item = graphene.Field(QueueItem, required=True)
    has_words = graphene.Boolean(required=True, description="Its words are here, and not only a summary.")
    has_had_enough = graphene.Boolean(
        required=True, description="You asked for the words, and have had enough or are on a break: leave it to others."
    )
    summary = graphene.Field(ItemSummary, required=True)
    evidence = graphene.Field(Evidence, description="Null as long as it is summed up.")
    earlier = graphene.List(graphene.NonNull(Evidence), required=True)
    flags = graphene.List(graphene.NonNull(ItemFlag), required=True)
    decisions = graphene.List(graphene.NonNull(ItemPastDecision), required=True)
    opinions = graphene.List(
        graphene.NonNull(ItemPastDecision),
        required=True,
        description="Severe: what one person found. It is closed when another one finds the same.",
    )
    appeals = graphene.List(graphene.NonNull(ItemAppeal), required=True, description="That wait for an answer.")
    history = graphene.List(graphene.NonNull(ItemBefore), required=True, description="Newest first.")
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
    only = ItemsOnly()


class Query(graphene.ObjectType):
    queue = KeysetConnectionField(
        QueueItem, order="place", filters=QueueFilters(), description="What waits for you, most urgent first."
    )
    queue_item = graphene.Field(
        QueueItemDetail,
        required=True,
        id=graphene.UUID(required=True),
        show_words=graphene.Boolean(
            default_value=False, description="Also of what is hard to read; it counts as something you were exposed to."
        ),
        beyond=graphene.Boolean(
            default_value=False, description="Although you have had enough, or are on a break: your own choice."
        ),
        description="One item; looking is on record.",
    )

    @staticmethod
    def resolve_queue(root: Any, info: Any, filters: Any = None) -> Any:
        wanted = {name: getattr(value, "value", value) for name, value in (filters or {}).items() if value}
        return waiting.queue_for(info.context.actor, waiting.QueueFilters(**wanted), now=clock.now())

    @staticmethod
    def resolve_queue_item(root: Any, info: Any, id: UUID, show_words: bool, beyond: bool) -> Any:
        now = clock.now()
        opened = actions.open_for_review(actor=info.context.actor, item_id=id, words=show_words, beyond=beyond, now=now)
        return selectors.shown_to(
            info.context.actor, opened.item, now, has_words=opened.has_words, has_had_enough=opened.has_had_enough
        )
