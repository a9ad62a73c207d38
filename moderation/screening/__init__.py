"""Reading a text before anybody else does: a pure function from a text to a verdict.

No database, no network, no clock. It never refuses anything and its effects only rise (SEC-74): the most it asks for is
that a person looks first (HOLD), or that somebody cares (CARE). It never runs on a report or a call for help (SEC-10).
"""

from moderation.screening.pipeline import STEPS, screen
from moderation.screening.sentences import sentence_for

__all__ = ["STEPS", "screen", "sentence_for"]
