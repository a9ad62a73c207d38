"""What the software refuses to start with."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from moderation.policies.appeals import APPEAL_TIME


def evidence_outlives_appeals(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Whoever judges an appeal must be able to read what it is about (SG-50)."""
    if APPEAL_TIME.days <= settings.POP_EVIDENCE_DAYS:
        return []
    return [
        Error(
            "The words behind a decision would be deleted while somebody can still ask for another look at it.",
            hint=f"Set POP_EVIDENCE_DAYS to {APPEAL_TIME.days} or more.",
            id="moderation.E001",
        )
    ]
