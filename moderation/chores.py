"""What servers do for moderation without being asked: the clocks call (SG-55), and what was kept for long enough goes
(SG-42). Each of them does no harm when it runs twice."""

from moderation import actions
from moderation.actions.escalating import OFTEN
from pop.core.chores import DAY, register_chore


def register() -> None:
    register_chore("moderation.clocks", seconds=OFTEN, run=actions.look_at_clocks)
    register_chore("moderation.evidence", seconds=DAY, run=actions.discard_old_evidence)
    register_chore("moderation.shifts", seconds=DAY, run=actions.discard_old_shifts)
