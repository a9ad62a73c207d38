"""What moderation keeps about a person, and what becomes of it when they leave."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _

from moderation.actions.appealing import let_go_of_appeals
from moderation.models import (
    Appeal,
    Decision,
    Exposure,
    Flag,
    LexiconTerm,
    LexiconVersion,
    Opinion,
    PassedOn,
    QueueItem,
    Sanction,
    SavedView,
    Shift,
    SummaryAlways,
)
from moderation.places import title_of
from moderation.policies import statements_visible_to
from moderation.sanction_policies import own_sanctions
from pop.accounts.contracts import Actor
from pop.core import clock


class ModerationData:
    area = "moderation"
    models: tuple[type[Model], ...] = (
        QueueItem,
        PassedOn,
        Flag,
        Decision,
        Appeal,
        Sanction,
        LexiconTerm,
        LexiconVersion,
        Opinion,
        Shift,
        Exposure,
        SummaryAlways,
        SavedView,
    )

    @property
    def retention(self) -> str:
        return _(
            "What you told us about others stays, without your name. If a person had to check your own words, we keep "
            "them without your name, too. %(days)d days after the decision we delete them. If you moderate, the "
            "numbers of your shifts go after %(shift_days)d days."
        ) % {"days": settings.POP_EVIDENCE_DAYS, "shift_days": settings.POP_SHIFT_DAYS}

    def export(self, persona_id: UUID) -> Any:
        """Their own flags and appeals, the decisions about what they wrote, and the sanctions about them. Who flagged
        them is never in it (SG-51), nor who of the staff decided."""
        flags = Flag.objects.filter(flagger=persona_id).select_related("item")
        decisions = statements_visible_to(Actor(persona_id=persona_id)).select_related("item")
        return {
            "flags": [
                {"kind": f.item.kind, "reason": f.reason, "note": f.note, "at": f.created_at.isoformat()} for f in flags
            ],
            "decisions": [
                {
                    "kind": d.item.kind,
                    "subject": str(d.item.subject_id),
                    "decision": d.decision,
                    "rule": d.incompatible_content_ground_id or "",
                    "explanation": d.incompatible_content_explanation,
                    "facts": d.decision_facts,
                    "automated_decision": d.automated_decision,
                    "at": d.created_at.isoformat(),
                }
                for d in decisions
            ],
            "appeals": [
                {
                    "kind": a.decision.item.kind,
                    "decision": str(a.decision_id),
                    "words": a.words,
                    "outcome": a.outcome,
                    "answer": a.answer,
                    "at": a.created_at.isoformat(),
                }
                for a in Appeal.objects.filter(appellant=persona_id).select_related("decision__item")
            ],
            "shifts": [
                {
                    "from": shift.began_at.isoformat(),
                    "to": shift.last_at.isoformat(),
                    "breaks": shift.breaks,
                    "hard_things_opened": shift.exposures.count(),
                }
                for shift in Shift.objects.filter(person__persona=persona_id).order_by("began_at")
            ],
            "wants_summaries_always": SummaryAlways.objects.filter(person__persona=persona_id).exists(),
            "sanctions": [
                {
                    "step": s.step,
                    "place": title_of(s.place_kind, s.place_id),
                    "your_words": s.evidence.get("text", ""),
                    "rule": s.incompatible_content_ground_id,
                    "explanation": s.incompatible_content_explanation,
                    "differently": s.differently,
                    "facts": s.decision_facts,
                    "automated_decision": s.automated_decision,
                    "since": s.since.isoformat(),
                    "until": s.until.isoformat() if s.until else None,
                    "looked_at_again": s.review_at.isoformat() if s.review_at else None,
                    "ended_early": s.lifted_at.isoformat() if s.lifted_at else None,
                    "ended_with_the_words": s.lifted_words,
                }
                for s in own_sanctions(Actor(persona_id=persona_id)).order_by("since", "pk")
            ],
            "queue_views": [
                {"name": view.name, "filters": view.filters, "start": view.is_start}
                for view in SavedView.objects.filter(persona=persona_id)
            ],
        }

    def erase(self, persona_id: UUID) -> None:
        """Cut every row off from the person. The words stay as evidence for their term (discard_old_evidence); an
        appeal is let go, and its words with it, and so is how they liked to look at the queue. Shifts go with the
        login, in the same transaction."""
        let_go_of_appeals(persona_id=persona_id, now=clock.now())
        SavedView.objects.filter(persona=persona_id).delete()
        Flag.objects.filter(flagger=persona_id).update(flagger=None)
        Sanction.objects.filter(persona=persona_id).update(persona=None)
        for item in QueueItem.objects.filter(author=persona_id).iterator():
            item.author = None
            item.evidence = [{**seen, "author_id": None} for seen in item.evidence]
            item.save(update_fields=["author", "evidence"])


MODERATION = ModerationData()
