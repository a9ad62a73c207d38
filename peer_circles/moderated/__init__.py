"""What moderation is promised about circles, a file for each subject."""

from peer_circles.moderated.asides import AsideMessages, HelpCalls
from peer_circles.moderated.check_ins import CheckIns
from peer_circles.moderated.messages import CircleMessages

__all__ = ["AsideMessages", "CheckIns", "CircleMessages", "HelpCalls"]
