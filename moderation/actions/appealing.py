"""Somebody asks another person to look at a decision again (SG-50; DSA article 20)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from moderation.actions.announcing import queue_changed
from moderation.actions.judges import call_if_nobody_can_judge, had_a_part_in_decision, keep_out
from moderation.actions.looking import add_changed_evidence
from moderation.contracts import Effect, ScreeningContext, Verdict
from moderation.events import CareNeeded
from moderation.hardness import is_hard
from moderation.models import (
    UNDECIDED,
    Appeal,
    AppealOutcome,
    AppealSide,
    Cause,
    Decision,
    Lane,
    QueueItem,
    Severity,
    State,
)
from moderation.policies import appeals as policies
from moderation.screening import screen
from moderation.triage import due_at, place_of, raise_to, severity_of
from pop.accounts.actions import notify
from pop.accounts.contracts import Actor
from pop.audit.actions import record
from pop.core.errors import Absent, Conflict, Invalid, Refused, SignInNeeded
from pop.core.events import emit
from pop.core.text import clean_block

LONGEST_WORDS = 2_000  # characters
ASKED = _("You have asked for another look already. You will hear from us.")
TOO_LATE = _("The time to ask for another look is over.")
NOTHING_TO_UNDO = _("This is not how it stands any more. There is nothing left to undo.")
_READ_ANYWAY = _("A person is looking at it again already. You will hear from us.")


@transaction.atomic
def appeal_decision(*, actor: Actor, decision_id: UUID, words: str, now: datetime) -> Appeal:
    """Ask for another look at a decision about something of one's own, or that something one flagged stays. It waits
    for somebody who had no part in it.

    Nothing else is asked of the actor: whoever is shut out may ask, too. Words that sound like need are taken as they
    are, and call somebody at once (SG-31). Raises SignInNeeded, Absent for what is nothing to them, Conflict when they
    have asked before or there is nothing left to undo, Refused after the time for it, Invalid for the words.
    """
    if not actor.is_signed_in:
        raise SignInNeeded
    decision = Decision.objects.select_related("item").filter(pk=decision_id).first()
    side = policies.side_of(actor, decision) if decision else None
    if decision is None or side is None:
        raise Absent
    if decision.appeals.filter(appellant=actor.persona_id).exists():
        raise Conflict(ASKED)
    if decision.end_date_visibility_restriction is not None:
        raise Conflict(NOTHING_TO_UNDO)
    if now > policies.open_until(decision):
        raise Refused(TOO_LATE)
    words = checked_words(words)
    verdict = what_it_calls_for(words)
    item = _bring_before_another(decision, side, verdict, now)
    decision.refresh_from_db(fields=["end_date_visibility_restriction"])  # somebody may have decided meanwhile
    if decision.end_date_visibility_restriction is not None:
        raise Conflict(NOTHING_TO_UNDO)
    appeal = Appeal(decision=decision, item=item, appellant_id=actor.persona_id, side=side, words=words)
    appeal.created_at, appeal.decided_first_by_id = now, decision.decider_id
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(ASKED) from error
    keep_out(appeal, had_a_part_in_decision(decision))
    # Without the actor: beside the decision, a login would join login and persona in a log that staff can read.
    facts = {"decision": str(decision.pk), "side": side.value}
    record(actor_id=None, verb="moderation.appeal", subject_kind="queue_item", subject_id=item.pk, now=now, facts=facts)
    queue_changed()
    if actor.persona_id:
        notify(
            persona_id=actor.persona_id,
            kind="moderation.appeal_received",
            facts={"decision": str(decision.pk), "side": side.value},
            now=now,
        )
    call_if_nobody_can_judge(item, now)
    if verdict.effect == Effect.CARE:
        emit(CareNeeded(item.pk, item.kind, item.subject_id, actor.persona_id, now))
    return appeal


def end_appeals_of_author(item: QueueItem, now: datetime) -> None:
    """What they appealed about is over: they sent it in anew, and that is read now."""
    own = item.appeals.filter(side=AppealSide.AUTHOR, outcome="")
    own.update(outcome=AppealOutcome.WITHDRAWN, decided_at=now)


def let_go_of_appeals(*, persona_id: UUID, now: datetime) -> None:
    """Somebody leaves: their words go, and nobody decides what they asked for. Called inside the transaction that
    deletes them."""
    mine = Appeal.objects.filter(appellant=persona_id)
    # The items first, as whoever decides does: they wait for each other, and not in a circle.
    asked = QueueItem.objects.select_for_update().filter(pk__in=mine.filter(outcome="").values("item"))
    waiting = list(asked.order_by("pk").values_list("pk", flat=True))
    mine.filter(outcome="").update(outcome=AppealOutcome.WITHDRAWN, decided_at=now)
    mine.update(appellant=None, words="")
    over = QueueItem.objects.filter(pk__in=waiting, cause=Cause.APPEALED, state__in=UNDECIDED, flags=None)
    over.exclude(Exists(Appeal.objects.filter(item=OuterRef("pk"), outcome=""))).update(
        state=State.DECIDED, decided_at=now, holder=None, held_until=None
    )
    if waiting:
        queue_changed()


def checked_words(words: str) -> str:
    words = clean_block(words)
    if not words:
        raise Invalid(fields={"words": [_("Please tell us why you see it in another way. A few words are enough.")]})
    if len(words) > LONGEST_WORDS:
        raise Invalid(fields={"words": [_("Please make this shorter: 2,000 characters at most.")]})
    return words


def what_it_calls_for(words: str) -> Verdict:
    """Only whether somebody may need help: in an appeal people name what it was about, and nobody else sees it."""
    verdict = screen(words, ScreeningContext(kind="appeal"))
    if verdict.effect != Effect.CARE:
        return Verdict()
    return Verdict(Effect.CARE, tuple(one for one in verdict.reasons if one.effect == Effect.CARE), verdict.lexicon)


def _bring_before_another(decision: Decision, side: AppealSide, verdict: Verdict, now: datetime) -> QueueItem:
    """An item of its own, or the one in which somebody looks at the same thing anyway."""
    about = decision.item
    item = _undecided_like(about) or _new_item(about, now)
    if item.cause in (Cause.HELD, Cause.SUBMITTED):
        raise Conflict(_READ_ANYWAY)
    item.cause = Cause.APPEALED
    item.folded_into, item.fingerprint = None, ""
    if about.escalated_at and item.state != State.ESCALATED:
        item.state, item.escalated_at = State.ESCALATED, now  # what was for safeguarding leads stays so (SG-52)
    raise_if_care(item, verdict, now)
    item.save()
    add_changed_evidence(item, now)
    return item


def raise_if_care(item: QueueItem, verdict: Verdict, now: datetime) -> None:
    """In memory: words of need in an appeal call somebody as soon as anywhere else (SG-31)."""
    if verdict.effect == Effect.CARE:
        item.lane, item.is_sensitive = Lane.CARE, True
        raise_to(item, severity_of(verdict), now)
        item.reasons += verdict.reasons_as_data()


def _undecided_like(about: QueueItem) -> QueueItem | None:
    """Locked, as whoever decides locks it first, too: nobody waits for each other in a circle."""
    there = QueueItem.objects.select_for_update().filter(kind=about.kind, subject_id=about.subject_id)
    return there.filter(state__in=UNDECIDED).first()


def _new_item(about: QueueItem, now: datetime) -> QueueItem:
    item = QueueItem(kind=about.kind, subject_id=about.subject_id, author_id=about.author_id, cause=Cause.APPEALED)
    item.stands_in, item.created_at = about.stands_in, now
    item.severity, item.lane = Severity.NORMAL, Lane.CONDUCT
    item.place, item.due_at = place_of(Severity.NORMAL, now), due_at(Severity.NORMAL, now)
    item.evidence, item.is_sensitive = about.evidence[-1:], is_hard(about)
    try:
        with transaction.atomic():
            item.save(force_insert=True)
    except IntegrityError as error:  # somebody else asked, or flagged it, between the two lines
        if (there := _undecided_like(about)) is None:
            raise Conflict(_READ_ANYWAY) from error
        return there
    return item
