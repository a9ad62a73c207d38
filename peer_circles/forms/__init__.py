"""What people type on the pages of circles. What may be typed is decided by the actions."""

from peer_circles.forms.asides import AnswerForm, AsideSayForm, OfferForm
from peer_circles.forms.desk import DecideForm, ModeForm, TurnForm
from peer_circles.forms.people import InviteForm, JoinForm
from peer_circles.forms.planning import CancelForm, OpeningHoursForm, PauseForm, PlanForm, RescheduleForm
from peer_circles.forms.room import HideForm, ReactForm, SayForm
from peer_circles.forms.sessions import CheckInForm, CheckOutForm, DebriefForm, MoveForm
from peer_circles.forms.settings import CircleForm, CloseForm

__all__ = [
    "AnswerForm",
    "AsideSayForm",
    "CancelForm",
    "CheckInForm",
    "CheckOutForm",
    "CircleForm",
    "CloseForm",
    "DebriefForm",
    "DecideForm",
    "HideForm",
    "InviteForm",
    "JoinForm",
    "ModeForm",
    "MoveForm",
    "OfferForm",
    "OpeningHoursForm",
    "PauseForm",
    "PlanForm",
    "ReactForm",
    "RescheduleForm",
    "SayForm",
    "TurnForm",
]
