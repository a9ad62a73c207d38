"""The rows of moderation, by what they are about."""

from moderation.models.decisions import Choice, Decision, ReasonCode
from moderation.models.flags import Flag
from moderation.models.lexicon import LexiconTerm, LexiconVersion, TermState
from moderation.models.queue import UNDECIDED, Cause, Lane, PassedOn, QueueItem, Severity, State

__all__ = [
    "UNDECIDED",
    "Cause",
    "Choice",
    "Decision",
    "Flag",
    "Lane",
    "LexiconTerm",
    "LexiconVersion",
    "PassedOn",
    "QueueItem",
    "ReasonCode",
    "Severity",
    "State",
    "TermState",
]
