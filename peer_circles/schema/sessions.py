"""A session as it stands: its waiting room, how people come and go, its staff, and looking back."""

from typing import Any

import graphene

from peer_circles import actions, policies
from peer_circles.care import care_card, lines_card
from peer_circles.schema.times import CircleSession
from peer_circles.selectors import seat_at
from peer_circles.selectors.session_views import SessionView, session_view_for
from pop.core import clock
from pop.core.errors import Invalid
from pop.core.graphql import DomainMutation
from pop.support.schema import SupportCard

DEEDS = {
    "open": actions.open_session,
    "pause": actions.pause_session,
    "resume": actions.resume_session,
    "wind_down": actions.begin_closing,
    "close": actions.close_session,
}


class CircleCheckIn(graphene.ObjectType):
    """How somebody came and how they went. For themselves, and who looks after the circle."""

    id = graphene.UUID(required=True)
    name = graphene.String(required=True, description="The pseudonym.")
    mood = graphene.Int(required=True, description="From 1, very bad, to 5, very good.")
    word = graphene.String(required=True)
    came_at = graphene.DateTime(required=True)
    mood_after = graphene.Int()
    takeaway = graphene.String(required=True)
    went_at = graphene.DateTime()
    needs_care = graphene.Boolean(description="Whether staff were asked to look at it; null for anybody but staff.")

    @staticmethod
    def resolve_name(row: Any, info: Any) -> str:
        return row.persona.name

    @staticmethod
    def resolve_needs_care(row: Any, info: Any) -> bool | None:
        return row.needs_care if row.persona_id != info.context.actor.persona_id else None


class CircleShift(graphene.ObjectType):
    """Who of the staff answers for a session."""

    name = graphene.String(required=True)
    duty = graphene.String(required=True, description="facilitator or safety.")
    seen_at = graphene.DateTime(description="When their line to the room was last there; null: not yet.")

    @staticmethod
    def resolve_name(row: Any, info: Any) -> str:
        return row.persona.name


class CircleDebrief(graphene.ObjectType):
    """How somebody on shift looks back."""

    name = graphene.String(required=True, description="Empty for somebody who left.")
    duty = graphene.String(required=True)
    went = graphene.String(required=True)
    worries = graphene.String(required=True)
    mood = graphene.Int(required=True)
    wants_to_talk = graphene.Boolean(required=True)

    @staticmethod
    def resolve_name(row: Any, info: Any) -> str:
        return row.persona.name if row.persona else ""


class CircleSessionView(graphene.ObjectType):
    """A session of a circle you are in, as it stands at this moment."""

    session = graphene.Field(CircleSession, required=True)
    lobby_opens_at = graphene.DateTime(required=True)
    doors_shut_at = graphene.DateTime(required=True)
    heads = graphene.Int(required=True, description="How many have come in.")
    may_check_in = graphene.Boolean(required=True)
    may_check_out = graphene.Boolean(required=True)
    mine = graphene.Field(CircleCheckIn, description="How you came and went.")
    help = graphene.Field(SupportCard, description="For who came: helplines once it is open, help where called for.")
    next = graphene.Field(CircleSession, description="The next one, if it is planned.")
    my_duty = graphene.String(description="As what you are on shift; null where you are not.")
    shifts = graphene.List(graphene.NonNull(CircleShift), description="For staff; null for others.")
    check_ins = graphene.List(graphene.NonNull(CircleCheckIn), description="For staff; null for others.")
    debriefs = graphene.List(graphene.NonNull(CircleDebrief), description="For staff; null for others.")
    owes_debrief = graphene.Boolean(description="For staff: whether you look back at a meeting before your next shift.")

    @staticmethod
    def resolve_help(view: SessionView, info: Any) -> Any:
        if view.mine is None or not (view.mine.needs_care or view.session.opened_at):
            return None
        card = care_card if view.mine.needs_care else lines_card
        return card(view.circle, clock.now(), reader=info.context.actor.persona_id)


