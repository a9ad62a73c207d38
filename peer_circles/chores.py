"""What servers do for circles without being asked: sessions move on, people are reminded, and what was kept for long
enough goes (SG-42). Each of them does no harm when it runs twice."""

from peer_circles import actions
from peer_circles.actions import asides
from pop.core.chores import DAY, MINUTE, register_chore


def register() -> None:
    register_chore("circles.sessions", seconds=MINUTE, run=actions.move_sessions_on)
    register_chore("circles.reminders", seconds=15 * MINUTE, run=actions.send_session_reminders)
    register_chore("circles.talk", seconds=DAY, run=actions.discard_old_talk)
    register_chore("circles.check_ins", seconds=DAY, run=actions.discard_check_ins)
    register_chore("circles.asides", seconds=DAY, run=asides.discard_asides)
