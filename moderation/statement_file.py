"""A statement of reasons as the European Transparency Database names its parts (DSA, article 17), for the person it is
about: to keep, or to show to somebody who helps them. Every name is there, also of what POP never does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from moderation.models import Decision
from moderation.selectors.statements import statement_for
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

# What never happens here: people decide by the rules of the house, and who flagged something is told to nobody (SG-51).
_NEVER: dict[str, Any] = {
    "decision_provision": None,
    "decision_account": None,
    "illegal_content_legal_ground": None,
    "illegal_content_explanation": None,
    "source_identity": None,
    "category_addition": [],
    "end_date_service_restriction": None,
    "end_date_monetary_restriction": None,
    "end_date_account_restriction": None,
    "territorial_scope": [],  # it is the same everywhere
}


def file_for(actor: Actor, decision_id: UUID, now: datetime) -> dict[str, Any]:
    """In the reader's language. Raises Absent for everybody but the person it is about, and where nothing was ever
    restricted."""
    found = statement_for(actor, decision_id, now)
    if not found.row.decision_visibility:
        raise Absent
    return as_data(found.row, rule=found.rule, facts=" ".join(found.facts))


def as_data(decision: Decision, *, rule: str, facts: str) -> dict[str, Any]:
    """Lists are lists, times ISO 8601; `rule` and `facts` are words or codes, as the reader gets them."""
    ended, written = decision.end_date_visibility_restriction, decision.content_date
    return {
        **_NEVER,
        "puid": str(decision.pk),
        "decision_visibility": decision.decision_visibility.split(),
        "decision_ground": decision.decision_ground,
        "incompatible_content_ground": rule,
        "incompatible_content_explanation": decision.incompatible_content_explanation,
        "decision_facts": facts,
        "source_type": decision.source_type,
        "automated_detection": decision.automated_detection,
        "automated_decision": decision.automated_decision,
        "category": decision.category,
        "category_specification": decision.category_specification.split(),
        "content_type": decision.content_type.split(),
        "content_language": "",  # nobody is asked in which language they write
        "content_date": written.isoformat() if written else None,
        "application_date": decision.created_at.isoformat(),
        "end_date_visibility_restriction": ended.isoformat() if ended else None,
    }
