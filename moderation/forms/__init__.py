"""What people type on the pages of moderation. What is right is for the actions to say."""

from moderation.forms.appeals import AppealForm
from moderation.forms.decision import DecisionForm
from moderation.forms.flagging import FlagForm
from moderation.forms.lexicon import TryForm
from moderation.forms.queue import FilterForm, HandOverForm
from moderation.forms.sanctions import LiftForm, SanctionForm
from moderation.forms.saved_views import SaveViewForm
from moderation.forms.shifts import SummaryForm

__all__ = [
    "AppealForm",
    "DecisionForm",
    "FilterForm",
    "FlagForm",
    "HandOverForm",
    "LiftForm",
    "SanctionForm",
    "SaveViewForm",
    "SummaryForm",
    "TryForm",
]
