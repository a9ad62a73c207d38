"""The only writers of circles, memberships and messages."""

from peer_circles.actions.circles import create_circle
from peer_circles.actions.membership import forget_person, join_circle, leave_circle, remove_member
from peer_circles.actions.messages import MESSAGE_KIND, approve_message, post_message, remove_message, retract_message

__all__ = [
    "MESSAGE_KIND",
    "approve_message",
    "create_circle",
    "forget_person",
    "join_circle",
    "leave_circle",
    "post_message",
    "remove_member",
    "remove_message",
    "retract_message",
]
