"""Deciding about what waits."""

from typing import Any

import graphene

from moderation import actions, policies
from moderation.models import Choice
from pop.core import clock
from pop.core.graphql import DomainMutation

ItemDecision = graphene.Enum("ItemDecision", [(choice.name, choice.value) for choice in Choice])


class DecideItem(DomainMutation):
    """Approve, keep it waiting with a note, ask to change it, limit or remove it (with a rule, and an explanation the
    author will read), refer them to help, or hand it to a safeguarding lead. Of an appeal: uphold or overturn."""

    policy = (policies.may_see_item, policies.choices_open_to)

    class Input:
        item_id = graphene.UUID(required=True)
        decision = ItemDecision(required=True)
        reason_code = graphene.String(description="Which rule it breaks; needed to remove, limit or ask to change.")
        explanation = graphene.String(
            description="The author reads it, or whoever appealed; needed wherever the rule is, and of an appeal."
        )
        note = graphene.String(description="For colleagues; the author never sees it. Needed to keep it waiting.")
        stays = graphene.String(description="With a referral to help: shown, or held until another decision.")
        content_note = graphene.String(description="With a yes: the note of this kind behind which it is shown folded.")

    decision_id = graphene.UUID(description="Nothing as long as it waits for a second person.")
    decision = ItemDecision()
    needs_second = graphene.Boolean(description="It is severe: somebody else must find the same before it is closed.")

    @classmethod
    def perform(cls, actor: Any, **input: Any) -> Any:
        given = {name: value for name, value in input.items() if value is not None}
        decided = actions.decide_item(actor=actor, now=clock.now(), **{**given, "decision": input["decision"].value})
        if decided is None:
            return cls(needs_second=True)
        return cls(decision_id=decided.pk, decision=Choice(decided.decision).value, needs_second=False)


class Mutation(graphene.ObjectType):
    decide_item = DecideItem.Field()
