"""The rows of moderation, by what they are about."""

from moderation.models.appeals import Appeal, AppealOutcome, AppealSide, PartInAppeal
from moderation.models.decisions import OPEN_AFTERWARDS, RESTRICTING, Choice, Decision, ReasonCode
from moderation.models.flags import Flag
from moderation.models.lexicon import LexiconTerm, LexiconVersion, TermState
from moderation.models.opinions import Opinion
from moderation.models.queue import UNDECIDED, Cause, Lane, PassedOn, QueueItem, Severity, State
from moderation.models.sanctions import STOPS_WRITING, Sanction, SanctionKept, Step
from moderation.models.saved_views import SavedView
from moderation.models.shifts import Exposure, Shift, SummaryAlways

__all__ = [
    "OPEN_AFTERWARDS",
    "RESTRICTING",
    "STOPS_WRITING",
    "UNDECIDED",
    "Appeal",
    "AppealOutcome",
    "AppealSide",
    "Cause",
    "Choice",
    "Decision",
    "Exposure",
    "Flag",
    "Lane",
    "LexiconTerm",
    "LexiconVersion",
    "Opinion",
    "PartInAppeal",
    "PassedOn",
    "QueueItem",
    "ReasonCode",
    "Sanction",
    "SanctionKept",
    "SavedView",
    "Severity",
    "Shift",
    "State",
    "Step",
    "SummaryAlways",
    "TermState",
]
