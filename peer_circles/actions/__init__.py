"""The only writers of circles, their sessions, invitations, memberships and messages."""

from peer_circles.actions.circles import create_circle
from peer_circles.actions.invitations import INVITED, decline_invitation, invite_to_circle
from peer_circles.actions.membership import forget_person, join_circle, leave_circle, remove_member
from peer_circles.actions.messages import MESSAGE_KIND, approve_message, post_message, remove_message, retract_message
from peer_circles.actions.reminders import SESSION_SOON, send_session_reminders
from peer_circles.actions.sessions import cancel_session, plan_session

__all__ = [
    "INVITED",
    "MESSAGE_KIND",
    "SESSION_SOON",
    "approve_message",
    "cancel_session",
    "create_circle",
    "decline_invitation",
    "forget_person",
    "invite_to_circle",
    "join_circle",
    "leave_circle",
    "plan_session",
    "post_message",
    "remove_member",
    "remove_message",
    "retract_message",
    "send_session_reminders",
]
