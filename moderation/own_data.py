"""What somebody gets of moderation when they ask for their own data (SG-46): a function for each kind of row, ready for
JSON. Who flagged them is never in it (SG-51), nor who of the staff decided."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from moderation.models import Appeal, Decision, Flag, SavedView, Shift, SummaryAlways
from moderation.policies import statements_visible_to
from moderation.policies.sanctions import own_sanctions
from moderation.sanctions.places import title_of
from moderation.statement_file import as_data
from pop.accounts.contracts import Actor

Rows = Iterable[dict[str, Any]]


def _when(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def flags_of(persona_id: UUID) -> Rows:
    """Those they sent themselves."""
    for row in Flag.objects.filter(flagger=persona_id).select_related("item"):
        yield {"kind": row.item.kind, "reason": row.reason, "note": row.note, "at": _when(row.created_at)}


def decisions_about(persona_id: UUID) -> Rows:
    """About what they wrote."""
    for row in statements_visible_to(Actor(persona_id=persona_id)).select_related("item"):
        yield {
            "kind": row.item.kind,
            "subject": str(row.item.subject_id),
            "decision": row.decision,
            "rule": row.incompatible_content_ground_id or "",
            "explanation": row.incompatible_content_explanation,
            "facts": row.decision_facts,
            "automated_decision": row.automated_decision,
            "at": _when(row.created_at),
            "statement": _statement(row),
        }


def _statement(row: Decision) -> dict[str, Any] | None:
    """Under its European names; nothing where nothing was restricted."""
    if not row.decision_visibility:
        return None
    return as_data(row, rule=row.incompatible_content_ground_id or "", facts=row.decision_facts)


def appeals_of(persona_id: UUID) -> Rows:
    for row in Appeal.objects.filter(appellant=persona_id).select_related("item"):
        about = {"decision": str(row.decision_id)} if row.decision_id else {"sanction": str(row.sanction_id)}
        yield {
            "kind": row.item.kind,
            **about,
            "words": row.words,
            "outcome": row.outcome,
            "answer": row.answer,
            "at": _when(row.created_at),
        }


def shifts_of(persona_id: UUID) -> Rows:
    for row in Shift.objects.filter(person__persona=persona_id).order_by("began_at"):
        yield {
            "from": _when(row.began_at),
            "to": _when(row.last_at),
            "breaks": row.breaks,
            "hard_things_opened": row.exposures.count(),
        }


def wants_summaries_always(persona_id: UUID) -> bool:
    return SummaryAlways.objects.filter(person__persona=persona_id).exists()


def sanctions_about(persona_id: UUID) -> Rows:
    for row in own_sanctions(Actor(persona_id=persona_id)).order_by("since", "pk"):
        yield {
            "step": row.step,
            "place": title_of(row.place_kind, row.place_id),
            "your_words": row.evidence.get("text", ""),
            "rule": row.incompatible_content_ground_id,
            "explanation": row.incompatible_content_explanation,
            "differently": row.differently,
            "facts": row.decision_facts,
            "automated_decision": row.automated_decision,
            "since": _when(row.since),
            "until": _when(row.until),
            "looked_at_again": _when(row.review_at),
            "ended_early": _when(row.lifted_at),
            "ended_with_the_words": row.lifted_words,
            "undone_by_another_person": row.was_undone,
        }


def queue_views_of(persona_id: UUID) -> Rows:
    for row in SavedView.objects.filter(persona=persona_id):
        yield {"name": row.name, "filters": row.filters, "start": row.is_start}
