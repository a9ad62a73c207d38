"""Planning when a circle meets, rests and is open."""

from typing import Any

import graphene

from peer_circles import actions, policies
from peer_circles.schema.times import CircleHours, CirclePause, CircleSession
from pop.core import clock
from pop.core.graphql import DomainMutation


class PlanSession(DomainMutation):
    """Set a time at which your circle meets, by the clock of its `timeZone`, between 07:00 and 22:00."""

    policy = policies.may_plan_sessions

    class Input:
        circle_id = graphene.UUID(required=True)
        day = graphene.Date(required=True)
        time = graphene.Time(required=True)
        minutes = graphene.Int(required=True, description="From 15 to 120.")

    session = graphene.Field(CircleSession)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(session=actions.plan_session(actor=actor, now=clock.now(), **input))


class RescheduleSession(DomainMutation):
    """Move a planned session to another time. Everybody in the circle is told."""

    policy = policies.may_plan_sessions

    class Input:
        session_id = graphene.UUID(required=True)
        day = graphene.Date(required=True)
        time = graphene.Time(required=True)
        minutes = graphene.Int(required=True, description="From 15 to 120.")

    session = graphene.Field(CircleSession)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(session=actions.reschedule_session(actor=actor, now=clock.now(), **input))


class CancelSession(DomainMutation):
    """Call a planned session off. Everybody in the circle is told."""

    policy = policies.may_plan_sessions

    class Input:
        session_id = graphene.UUID(required=True)
        instead = graphene.String(description="What there is at that time, if there is something.")

    session = graphene.Field(CircleSession)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(session=actions.cancel_session(actor=actor, now=clock.now(), **input))


class PlanPause(DomainMutation):
    """Let your circle rest from day to day, both included, or all circles at once. What lies in it is called off."""

    policy = policies.may_pause

    class Input:
        circle_id = graphene.UUID(description="None: all circles, for the owner and safeguarding leads.")
        first_day = graphene.Date(required=True)
        last_day = graphene.Date(required=True)
        instead = graphene.String(required=True, description="What there is meanwhile.")

    pause = graphene.Field(CirclePause)

    @classmethod
    def perform(cls, actor: Any, circle_id: Any = None, **input: Any) -> Any:
        return cls(pause=actions.plan_pause(actor=actor, circle_id=circle_id, now=clock.now(), **input))


class WithdrawPause(DomainMutation):
    """End a break early, or never let it begin. What was called off stays off."""

    policy = policies.may_pause

    class Input:
        pause_id = graphene.UUID(required=True)

    pause = graphene.Field(CirclePause)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(pause=actions.withdraw_pause(actor=actor, now=clock.now(), **input))


class AddOpeningHours(DomainMutation):
    """Open your drop-in circle at this time of each week."""

    policy = policies.may_plan_sessions

    class Input:
        circle_id = graphene.UUID(required=True)
        weekday = graphene.Int(required=True, description="0 is Monday.")
        opens = graphene.Time(required=True)
        closes = graphene.Time(required=True)

    hours = graphene.Field(CircleHours)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(hours=actions.add_opening_hours(actor=actor, now=clock.now(), **input))


class RemoveOpeningHours(DomainMutation):
    """Close your drop-in circle at that time from now on."""

    policy = policies.may_plan_sessions

    class Input:
        circle_id = graphene.UUID(required=True)
        hours_id = graphene.UUID(required=True)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.remove_opening_hours(actor=actor, now=clock.now(), **input)
        return cls()


class Mutation(graphene.ObjectType):
    plan_session = PlanSession.Field()
    reschedule_session = RescheduleSession.Field()
    cancel_session = CancelSession.Field()
    plan_pause = PlanPause.Field()
    withdraw_pause = WithdrawPause.Field()
    add_opening_hours = AddOpeningHours.Field()
    remove_opening_hours = RemoveOpeningHours.Field()
