"""What moderation keeps about a person, and what becomes of it when they leave."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext as _

from moderation import own_data
from moderation.actions.appealing import let_go_of_appeals
from moderation.models import (
    Appeal,
    Decision,
    Exposure,
    Flag,
    LexiconTerm,
    LexiconVersion,
    Opinion,
    PartInAppeal,
    PassedOn,
    QueueItem,
    Sanction,
    SanctionKept,
    SavedView,
    Shift,
    SummaryAlways,
)
from pop.core import clock


class ModerationData:
    area = "moderation"
    models: tuple[type[Model], ...] = (
        QueueItem,
        PassedOn,
        Flag,
        Decision,
        Appeal,
        PartInAppeal,
        Sanction,
        SanctionKept,
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
        return {
            "flags": list(own_data.flags_of(persona_id)),
            "decisions": list(own_data.decisions_about(persona_id)),
            "appeals": list(own_data.appeals_of(persona_id)),
            "shifts": list(own_data.shifts_of(persona_id)),
            "wants_summaries_always": own_data.wants_summaries_always(persona_id),
            "sanctions": list(own_data.sanctions_about(persona_id)),
            "queue_views": list(own_data.queue_views_of(persona_id)),
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
