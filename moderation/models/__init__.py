"""The rows of moderation, by what they are about."""

from moderation.models.decisions import OPEN_AFTERWARDS, Choice, Decision, ReasonCode
from moderation.models.flags import Flag
from moderation.models.lexicon import LexiconTerm, LexiconVersion, TermState
from moderation.models.opinions import Opinion
from moderation.models.queue import UNDECIDED, Cause, Lane, PassedOn, QueueItem, Severity, State
from moderation.models.sanctions import STOPS_WRITING, Sanction, Step
from moderation.models.saved_views import SavedView
from moderation.models.shifts import Exposure, Shift, SummaryAlways

__all__ = [
    "OPEN_AFTERWARDS",
    "STOPS_WRITING",
    "UNDECIDED",
    "Cause",
    "Choice",
    "Decision",
    "Exposure",
    "Flag",
    "Lane",
    "LexiconTerm",
    "LexiconVersion",
    "Opinion",
    "PassedOn",
    "QueueItem",
    "ReasonCode",
    "Sanction",
    "SavedView",
    "Severity",
    "Shift",
    "State",
    "Step",
    "SummaryAlways",
    "TermState",
]
