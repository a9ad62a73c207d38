"""What people are told about a decision, and asking for another look at it."""

from typing import Any
from uuid import UUID

import graphene

from moderation import actions
from moderation.models import AppealOutcome as Outcomes
from moderation.policies import appeals as appeal_policies
from moderation.schema.decisions import ItemDecision
from moderation.selectors import statements
from pop.core import clock
from pop.core.graphql import DomainMutation

AppealOutcome = graphene.Enum("AppealOutcome", [(one.name, one.value) for one in Outcomes])


def _words(name: str) -> Any:
    """A list of the European source, which is kept as words."""
    return staticmethod(lambda told, info: getattr(told.row, name).split())


def _of_row(name: str) -> Any:
    return staticmethod(lambda told, info: getattr(told.row, name))


def _names(description: str = "") -> graphene.List:
    return graphene.List(graphene.NonNull(graphene.String), required=True, description=description)


class OwnAppeal(graphene.ObjectType):
    """That you asked for another look, and what became of it."""

    created_at = graphene.DateTime(required=True)
    words = graphene.String(required=True)
    outcome = AppealOutcome(description="Nothing while it waits for a person.")
    answer = graphene.String(required=True)
    decided_at = graphene.DateTime()

    resolve_outcome = staticmethod(lambda told, info: told.outcome.value if told.outcome else None)


class StatementOfReasons(graphene.ObjectType):
    """Why something of yours is restricted, under the names of the European Transparency Database (DSA article 17)."""

    puid = graphene.UUID(required=True)
    decision = ItemDecision(required=True)
    decision_visibility = _names("DECISION_VISIBILITY_…; empty where nothing is restricted.")
    decision_ground = graphene.String(required=True)
    incompatible_content_ground = graphene.String(required=True, description="The rule, in your language.")
    incompatible_content_explanation = graphene.String(required=True)
    decision_facts = _names("In your language.")
    source_type = graphene.String(required=True)
    automated_detection = graphene.String(required=True, description="Yes or No.")
    automated_decision = graphene.String(required=True)
    category = graphene.String(required=True, description="STATEMENT_CATEGORY_…")
    category_specification = _names("KEYWORD_…")
    content_type = _names("CONTENT_TYPE_…")
    content_date = graphene.DateTime()
    application_date = graphene.DateTime(required=True)
    end_date_visibility_restriction = graphene.DateTime(description="Since when it is over.")
    content_note = graphene.String(required=True, description="Behind which it is shown folded.")
    limits = graphene.String(required=True, description="What its limit means.")
    way_on = graphene.String(description="A path of this site, where you can change it or say it again.")
    redress = _names("change_and_send_again, say_again, appeal, or wait.")
    may_appeal = graphene.Boolean(required=True)
    appeal_until = graphene.DateTime(required=True)
    appeal = graphene.Field(OwnAppeal)

    resolve_puid = staticmethod(lambda told, info: told.id)
    resolve_decision = staticmethod(lambda told, info: told.decision.value)
    resolve_decision_visibility = _words("decision_visibility")
    resolve_decision_ground = _of_row("decision_ground")
    resolve_incompatible_content_ground = staticmethod(lambda told, info: told.rule)
    resolve_incompatible_content_explanation = staticmethod(lambda told, info: told.explanation)
    resolve_decision_facts = staticmethod(lambda told, info: told.facts)
    resolve_source_type = _of_row("source_type")
    resolve_automated_detection = _of_row("automated_detection")
    resolve_automated_decision = _of_row("automated_decision")
    resolve_category = _of_row("category")
    resolve_category_specification = _words("category_specification")
    resolve_content_type = _words("content_type")
    resolve_content_date = _of_row("content_date")
    resolve_application_date = _of_row("created_at")
    resolve_end_date_visibility_restriction = _of_row("end_date_visibility_restriction")
    resolve_redress = _words("redress")
    resolve_way_on = staticmethod(lambda told, info: told.way_on.url if told.way_on else None)


class FlagOutcome(graphene.ObjectType):
    """What became of something you flagged, where it stays as it is."""

    id = graphene.UUID(required=True)
    stays = graphene.Boolean(required=True, description="False: its author has taken it away or back.")
    kind_label = graphene.String(required=True)
    may_appeal = graphene.Boolean(required=True)
    appeal_until = graphene.DateTime(required=True)
    appeal = graphene.Field(OwnAppeal)


class Query(graphene.ObjectType):
    statement = graphene.Field(
        StatementOfReasons, required=True, id=graphene.UUID(required=True), description="For whom it is about alone."
    )
    flag_outcome = graphene.Field(
        FlagOutcome, required=True, id=graphene.UUID(required=True), description="For whoever flagged it alone."
    )

    @staticmethod
    def resolve_statement(root: Any, info: Any, id: UUID) -> Any:
        return statements.statement_for(info.context.actor, id, clock.now())

    @staticmethod
    def resolve_flag_outcome(root: Any, info: Any, id: UUID) -> Any:
        return statements.outcome_for(info.context.actor, id, clock.now())


class AppealDecision(DomainMutation):
    """Ask another person to look at a decision again: about something of yours, or that something you flagged stays."""

    policy = appeal_policies.side_of

    class Input:
        decision_id = graphene.UUID(required=True)
        words = graphene.String(required=True, description="Why you see it in another way.")

    received = graphene.Boolean()

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        actions.appeal_decision(actor=actor, now=clock.now(), **input)
        return cls(received=True)


class Mutation(graphene.ObjectType):
    appeal_decision = AppealDecision.Field()
