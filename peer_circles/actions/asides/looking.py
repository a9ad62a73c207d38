"""That somebody of the staff is there, and that somebody who supervises looked in."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from peer_circles.actions.asides.moves import catch_up, locked_aside, look_again, record_about
from peer_circles.models import Aside
from peer_circles.policies import asides as aside_policies
from peer_circles.selectors.asides import aside_now
from peer_circles.states.sessions import staff_time_left
from pop.accounts.contracts import Actor
from pop.core.errors import Absent

WRITTEN_EVERY = timedelta(seconds=8)  # as signs of life on a shift: a row for each would be too many


def look_into_aside(*, actor: Actor, aside_id: UUID, now: datetime) -> Aside:
    """Read what is said in an aside as somebody who supervises it. Each time is on record (SG-02). Raises Absent."""
    with transaction.atomic():
        aside = locked_aside(aside_id, now)
        if not aside_policies.may_look_in(actor, aside):
            raise Absent
        record_about(actor, "circles.look_into_aside", aside, now)
    return aside


def note_staff_there(*, asides: Sequence[Aside], there: Sequence[tuple[Aside, Actor, datetime]], now: datetime) -> bool:
    """The lines in the rooms of these asides were just looked at: `there` are those of the staff whose talk it is, and
    when each was last heard.

    Also writes down what has come true of them meanwhile. Whether anything was written.
    """
    seen = {
        aside.pk: heard
        for aside, actor, heard in there
        if heard + staff_time_left() >= now
        and (aside.seen_at is None or aside.seen_at + WRITTEN_EVERY <= heard)
        and aside_policies.is_its_staff(actor, aside)
    }
    behind = {aside.pk for aside in asides if aside_now(aside, now).state != aside.state}
    if not seen and not behind:
        return False
    with transaction.atomic():
        for aside_id in sorted(seen.keys() | behind):
            aside = locked_aside(aside_id, now)  # first what was: that they are back does not undo that they were gone
            if aside_id in seen:
                is_news = aside.seen_at is None
                aside.seen_at = seen[aside_id]
                aside.save(update_fields=["seen_at"])
                if not catch_up(aside, now) and is_news:
                    look_again(aside)
    return True
