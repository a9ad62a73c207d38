"""Circles, what is said in them, and how people talk there."""

from typing import Any

import graphene
from django.urls import reverse

from moderation.actions import decide_item
from moderation.policies import may_decide
from moderation.selectors import open_item_for
from peer_circles import actions, care, policies, selectors
from peer_circles.coming import with_coming_sessions
from peer_circles.models import MessageState
from peer_circles.opening import opening_of, openings
from peer_circles.schema.desk import CircleContentNote, content_note
from peer_circles.schema.times import CircleOpening, CircleSession
from pop.accounts.policies import require_participant
from pop.core import clock
from pop.core.errors import Absent
from pop.core.graphql import DomainMutation, KeysetConnectionField
from pop.realtime.database import in_database
from pop.realtime.listening import listen
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


class Circle(graphene.ObjectType):
    """A small group of one age band. Its inside is for who is in it."""

    id = graphene.UUID(required=True)
    name = graphene.String(required=True)
    purpose = graphene.String(required=True)
    age_band = graphene.String(required=True)
    language = graphene.String(required=True)
    format = graphene.String(required=True, description="scheduled, drop_in or board.")
    times = graphene.String(required=True)
    time_zone = graphene.String(required=True)
    capacity = graphene.Int(required=True)
    mode = graphene.String(required=True, description="How people talk now: pre_moderated, turns, slow or open.")
    pre_moderated = graphene.Boolean(required=True, description="A person reads every message first.")
    state = graphene.String(required=True, description="open or closed.")
    closed_at = graphene.DateTime()
    closing_words = graphene.String(required=True, description="What there is instead of a closed one; may be empty.")
    country = graphene.String(required=True, description="Whose helplines are shown; empty for none.")
    talk_between_sessions = graphene.Boolean(
        required=True, description="Of a circle at set times: whether members write at other times too."
    )
    calendar = graphene.String(description="Where calendar programs get its times; null for a closed circle.")
    session_on = graphene.Field(
        CircleSession, description="The meeting that has a waiting room or more just now; null for who is not inside."
    )
    agreement = graphene.String(required=True)
    agreement_version = graphene.Int(required=True)
    sessions = graphene.List(
        graphene.NonNull(CircleSession),
        required=True,
        description="Those of the coming two weeks, soonest first; shown to people in the circle's `timeZone`.",
    )
    opening = graphene.Field(CircleOpening, required=True)
    messages = KeysetConnectionField(
        CircleMessage, order="-seq", tie=None, required=False, description="Newest first; null for who is not inside."
    )

    my_waiting = graphene.List(
        graphene.NonNull(CircleMessage),
        description="What you said and nobody else sees yet, because a person reads it first.",
    )

    my_help = graphene.Field(
        SupportCard, description="Help for you alone, where something you said here lately sounds as if you needed it."
    )

    @staticmethod
    def resolve_my_help(circle: Any, info: Any) -> Any:
        actor = info.context.actor
        inside, _seat = selectors.inside_for(actor, circle.pk)
        return care.help_for(actor, inside, clock.now())

    @staticmethod
    def resolve_pre_moderated(circle: Any, info: Any) -> bool:
        return circle.reads_everything

    @staticmethod
    def resolve_calendar(circle: Any, info: Any) -> str | None:
        return reverse("circles:circle_feed", args=[circle.pk]) if circle.is_open else None

    @staticmethod
    def resolve_session_on(circle: Any, info: Any) -> Any:
        on = selectors.circle_view_for(info.context.actor, circle.pk)
        return on.on.session if on.seat is not None and on.on is not None else None

    @staticmethod
    def resolve_sessions(circle: Any, info: Any) -> Any:
        if not hasattr(circle, "coming"):  # a list has filled it in for all its circles at once
            with_coming_sessions(info.context.actor, [circle], clock.now())
        return circle.coming

    @staticmethod
    def resolve_opening(circle: Any, info: Any) -> Any:
        if not hasattr(circle, "opening_now"):  # as above
            circle.opening_now = opening_of(circle, clock.now())
        return circle.opening_now

    @staticmethod
    def resolve_messages(circle: Any, info: Any) -> Any:
        actor = info.context.actor
        inside, seat = selectors.inside_for(actor, circle.pk)
        return selectors.messages_for(actor, inside, seat)

    @staticmethod
    def resolve_my_waiting(circle: Any, info: Any) -> Any:
        actor = info.context.actor
        inside, _seat = selectors.inside_for(actor, circle.pk)
        own = selectors.own_unsettled([actor.persona_id], inside, clock.now()).get(actor.persona_id, [])
        return [message for message in own if message.state == MessageState.HELD]


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


