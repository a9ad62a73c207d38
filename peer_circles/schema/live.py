"""Circles as they go on: everything that happens in one, in order."""

from typing import Any

import graphene

from peer_circles import selectors
from peer_circles.schema.desk import CircleContentNote, content_note
from peer_circles.schema.messages import CircleAuthor
from pop.realtime.database import in_database
from pop.realtime.listening import listen


class CircleSpeaker(graphene.ObjectType):
    """Who speaks while the others listen."""

    id = graphene.UUID(required=True)
    name = graphene.String(required=True)
    ends_at = graphene.DateTime(required=True)


class CircleEvent(graphene.ObjectType):
    """One step of a circle's stream."""

    seq = graphene.Int(required=True, description="Give the last one you have as `after` to read on.")
    kind = graphene.String(
        required=True,
        description="message, removed, retracted, support, mode, turn; left_out: words you do not want.",
    )
    at = graphene.DateTime(required=True)
    message_id = graphene.UUID(description="Null where it is not about a message.")
    status = graphene.String()
    is_anonymous = graphene.Boolean()
    reply_to_id = graphene.UUID()
    support = graphene.List(graphene.NonNull(graphene.String), description="Which answers without words there are.")
    mode = graphene.String(description="How people talk now; null where it is about a message.")
    speaker = graphene.Field(lambda: CircleSpeaker, description="Whose turn it is, where people take turns.")
    author = graphene.Field(CircleAuthor)
    text = graphene.String(description="Null for what is folded: ask for it with `circleMessage`.")
    content_note = graphene.Field(CircleContentNote)


class Subscription(graphene.ObjectType):
    circle_events = graphene.Field(
        CircleEvent,
        required=True,
        circle_id=graphene.UUID(required=True),
        after=graphene.Int(required=True, description="The last `seq` you have; 0 for everything."),
        description="What was said and hidden, in order and without gaps: first what you missed, then live.",
    )

    @staticmethod
    async def subscribe_circle_events(root: Any, info: Any, circle_id: Any, after: int) -> Any:
        # Rights are asked here, before the iterator is given: the room asks again while it runs (SEC-28).
        circle, _seat = await in_database(selectors.inside_for, info.context.actor, circle_id)
        return await listen(
            circle.room_id, actor=info.context.actor, session_key=info.context.session_key, after=max(0, after)
        )

    @staticmethod
    def resolve_circle_events(frame: Any, info: Any, **asked: Any) -> Any:
        message = frame.get("message", {})
        author = message.get("author")
        pace = frame.get("pace", {})
        support = frame.get("support", {})
        turn = pace.get("turn")
        return CircleEvent(
            seq=frame["seq"],
            kind=frame["kind"],
            at=frame["at"],
            message_id=message.get("id") or support.get("id"),
            is_anonymous=message.get("anonymous", False),
            reply_to_id=message.get("reply_to"),
            support=message.get("support") or support.get("kinds"),
            status=message.get("status"),
            author=author and CircleAuthor(id=author["id"], name=author["name"], is_facilitator=author["facilitator"]),
            text=message.get("text"),
            content_note=content_note(message.get("content_note", "")),
            mode=pace.get("mode"),
            speaker=turn and CircleSpeaker(**turn),
        )
