"""Sanctions: one's own, and for staff the steps about somebody, taking one and ending one."""

from typing import Any
from uuid import UUID

import graphene

from moderation import actions
from moderation.models import Step
from moderation.policies import sanctions as policies
from moderation.sanctions.steps import RUNGS
from moderation.schema.appeals import OwnAppeal
from moderation.selectors import sanctions
from pop.core import clock
from pop.core.errors import SignInNeeded
from pop.core.graphql import DomainMutation

SanctionStep = graphene.Enum("SanctionStep", [(step.name, step.value) for step in Step])


class Sanction(graphene.ObjectType):
    """One step about somebody's writing, with its statement of reasons. Who of the staff took it is in no answer."""

    id = graphene.UUID(required=True)
    step = SanctionStep(required=True)
    place = graphene.String(required=True, description='Where it holds; "" is everywhere.')
    words = graphene.String(required=True, description='What it is about, as it stood; "" once it was deleted.')
    has_words = graphene.Boolean(
        required=True, description="Its words are here; for staff they come where they are asked for or not hard."
    )
    rule = graphene.String(required=True)
    explanation = graphene.String(required=True)
    differently = graphene.String(required=True, description="One thing to do differently.")
    facts = graphene.List(graphene.NonNull(graphene.String), required=True)
    automated_detection = graphene.Boolean(required=True)
    since = graphene.DateTime(required=True)
    until = graphene.DateTime(description="Nothing: a person looks again at `review_at`.")
    review_at = graphene.DateTime()
    lifted_at = graphene.DateTime(description="When a person ended it early.")
    lifted_words = graphene.String(required=True)
    in_force = graphene.Boolean(required=True)
    still_counts = graphene.Boolean(required=True, description="It makes a higher step the next one.")
    was_undone = graphene.Boolean(required=True, description="Another person looked, and it should not have been.")
    place_is_lost = graphene.Boolean(
        required=True, description="It was undone, and the place in the circle could not be given back."
    )
    may_appeal = graphene.Boolean(required=True, description="Whether you can ask for another look; your own only.")
    appeal_until = graphene.DateTime(description="Until when; your own only.")
    appeal = graphene.Field(OwnAppeal, description="That you asked for another look; your own only.")

    @staticmethod
    def resolve_step(shown: sanctions.SanctionShown, info: Any) -> Any:
        return shown.step.value


class StepOpen(graphene.ObjectType):
    """A step the reader may take, and how long it can last."""

    step = SanctionStep(required=True)
    lengths = graphene.List(graphene.NonNull(graphene.String), required=True, description='Such as "10m", "1h", "7d".')

    @staticmethod
    def resolve_step(step: Step, info: Any) -> Any:
        return step.value

    @staticmethod
    def resolve_lengths(step: Step, info: Any) -> Any:
        return list(RUNGS[step].lengths)


class StepsOpen(graphene.ObjectType):
    """What staff may do about whoever wrote something."""

    persona_id = graphene.UUID(required=True)
    name = graphene.String(required=True, description="A pseudonym.")
    place = graphene.String(required=True)
    steps = graphene.List(graphene.NonNull(StepOpen), required=True)
    suggestion = SanctionStep(description="What usually comes next. Nothing: that is for somebody else to decide.")
    earlier = graphene.List(graphene.NonNull(Sanction), required=True)


class Query(graphene.ObjectType):
    my_sanctions = graphene.List(
        graphene.NonNull(Sanction), required=True, description="What happened with your account, newest first."
    )
    sanctions_of = graphene.List(
        graphene.NonNull(Sanction),
        required=True,
        persona_id=graphene.UUID(required=True),
        words_of=graphene.UUID(description="Of this one also the words, where they are hard to read; it counts."),
        beyond=graphene.Boolean(
            default_value=False, description="Although you have had enough, or are on a break: your own choice."
        ),
        description="For staff: what was decided about somebody, as far as you may see it; looking is on record.",
    )
    steps_open = graphene.Field(
        StepsOpen,
        required=True,
        kind=graphene.String(required=True),
        subject_id=graphene.UUID(required=True),
        description="For staff, before a step about whoever wrote this; looking is on record.",
    )

    @staticmethod
    def resolve_my_sanctions(root: Any, info: Any) -> Any:
        if not info.context.actor.is_signed_in:
            raise SignInNeeded
        return sanctions.own_sanctions(info.context.actor, clock.now())

    @staticmethod
    def resolve_sanctions_of(
        root: Any, info: Any, persona_id: UUID, words_of: UUID | None = None, beyond: bool = False
    ) -> Any:
        actor, now = info.context.actor, clock.now()
        opened = actions.open_history(actor=actor, persona_id=persona_id, words_of=words_of, beyond=beyond, now=now)
        return sanctions.history_of(actor, persona_id, now, words_of=opened.words_of)

    @staticmethod
    def resolve_steps_open(root: Any, info: Any, kind: str, subject_id: UUID) -> Any:
        actor, now = info.context.actor, clock.now()
        shown = sanctions.to_set(actor, kind, subject_id, now)
        person = actions.open_history(actor=actor, persona_id=shown.grounds.author.persona_id, now=now).person
        return StepsOpen(
            persona_id=person.persona_id,
            name=person.name,
            place=shown.place_title,
            steps=shown.steps,
            suggestion=shown.suggestion.value if shown.suggestion else None,
            earlier=shown.earlier,
        )


class SetSanction(DomainMutation):
    """Take a step about whoever wrote something: it counts at once, and they are told why. A person chooses it."""

    policy = (policies.may_sanction_for, policies.steps_open_to)

    class Input:
        kind = graphene.String(required=True)
        subject_id = graphene.UUID(required=True)
        step = SanctionStep(required=True)
        length = graphene.String(description="One of the step's; a reminder has none.")
        reason_code = graphene.String(required=True, description="Which rule it breaks.")
        explanation = graphene.String(required=True, description="They read it.")
        differently = graphene.String(description="One thing to do differently; without it, what the rule says.")

    sanction_id = graphene.UUID()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        given = {name: value for name, value in input.items() if value is not None}
        done = actions.set_sanction(actor=actor, now=clock.now(), **{**given, "step": input["step"].value})
        return cls(sanction_id=done.pk)


class LiftSanction(DomainMutation):
    """End one early: it counts no more, and the person reads your words."""

    policy = (policies.may_see_sanctions, policies.may_lift)

    class Input:
        sanction_id = graphene.UUID(required=True)
        words = graphene.String(required=True)

    lifted = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.lift_sanction(actor=actor, now=clock.now(), **input)
        return cls(lifted=True)


class AppealSanction(DomainMutation):
    """Ask another person to look again at a step about you: once, while it lasts or after."""

    policy = policies.own_sanctions

    class Input:
        sanction_id = graphene.UUID(required=True)
        words = graphene.String(required=True, description="Why you see it in another way.")

    received = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.appeal_sanction(actor=actor, now=clock.now(), **input)
        return cls(received=True)


class Mutation(graphene.ObjectType):
    appeal_sanction = AppealSanction.Field()
    set_sanction = SetSanction.Field()
    lift_sanction = LiftSanction.Field()
