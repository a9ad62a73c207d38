"""Staff look at what was decided about somebody, or are about to take a step: each look is on record (SG-59), and words
that are hard to read come when they are asked for, and are counted (SEC-75)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from moderation.actions.looking import may_read_words
from moderation.hardness import is_hard
from moderation.models import QueueItem
from moderation.policies import sanctions as policies
from moderation.selectors.sanctions import MOST, grounds_of
from moderation.selectors.strain import wants_summary_always
from pop.accounts.colleagues import Somebody, somebody_here
from pop.accounts.contracts import Actor
from pop.accounts.deeds import record_deed
from pop.audit.actions import Fact
from pop.core.errors import Absent


@dataclass(frozen=True, slots=True)
class HistoryOpened:
    """Somebody's history, as it was opened."""

    person: Somebody
    words_of: frozenset[UUID]  # the sanctions whose words the reader sees
    has_had_enough: bool  # they asked for words, and were told to leave them to others


@dataclass(frozen=True, slots=True)
class GroundsOpened:
    """What a step would be about, as it was opened."""

    has_words: bool
    has_had_enough: bool


@transaction.atomic
def open_history(
    *, actor: Actor, persona_id: UUID, words_of: UUID | None = None, beyond: bool = False, now: datetime
) -> HistoryOpened:
    """Look at what was decided about somebody. `words_of` asks for what one of these sanctions is about, where that is
    hard to read; `beyond` is their own yes in spite of having had enough.

    Raises Absent for who sees no sanctions, for the actor themselves, and for nobody.
    """
    person = somebody_here(persona_id)
    if person is None or persona_id == actor.persona_id or not policies.may_see_sanctions(actor):
        raise Absent
    rows = policies.sanctions_visible_to(actor).filter(persona=persona_id).select_related("item")
    always, shown, has_had_enough = wants_summary_always(actor), set[UUID](), False
    for sanction in rows.order_by("-since", "pk")[:MOST]:
        if not (always or _is_hard(sanction.item)):
            shown.add(sanction.pk)
        elif sanction.pk == words_of:
            if may_read_words(actor, sanction.item, beyond=beyond, now=now):
                shown.add(sanction.pk)
            else:
                has_had_enough = True
    _record(actor, person, now, words=str(words_of) if words_of in shown else "", beyond=beyond)
    return HistoryOpened(person, frozenset(shown), has_had_enough)


@transaction.atomic
def open_grounds(
    *, actor: Actor, kind: str, subject_id: UUID, words: bool = False, beyond: bool = False, now: datetime
) -> GroundsOpened:
    """Look at something somebody wrote, and at what was decided about them, before a step. Raises Absent as
    `grounds_of`, and for what is not the actor's to decide."""
    grounds = grounds_of(kind, subject_id)
    if not policies.may_sanction_for(actor, kind, subject_id, grounds.author.persona_id):
        raise Absent
    asked = words or not (_is_hard(grounds.item) or wants_summary_always(actor))
    shows = asked and may_read_words(actor, grounds.item, beyond=beyond, now=now)
    _record(actor, grounds.author, now, words=f"{kind}:{subject_id}" if shows else "", beyond=beyond)
    return GroundsOpened(shows, has_had_enough=asked and not shows)


def _is_hard(item: QueueItem | None) -> bool:
    return item is not None and is_hard(item)


def _record(actor: Actor, person: Somebody, now: datetime, *, words: str, beyond: bool) -> None:
    facts: dict[str, Fact] = {"words": words, **({"beyond": True} if beyond else {})} if words else {}
    record_deed(
        actor=actor,
        verb="moderation.view_sanctions",
        subject_kind="persona",
        subject_id=person.persona_id,
        now=now,
        facts=facts,
    )