class Query(graphene.ObjectType):
    circle_session = graphene.Field(
        CircleSessionView, required=True, circle_id=graphene.UUID(required=True), id=graphene.UUID(required=True)
    )

    @staticmethod
    def resolve_circle_session(root: Any, info: Any, circle_id: Any, id: Any) -> Any:
        return session_view_for(info.context.actor, circle_id, id, clock.now())


class CheckIn(DomainMutation):
    """Come into a session from its waiting room, having read its agreement; once, and the first time counts."""

    policy = policies.may_check_in

    class Input:
        session_id = graphene.UUID(required=True)
        agreed_version = graphene.Int(required=True, description="The `agreementVersion` you read.")
        mood = graphene.Int(required=True, description="From 1, very bad, to 5, very good.")
        word = graphene.String(description="One word for it. Only staff see it.")

    mine = graphene.Field(CircleCheckIn)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(mine=actions.check_in(actor=actor, now=clock.now(), **input))


class CheckOut(DomainMutation):
    """Say how you go, and one thing you take with you; once, and the first time counts."""

    policy = seat_at

    class Input:
        session_id = graphene.UUID(required=True)
        mood = graphene.Int(required=True, description="From 1, very bad, to 5, very good.")
        takeaway = graphene.String(description="One thing to take away. Only staff see it.")

    mine = graphene.Field(CircleCheckIn)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(mine=actions.check_out(actor=actor, now=clock.now(), **input))


class TakeShift(DomainMutation):
    """Answer for a session from now on: as its facilitator, or as its safety moderator."""

    policy = policies.duty_open_to

    class Input:
        session_id = graphene.UUID(required=True)

    shift = graphene.Field(CircleShift)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(shift=actions.take_shift(actor=actor, now=clock.now(), **input))


class HandOverShift(DomainMutation):
    """Stop answering for a session. Until somebody else does, nobody writes."""

    policy = policies.may_hold

    class Input:
        session_id = graphene.UUID(required=True)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.hand_over_shift(actor=actor, now=clock.now(), **input)
        return cls()


class SteerSession(DomainMutation):
    """What staff do with a session that is on."""

    policy = (policies.may_hold, policies.may_moderate)

    class Input:
        session_id = graphene.UUID(required=True)
        deed = graphene.String(required=True, description="open, pause, resume, wind_down or close.")

    session = graphene.Field(CircleSession)

    @classmethod
    def perform(cls, actor: Any, deed: str = "", **input: Any) -> Any:
        if deed not in DEEDS:
            raise Invalid(fields={"deed": [", ".join(DEEDS)]})
        return cls(session=DEEDS[deed](actor=actor, now=clock.now(), **input))


class ExtendSession(DomainMutation):
    """Go on for up to half an hour longer."""

    policy = policies.may_hold

    class Input:
        session_id = graphene.UUID(required=True)
        minutes = graphene.Int(required=True)

    session = graphene.Field(CircleSession)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(session=actions.extend_session(actor=actor, now=clock.now(), **input))


class WriteDebrief(DomainMutation):
    """Look back at a session you were on shift in; once."""

    policy = policies.debriefs_owed_by

    class Input:
        session_id = graphene.UUID(required=True)
        went = graphene.String(required=True)
        worries = graphene.String()
        mood = graphene.Int(required=True, description="Your own, from 1 to 5.")
        wants_to_talk = graphene.Boolean()

    debrief = graphene.Field(CircleDebrief)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(debrief=actions.write_debrief(actor=actor, now=clock.now(), **input))


class Mutation(graphene.ObjectType):
    check_in = CheckIn.Field()
    check_out = CheckOut.Field()
    take_shift = TakeShift.Field()
    hand_over_shift = HandOverShift.Field()
    steer_session = SteerSession.Field()
    extend_session = ExtendSession.Field()
    write_debrief = WriteDebrief.Field()
