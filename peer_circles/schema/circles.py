"""Circles, and how people talk there."""

from typing import Any

import graphene
from django.urls import reverse

from peer_circles import actions, care, policies, selectors
from peer_circles.coming import with_coming_sessions
from peer_circles.models import MessageState
from peer_circles.opening import opening_of, openings
from peer_circles.schema.messages import CircleMessage
from peer_circles.schema.times import CircleOpening, CircleSession
from pop.accounts.policies import require_participant
from pop.core import clock
from pop.core.graphql import DomainMutation, KeysetConnectionField
from pop.support.schema import SupportCard


class Circle(graphene.ObjectType):
    """A small group of one age band. Its inside is for who is in it."""

    id = graphene.UUID(required=True)
    room_id = graphene.UUID(required=True, description="Its room on the live line, for whoever has a seat there.")
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
    set_circle_mode = SetCircleMode.Field()
    give_turn = GiveTurn.Field()
    pass_turn = PassTurn.Field()
