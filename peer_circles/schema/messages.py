"""What is said in circles, and what becomes of it."""

from typing import Any

import graphene

from moderation.actions import decide_item
from moderation.policies import may_decide
from moderation.selectors import open_item_for
from peer_circles import actions, care, policies, selectors
from peer_circles.models import MessageState
from peer_circles.schema.desk import CircleContentNote, content_note
from pop.core import clock
from pop.core.errors import Absent
from pop.core.graphql import DomainMutation
from pop.support.schema import SupportCard


class CircleAuthor(graphene.ObjectType):
    """Who said something, as the circle knows them."""

    id = graphene.UUID(description="The persona; null for somebody who left.")
    name = graphene.String(required=True, description="The pseudonym; empty for somebody who left.")
    is_facilitator = graphene.Boolean(required=True)


class CircleMessage(graphene.ObjectType):
    """Something said in a circle. What was hidden keeps its place and loses its words; what is folded behind a content
    note gives them to its author, and to who asks for it with `circleMessage`."""

    id = graphene.UUID(required=True)
    seq = graphene.Int(description="Its place in the circle's order; null while it waits.")
    status = graphene.String(required=True, description="published, held, removed or retracted.")
    author = graphene.Field(CircleAuthor)
    text = graphene.String(description="Null for what was hidden, and in lists for what is folded.")
    content_note = graphene.Field(CircleContentNote, description="What it is folded behind.")
    is_anonymous = graphene.Boolean(required=True, description="Said without a name: only staff know whose it is.")
    reply_to_id = graphene.UUID(description="The message it answers.")
    support = graphene.List(
        graphene.NonNull(graphene.String), required=True, description="Which answers without words there are."
    )
    published_at = graphene.DateTime()

    @staticmethod
    def resolve_support(message: Any, info: Any) -> list[str]:
        return message.kinds_of_support if message.state == MessageState.PUBLISHED else []

    @staticmethod
    def resolve_status(message: Any, info: Any) -> str:
        return message.state

    @staticmethod
    def resolve_author(message: Any, info: Any) -> Any:
        if not _has_words(message, info):
            return None
        if message.is_anonymous:
            return CircleAuthor(id=None, name="", is_facilitator=False)
        name = message.author.name if message.author else ""
        return CircleAuthor(id=message.author_id, name=name, is_facilitator=message.by_facilitator)

    @staticmethod
    def resolve_text(message: Any, info: Any) -> str | None:
        if not _has_words(message, info):
            return None
        is_own = policies.may_retract(info.context.actor, message)
        return message.text if not message.is_folded or is_own or hasattr(message, "is_asked_for") else None

    @staticmethod
    def resolve_content_note(message: Any, info: Any) -> Any:
        return content_note(message.content_note) if message.state == MessageState.PUBLISHED else None


def _has_words(message: Any, info: Any) -> bool:
    if message.state == MessageState.PUBLISHED:
        return True
    return message.state == MessageState.HELD and policies.may_retract(info.context.actor, message)


class Query(graphene.ObjectType):
    circle_message = graphene.Field(
        CircleMessage,
        required=True,
        circle_id=graphene.UUID(required=True),
        id=graphene.UUID(required=True),
        description="One message that is shown, with its words, also where it is folded.",
    )

    @staticmethod
    def resolve_circle_message(root: Any, info: Any, circle_id: Any, id: Any) -> Any:
        return selectors.message_for(info.context.actor, circle_id, id)


class PostMessage(DomainMutation):
    """Say something. `clientId` is your own name for it: sending it again says it once."""

    policy = selectors.seat_at

    class Input:
        circle_id = graphene.UUID(required=True)
        client_id = graphene.UUID(required=True)
        text = graphene.String(required=True)
        reply_to = graphene.UUID(description="The message it answers.")
        anonymous = graphene.Boolean(description="Only staff see who says it. It waits for a person.")

    message = graphene.Field(CircleMessage)
    help = graphene.Field(SupportCard, description="Help for you alone, where your words sound as if you needed it.")

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        message = actions.post_message(actor=actor, now=clock.now(), **input)
        return cls(message=message, help=care.help_for(actor, message.circle, clock.now()))


class RetractMessage(DomainMutation):
    """Take back what you said."""

    policy = policies.may_retract

    class Input:
        message_id = graphene.UUID(required=True)

    message = graphene.Field(CircleMessage)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(message=actions.retract_message(actor=actor, now=clock.now(), **input))


class ReactToMessage(DomainMutation):
    """Answer without words, or take that back. The others see which kinds there are, never who or how many."""

    policy = policies.messages_published

    class Input:
        message_id = graphene.UUID(required=True)
        kind = graphene.String(required=True, description="with_you, me_too, thank_you or well_done.")
        given = graphene.Boolean(required=True)

    message = graphene.Field(CircleMessage)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(message=actions.react(actor=actor, now=clock.now(), **input))


class ApproveMessage(DomainMutation):
    """Show a message that waits, openly or folded. Whether it is not to be shown is decided in the queue."""

    policy = may_decide

    class Input:
        message_id = graphene.UUID(required=True)
        content_note = graphene.String(description="The code of one of `contentNotes` of the desk.")

    approved = graphene.Boolean(description="False where it is severe and waits for a second person.")

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        item_id = _waiting(input["message_id"])
        folded = {"content_note": input["content_note"]} if input.get("content_note") else {}
        decided = decide_item(
            actor=actor, item_id=item_id, decision="approve", in_place=True, now=clock.now(), **folded
        )
        return cls(approved=decided is not None)


class TakeNoteOff(DomainMutation):
    """For whoever looks after the circle: show openly what is folded behind a content note."""

    policy = may_decide

    class Input:
        message_id = graphene.UUID(required=True)

    message = graphene.Field(CircleMessage)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(message=actions.take_note_off(actor=actor, now=clock.now(), **input))


class HoldMessage(DomainMutation):
    """Let a message wait on, with a note for your colleagues. Its author is told that it takes a little longer."""

    policy = may_decide

    class Input:
        message_id = graphene.UUID(required=True)
        note = graphene.String(required=True, description="Why it waits. The author never sees it.")

    held = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        item_id = _waiting(input["message_id"])
        decide_item(actor=actor, item_id=item_id, decision="hold", note=input["note"], in_place=True, now=clock.now())
        return cls(held=True)


def _waiting(message_id: Any) -> Any:
    """The queue's item about it. Raises Absent."""
    item = open_item_for(actions.MESSAGE_KIND, message_id)
    if item is None:
        raise Absent
    return item.pk


class Mutation(graphene.ObjectType):
    post_message = PostMessage.Field()
    retract_message = RetractMessage.Field()
    approve_message = ApproveMessage.Field()
    take_note_off = TakeNoteOff.Field()
    hold_message = HoldMessage.Field()
    react_to_message = ReactToMessage.Field()
