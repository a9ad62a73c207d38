"""A sanction ends early, or is undone because it should not have been."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from moderation.actions.appealing_sanctions import end_appeal_about, lock_appeals_about
from moderation.actions.sanctioning import LONGEST_WORDS, TOO_LONG, record_step
from moderation.events import SanctionLifted
from moderation.models import QueueItem, Sanction, Step
from moderation.policies import sanctions as policies
from moderation.sanctions.places import place_kind_named
from moderation.selectors.sanctions import is_in_force
from pop.accounts.actions import notify
from pop.accounts.colleagues import somebody_here
from pop.accounts.contracts import Actor
from pop.core.errors import Absent, Conflict, Invalid
from pop.core.events import emit
from pop.core.text import clean_block


@transaction.atomic
def lift_sanction(*, actor: Actor, sanction_id: UUID, words: str, now: datetime) -> Sanction:
    """End it early, or take it back: it counts no more, and the person is told with these words. Raises Absent for what
    the actor may not lift, Conflict for what is over already, Invalid at `words`."""
    if not policies.may_see_sanctions(actor):
        raise Absent
    lock_appeals_about([sanction_id])
    sanction = Sanction.objects.select_for_update().filter(pk=sanction_id).first()
    person = somebody_here(sanction.persona_id) if sanction else None
    if sanction is None or person is None or not policies.may_lift(actor, sanction, person.roles):
        raise Absent
    if not is_in_force(sanction, now):
        raise Conflict(_("This is over already."), code="over")
    words = clean_block(words)
    if not words:
        raise Invalid(fields={"words": [_("Please tell the person in your own words why it ends now.")]})
    if len(words) > LONGEST_WORDS:
        raise Invalid(fields={"words": [TOO_LONG]})
    _lift(actor, sanction, words, now)
    end_appeal_about(sanction, now)
    _tell_it_is_over(sanction, now, was_in_force=True)
    return sanction


def lift_because_of(*, actor: Actor, item: QueueItem, words: str, now: datetime) -> None:
    """What was decided about a thing was undone, and every step taken because of it with that (SG-50): it counts no
    more. Whoever judges an appeal may do so, whichever step it was. Called inside the deciding transaction."""
    about = Sanction.objects.filter(kind=item.kind, subject_id=item.subject_id, lifted_at__isnull=True)
    lock_appeals_about(list(about.values_list("pk", flat=True)))
    for sanction in about.select_for_update().order_by("since", "pk"):
        was_in_force = is_in_force(sanction, now)
        undo_sanction(actor=actor, sanction=sanction, words=words, now=now)
        end_appeal_about(sanction, now)
        _tell_it_is_over(sanction, now, was_in_force=was_in_force)


def undo_sanction(*, actor: Actor, sanction: Sanction, words: str, now: datetime) -> None:
    """It should not have been: it counts no more, and what it took is given back as far as that is possible, which
    `place_is_lost` says (SG-50). Called inside the deciding transaction, with the sanction locked; whoever calls tells
    the person."""
    sanction.was_undone = True
    sanction.place_is_lost = not _gave_place_back(actor, sanction, now)
    _lift(actor, sanction, words, now)


def _gave_place_back(actor: Actor, sanction: Sanction, now: datetime) -> bool:
    """Whether nothing is missing: another removal may still hold, and somebody else may have their place by now."""
    if sanction.step != Step.REMOVAL or sanction.place_id is None or sanction.persona_id is None:
        return True
    there = Sanction.objects.filter(persona=sanction.persona_id, place_kind=sanction.place_kind).exclude(pk=sanction.pk)
    others = there.filter(step=Step.REMOVAL, place_id=sanction.place_id)
    if any(is_in_force(one, now) for one in others):
        return False
    # Undone before, while another one still held: one of them took the place that both kept.
    lost = others.filter(place_is_lost=True)
    is_back = place_kind_named(sanction.place_kind).let_back_in(
        actor=actor,
        persona_id=sanction.persona_id,
        place_id=sanction.place_id,
        shown_out_at=[sanction.since, *lost.values_list("since", flat=True)],
        now=now,
    )
    if is_back:
        lost.update(place_is_lost=False)
    return is_back


def _lift(actor: Actor, sanction: Sanction, words: str, now: datetime) -> None:
    """From the next frame on, also on open lines (SEC-28)."""
    was_in_force = is_in_force(sanction, now)
    sanction.lifted_at, sanction.lifted_by_id, sanction.lifted_words = now, actor.login_id, words
    sanction.save(update_fields=["lifted_at", "lifted_by", "lifted_words", "was_undone", "place_is_lost"])
    facts = {"undone": "yes"} if sanction.was_undone else {}
    record_step(actor, "moderation.lift_sanction", sanction, now, step=sanction.step, **facts)
    if was_in_force and sanction.persona_id is not None:
        emit(SanctionLifted(sanction.pk, sanction.persona_id, now))


def _tell_it_is_over(sanction: Sanction, now: datetime, *, was_in_force: bool) -> None:
    """As long as it still held them up."""
    if was_in_force and sanction.persona_id is not None:
        facts = {"sanction": str(sanction.pk)}
        notify(persona_id=sanction.persona_id, kind="moderation.sanction_lifted", facts=facts, now=now)
