"""The only writers of asides: talks of one member alone with one of the staff (SG-02)."""

from peer_circles.actions.asides.beginnings import (
    ASIDE_ROOM,
    HELP_CALL,
    accept_aside,
    ask_for_help,
    decline_aside,
    offer_aside,
    withdraw_aside,
)
from peer_circles.actions.asides.endings import discard_asides, end_aside, forget_asides, leave_asides
from peer_circles.actions.asides.looking import look_into_aside, note_staff_there
from peer_circles.actions.asides.words import (
    ASIDE_MESSAGE,
    approve_aside_message,
    hold_back_aside_message,
    post_aside_message,
    remove_aside_message,
    show_aside_message_again,
)

__all__ = [
    "ASIDE_MESSAGE",
    "ASIDE_ROOM",
    "HELP_CALL",
    "accept_aside",
    "approve_aside_message",
    "ask_for_help",
    "decline_aside",
    "discard_asides",
    "end_aside",
    "forget_asides",
    "hold_back_aside_message",
    "leave_asides",
    "look_into_aside",
    "note_staff_there",
    "offer_aside",
    "post_aside_message",
    "remove_aside_message",
    "show_aside_message_again",
    "withdraw_aside",
]