def _has_words(message: Any, info: Any) -> bool:
    if message.state == MessageState.PUBLISHED:
        return True
    return message.state == MessageState.HELD and policies.may_retract(info.context.actor, message)


class Circles(KeysetConnectionField):
    """A page of circles, with all their coming sessions in one query, their breaks and hours in two."""

    def page_for(self, info: Any, rows: Any, first: int, after: str | None) -> dict[str, Any]:
        page = self.page_of(rows, first, after)
        circles = [edge["node"] for edge in page["edges"]]
        with_coming_sessions(info.context.actor, circles, clock.now())
        opened = openings(circles, clock.now())
        for circle in circles:
            circle.opening_now = opened[circle.pk]
        return page


class Query(graphene.ObjectType):
    circles = Circles(Circle, order="name", description="Circles you may know of.")
    circle = graphene.Field(Circle, required=True, id=graphene.UUID(required=True))
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

    @staticmethod
    def resolve_circles(root: Any, info: Any) -> Any:
        return selectors.circles_for(info.context.actor)

    @staticmethod
    def resolve_circle(root: Any, info: Any, id: Any) -> Any:
        return selectors.circle_view_for(info.context.actor, id).circle


class JoinCircle(DomainMutation):
    """Join a circle, having read and accepted its agreement."""

    policy = (policies.circles_visible_to, require_participant, policies.may_join)

    class Input:
        circle_id = graphene.UUID(required=True)
        agreed_version = graphene.Int(required=True, description="The `agreementVersion` you read.")

    circle = graphene.Field(Circle)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        membership = actions.join_circle(actor=actor, now=clock.now(), **input)
        return cls(circle=membership.circle)


class LeaveCircle(DomainMutation):
    """Leave a circle. What you said stays."""

    policy = policies.circles_visible_to

    class Input:
        circle_id = graphene.UUID(required=True)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.leave_circle(actor=actor, now=clock.now(), **input)
        return cls()


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

    approved = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        item_id = _waiting(input["message_id"])
        folded = {"content_note": input["content_note"]} if input.get("content_note") else {}
        decide_item(actor=actor, item_id=item_id, decision="approve", in_place=True, now=clock.now(), **folded)
        return cls(approved=True)


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


class SetCircleMode(DomainMutation):
    """Change how people talk in a circle you look after."""

    policy = policies.may_steer

    class Input:
        circle_id = graphene.UUID(required=True)
        mode = graphene.String(required=True, description="pre_moderated, turns, slow or open.")

    circle = graphene.Field(Circle)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(circle=actions.set_mode(actor=actor, now=clock.now(), **input))


class GiveTurn(DomainMutation):
    """Let one member speak while the others listen."""

    policy = policies.may_steer

    class Input:
        circle_id = graphene.UUID(required=True)
        persona_id = graphene.UUID(required=True)
        minutes = graphene.Int(required=True, description="From 1 to 10.")

    ends_at = graphene.DateTime()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(ends_at=actions.give_turn(actor=actor, now=clock.now(), **input).ends_at)


class PassTurn(DomainMutation):
    """Say no more, when it is your turn."""

    policy = selectors.seat_at

    class Input:
        circle_id = graphene.UUID(required=True)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.pass_turn(actor=actor, now=clock.now(), **input)
        return cls()


class Mutation(graphene.ObjectType):
    join_circle = JoinCircle.Field()
    leave_circle = LeaveCircle.Field()
    post_message = PostMessage.Field()
    retract_message = RetractMessage.Field()
    approve_message = ApproveMessage.Field()
    hold_message = HoldMessage.Field()
    react_to_message = ReactToMessage.Field()
    set_circle_mode = SetCircleMode.Field()
    give_turn = GiveTurn.Field()
    pass_turn = PassTurn.Field()


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
