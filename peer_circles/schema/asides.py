"""Talking alone, in GraphQL: the same actions as on the pages. There is no mutation by which two people could do so
unless one of them is staff on shift and the other said yes (SG-01)."""

from typing import Any

import graphene

from peer_circles import selectors
from peer_circles.actions import asides as actions
from peer_circles.frames.asides import help_inside
from peer_circles.models import AsideWords
from peer_circles.policies import asides as aside_policies
from peer_circles.selectors.aside_views import aside_for, asides_for, may_read, my_aside_in
from peer_circles.selectors.asides import aside_now, said_in
from pop.core import clock
from pop.core.graphql import DomainMutation
from pop.support.schema import SupportCard


class AsideMessage(graphene.ObjectType):
    """Something one of the two said. What was hidden keeps its place and loses its words."""

    id = graphene.UUID(required=True)
    seq = graphene.Int(description="Its place; null while somebody else of the staff reads it first.")
    status = graphene.String(required=True, description="published, held or removed.")
    by_staff = graphene.Boolean(required=True)
    text = graphene.String(description="Null for what was hidden.")

    resolve_status = staticmethod(lambda message, info: message.state)

    @staticmethod
    def resolve_text(message: Any, info: Any) -> str | None:
        is_own = message.author_id is not None and message.author_id == info.context.actor.persona_id
        is_shown = message.state == AsideWords.PUBLISHED
        return message.text if is_shown or (is_own and message.state == AsideWords.HELD) else None


class Aside(graphene.ObjectType):
    """One member alone with one of the staff; before that, the wish or the offer. Its words are for these two."""

    id = graphene.UUID(required=True)
    state = graphene.String(
        required=True, description="asked, offered, open, frozen, declined, withdrawn, lapsed or ended, as it is now."
    )
    room_id = graphene.UUID(description="Its room on the live line, for its two people; null before a yes.")
    staff_name = graphene.String(description="Null while nobody has come.")
    member_name = graphene.String(required=True)
    messages = graphene.List(graphene.NonNull(AsideMessage), required=True, description="Empty for everybody else.")
    help = graphene.Field(SupportCard, description="For the member, where it is called for.")

    resolve_state = staticmethod(lambda aside, info: aside_now(aside, clock.now()).state.value)
    resolve_staff_name = staticmethod(lambda aside, info: aside.staff.name if aside.staff else None)
    resolve_member_name = staticmethod(lambda aside, info: aside.member.name)

    @staticmethod
    def resolve_messages(aside: Any, info: Any) -> Any:
        return said_in(aside) if may_read(info.context.actor, aside, clock.now()) else []

    @staticmethod
    def resolve_help(aside: Any, info: Any) -> Any:
        is_theirs = aside_policies.is_its_member(info.context.actor, aside) and aside.opened_at is not None
        return help_inside(aside_now(aside, clock.now()), clock.now()) if is_theirs else None


class Query(graphene.ObjectType):
    my_aside = graphene.Field(
        Aside,
        circle_id=graphene.UUID(required=True),
        description="What goes on with you alone in this circle, if anything.",
    )
    aside = graphene.Field(Aside, required=True, id=graphene.UUID(required=True), description="For its two people.")

    asides = graphene.List(
        graphene.NonNull(Aside),
        required=True,
        circle_id=graphene.UUID(required=True),
        description="For the staff of a circle: first who asked for help, then who talks alone; one for a member.",
    )

    @staticmethod
    def resolve_asides(root: Any, info: Any, circle_id: Any) -> Any:
        return asides_for(info.context.actor, circle_id, clock.now())

    @staticmethod
    def resolve_my_aside(root: Any, info: Any, circle_id: Any) -> Any:
        return my_aside_in(info.context.actor, circle_id, clock.now())

    @staticmethod
    def resolve_aside(root: Any, info: Any, id: Any) -> Any:
        return aside_for(info.context.actor, id, clock.now())


class AskForHelp(DomainMutation):
    """Tell those who look after a circle that you need help. Only they see it."""

    policy = selectors.seat_at

    class Input:
        circle_id = graphene.UUID(required=True)

    aside = graphene.Field(Aside)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(aside=actions.ask_for_help(actor=actor, now=clock.now(), **input))


class OfferAside(DomainMutation):
    """For staff on shift: offer a member to talk alone. Nothing opens without their yes."""

    policy = aside_policies.may_offer_aside

    class Input:
        circle_id = graphene.UUID(required=True)
        persona_id = graphene.UUID(required=True)

    aside = graphene.Field(Aside)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(aside=actions.offer_aside(actor=actor, now=clock.now(), **input))


class AcceptAside(DomainMutation):
    """Say yes to an offer. A safety lead can look in, and it is kept for some days."""

    policy = aside_policies.is_its_member

    class Input:
        aside_id = graphene.UUID(required=True)

    aside = graphene.Field(Aside)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(aside=actions.accept_aside(actor=actor, now=clock.now(), **input))


class DeclineAside(DomainMutation):
    """Say "not now". Nobody but the staff sees it."""

    policy = aside_policies.is_its_member

    class Input:
        aside_id = graphene.UUID(required=True)

    declined = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.decline_aside(actor=actor, now=clock.now(), **input)
        return cls(declined=True)


class WithdrawAside(DomainMutation):
    """Take back your wish, or as staff your offer."""

    policy = (aside_policies.is_its_member, aside_policies.is_its_staff)

    class Input:
        aside_id = graphene.UUID(required=True)

    withdrawn = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.withdraw_aside(actor=actor, now=clock.now(), **input)
        return cls(withdrawn=True)


class EndAside(DomainMutation):
    """Stop talking alone: either of the two, at any time."""

    policy = (aside_policies.is_its_member, aside_policies.is_its_staff)

    class Input:
        aside_id = graphene.UUID(required=True)

    aside = graphene.Field(Aside)

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(aside=actions.end_aside(actor=actor, now=clock.now(), **input))


class PostAsideMessage(DomainMutation):
    """Say something to the other one. `clientId` is your own name for it: sending it again says it once."""

    policy = aside_policies.aside_seat

    class Input:
        aside_id = graphene.UUID(required=True)
        client_id = graphene.UUID(required=True)
        text = graphene.String(required=True)

    message = graphene.Field(AsideMessage)
    help = graphene.Field(SupportCard, description="Help for you alone, where your words sound as if you needed it.")

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        message = actions.post_aside_message(actor=actor, now=clock.now(), **input)
        here = aside_now(message.aside, clock.now())
        return cls(message=message, help=None if message.by_staff else help_inside(here, clock.now()))


class LookIntoAside(DomainMutation):
    """For those who supervise: what is said, as it stands now. Each time is on record."""

    policy = aside_policies.may_look_in

    class Input:
        aside_id = graphene.UUID(required=True)

    messages = graphene.List(graphene.NonNull(AsideMessage))

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        return cls(messages=said_in(actions.look_into_aside(actor=actor, now=clock.now(), **input)))


class Mutation(graphene.ObjectType):
    ask_for_help = AskForHelp.Field()
    offer_aside = OfferAside.Field()
    accept_aside = AcceptAside.Field()
    decline_aside = DeclineAside.Field()
    withdraw_aside = WithdrawAside.Field()
    end_aside = EndAside.Field()
    post_aside_message = PostAsideMessage.Field()
    look_into_aside = LookIntoAside.Field()
