"""The only writers of circles, their sessions, pauses and hours, invitations, memberships and messages."""

from peer_circles.actions.at_once import moment, speaking_at_once
from peer_circles.actions.check_ins import (
    CHECK_IN_KIND,
    check_in,
    check_out,
    clear_words,
    discard_check_ins,
    put_words_back,
)
from peer_circles.actions.circle_settings import AGREEMENT_CHANGED, CIRCLE_CLOSED, change_circle, close_circle
from peer_circles.actions.circles import create_circle
from peer_circles.actions.debriefs import write_debrief
from peer_circles.actions.hiding import hide_author, refresh_rooms_of
from peer_circles.actions.invitations import INVITED, decline_invitation, invite_to_circle
from peer_circles.actions.lines import note_lines
from peer_circles.actions.membership import (
    forget_person,
    join_circle,
    leave_circle,
    let_member_back_in,
    remove_member,
)
from peer_circles.actions.messages import (
    MESSAGE_KIND,
    approve_message,
    hold_back_message,
    keep_waiting,
    remove_message,
    restore_message,
    retract_message,
    show_message_again,
    take_note_off,
)
from peer_circles.actions.modes import give_turn, pass_turn, set_mode
from peer_circles.actions.old_talk import discard_old_talk
from peer_circles.actions.opening_hours import add_opening_hours, remove_opening_hours
from peer_circles.actions.pace_rule import go_on_by_rule, keep_pace_by_rule, slow_down_by_rule
from peer_circles.actions.pauses import PAUSED, plan_pause, withdraw_pause
from peer_circles.actions.reactions import react
from peer_circles.actions.reminders import SESSION_SOON, send_session_reminders
from peer_circles.actions.saying import post_message, say_at_once
from peer_circles.actions.sentences import import_sentences
from peer_circles.actions.session_moves import (
    begin_closing,
    close_session,
    extend_session,
    move_sessions_on,
    open_session,
    pause_session,
    resume_session,
)
from peer_circles.actions.sessions import (
    SESSION_MOVED,
    SESSION_OFF,
    cancel_session,
    plan_session,
    reschedule_session,
)
from peer_circles.actions.shifts import hand_over_shift, keep_shift, note_signs_of_life, offer_shift, take_shift
from peer_circles.actions.staff_there import note_staff_there

__all__ = [
    "AGREEMENT_CHANGED",
    "CHECK_IN_KIND",
    "CIRCLE_CLOSED",
    "INVITED",
    "MESSAGE_KIND",
    "PAUSED",
    "SESSION_MOVED",
    "SESSION_OFF",
    "SESSION_SOON",
    "add_opening_hours",
    "approve_message",
    "begin_closing",
    "cancel_session",
    "change_circle",
    "check_in",
    "check_out",
    "clear_words",
    "close_circle",
    "close_session",
    "create_circle",
    "decline_invitation",
    "discard_check_ins",
    "discard_old_talk",
    "extend_session",
    "forget_person",
    "give_turn",
    "go_on_by_rule",
    "hand_over_shift",
    "hide_author",
    "hold_back_message",
    "import_sentences",
    "invite_to_circle",
    "join_circle",
    "keep_pace_by_rule",
    "keep_shift",
    "keep_waiting",
    "leave_circle",
    "let_member_back_in",
    "moment",
    "move_sessions_on",
    "note_lines",
    "note_signs_of_life",
    "note_staff_there",
    "offer_shift",
    "open_session",
    "pass_turn",
    "pause_session",
    "plan_pause",
    "plan_session",
    "post_message",
    "put_words_back",
    "react",
    "refresh_rooms_of",
    "remove_member",
    "remove_message",
    "remove_opening_hours",
    "reschedule_session",
    "restore_message",
    "resume_session",
    "retract_message",
    "say_at_once",
    "send_session_reminders",
    "set_mode",
    "show_message_again",
    "slow_down_by_rule",
    "speaking_at_once",
    "take_note_off",
    "take_shift",
    "withdraw_pause",
    "write_debrief",
]
