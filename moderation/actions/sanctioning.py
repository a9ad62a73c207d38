"""A person of the staff sanctions somebody for something they wrote."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from moderation.actions.origins import origin_of
from moderation.actions.shifts import count_in_place
from moderation.events import SanctionSet
from moderation.models import ReasonCode, Sanction, Step
from moderation.policies import sanctions as policies
from moderation.rules import DIFFERENTLY
from moderation.sanctions.places import place_kind_named
from moderation.sanctions.steps import LENGTHS, RUNGS, Rung
from moderation.selectors.sanctions import Grounds, grounds_of
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.core.errors import Absent, Conflict, Invalid, Message
from pop.core.events import emit
from pop.core.text import clean_block

LONGEST_WORDS = 2_000  # characters, of what the person is told
LONGEST_ADVICE = 500

TOO_LONG = _("Please make this shorter: 2,000 characters at most.")
_ALREADY = _("This was done already, a moment ago or by a colleague.")

_HERE = "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED"
_ACCOUNT = "DECISION_ACCOUNT_SUSPENDED"
# By step: decision_visibility and decision_account.
_RESTRICTS: dict[Step, tuple[str, str]] = {
    Step.REMINDER: ("DECISION_VISIBILITY_OTHER", ""),
    Step.MUTE: (_HERE, ""),
    Step.READ_ONLY: ("", _ACCOUNT),
    Step.REMOVAL: (_HERE, ""),
    Step.CLOSED: ("", _ACCOUNT),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody of the staff typed."""

    step: str
    length: str
    reason_code: str
    explanation: str
    differently: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The same, checked. `length`: of the step without an end, until a person looks again."""

    rung: Rung
    length: timedelta
    rule: ReasonCode


@transaction.atomic
def set_sanction(
    *,
    actor: Actor,
    kind: str,
    subject_id: UUID,
    step: str,
    length: str = "",
    reason_code: str,
    explanation: str,
    differently: str = "",
    now: datetime,
) -> Sanction:
    """Take a step about whoever wrote this, with the reasons they will read; it counts at once, on open lines too.

    `length` is one of the step's (`sanctions/steps.py`); for the step without an end, when a person looks again.
    `differently` is needed only for a rule that says nothing itself about what to do differently. Raises Absent as
    `grounds_of` and for what is not the actor's to decide, Invalid with fields, Conflict when the same step was taken
    about the same thing before.
    """
    grounds = grounds_of(kind, subject_id)
    if not policies.may_sanction_for(actor, kind, subject_id, grounds.author.persona_id):
        raise Absent
    asked = Asked(step, length, reason_code, clean_block(explanation), clean_block(differently))
    chosen = _checked(actor, grounds, asked)
    if grounds.item is not None:
        count_in_place(actor, grounds.item, now)  # nobody takes a step about what they have not read
    rung, rule = chosen.rung, chosen.rule
    sanction = _sanction(actor, grounds, chosen, now)
    sanction.incompatible_content_explanation, sanction.differently = asked.explanation, asked.differently
    try:
        with transaction.atomic():
            sanction.save(force_insert=True)
    except IntegrityError as error:  # the same press of a button, or a colleague's a moment earlier
        raise Conflict(_ALREADY, code="already") from error
    if rung.step is Step.REMOVAL and grounds.place is not None:
        place_kind_named(grounds.place.kind).show_out(
            actor=actor, persona_id=grounds.author.persona_id, place_id=grounds.place.id, now=now
        )
    record_step(actor, "moderation.sanction", sanction, now, step=rung.step.value, reason=rule.code)
    notify(
        persona_id=grounds.author.persona_id,
        kind="moderation.sanction",
        facts={"sanction": str(sanction.pk), "step": rung.step.value},
        now=now,
    )
    emit(SanctionSet(sanction.pk, grounds.author.persona_id, now))
    return sanction


def _checked(actor: Actor, grounds: Grounds, asked: Asked) -> Chosen:
    open_here = policies.steps_open_to(actor, grounds.place, grounds.author.roles)
    if not open_here:
        raise Absent
    wrong = dict[str, list[Message]]()
    rung = RUNGS[Step(asked.step)] if asked.step in open_here else None
    if rung is None:
        wrong["step"] = [_("Please choose a step.")]
    elif rung.lengths and asked.length not in rung.lengths:
        wrong["length"] = [_("Please choose how long, from what goes with this step.")]
    rule = ReasonCode.objects.filter(code=asked.reason_code, is_active=True).first()
    if rule is None:
        wrong["reason_code"] = [_("Please choose the rule this breaks.")]
    if not asked.explanation:
        wrong["explanation"] = [_("Please tell the person in your own words what was wrong.")]
    elif len(asked.explanation) > LONGEST_WORDS:
        wrong["explanation"] = [TOO_LONG]
    if len(asked.differently) > LONGEST_ADVICE:
        wrong["differently"] = [_("Please make this shorter: 500 characters at most.")]
    elif rule is not None and not (asked.differently or rule.code in DIFFERENTLY or rule.differently):
        wrong["differently"] = [_("Please say one thing they can do differently.")]
    if wrong or rung is None or rule is None:
        raise Invalid(fields=wrong)
    return Chosen(rung, LENGTHS[asked.length][0] if rung.lengths else timedelta(), rule)


def _sanction(actor: Actor, grounds: Grounds, chosen: Chosen, now: datetime) -> Sanction:
    """The row with its statement of reasons (SG-49), in the words of the DSA's database."""
    rung, rule, item = chosen.rung, chosen.rule, grounds.item
    ends = now + chosen.length
    place = grounds.place if rung.in_place or rung.step is Step.REMINDER else None
    origin = origin_of(item)
    visibility, account = _RESTRICTS[rung.step]
    return Sanction(
        persona_id=grounds.author.persona_id,
        step=rung.step,
        place_kind=place.kind if place else "",
        place_id=place.id if place else None,
        since=now,
        until=ends if rung.has_end else None,
        review_at=None if rung.has_end else ends,
        counts_until=ends + rung.counts,
        kind=grounds.kind,
        subject_id=grounds.subject_id,
        item=item,
        evidence={"title": grounds.snapshot.title, "text": grounds.snapshot.text},
        decision_visibility=visibility,
        decision_account=account,
        decision_ground="DECISION_GROUND_INCOMPATIBLE_CONTENT",
        incompatible_content_ground=rule,
        decision_facts=origin.decision_facts,
        source_type=origin.source_type,
        automated_detection=origin.automated_detection,
        automated_decision="AUTOMATED_DECISION_NOT_AUTOMATED",
        category=rule.category,
        content_date=grounds.snapshot.created_at,
        redress="appeal",
        set_by_id=actor.login_id,
    )


def record_step(actor: Actor, verb: str, sanction: Sanction, now: datetime, **facts: str) -> None:
    record_deed(
        actor=actor,
        verb=verb,
        subject_kind="sanction",
        subject_id=sanction.pk,
        now=now,
        facts={
            "persona": str(sanction.persona_id),
            "place": f"{sanction.place_kind}:{sanction.place_id}" if sanction.place_id else "",
            "until": sanction.until.isoformat() if sanction.until else "",
            **facts,
        },
    )
