"""Waking those who have the queue open. What woke them is not said: each looks at what they may see."""

from contextlib import suppress

from django.db import transaction

from moderation import policies
from moderation.queue_room import KIND, QUEUE_ROOM
from pop.accounts.contracts import Actor
from pop.core.errors import Absent
from pop.realtime.actions import keep_room, touch_room


def open_queue(*, actor: Actor) -> None:
    """Somebody looks at the queue and wants to be woken. Raises Absent for who has none."""
    if not policies.may_see_queue(actor):
        raise Absent
    keep_room(room_id=QUEUE_ROOM, kind=KIND)


def queue_changed() -> None:
    """Called inside the transaction that changed something, after its record. Whoever looks is woken once it has
    committed, in a step of its own: the queue is one row for everybody, and held together with the rooms of circles it
    would make decisions wait for each other. If that step is lost the queue's own look finds what changed."""
    waiting = transaction.get_connection().run_on_commit
    if not any(step is _wake for _savepoints, step, *_rest in waiting):
        transaction.on_commit(_wake, robust=True)


def _wake() -> None:
    # Until somebody has looked at the queue for the first time there is nobody to wake.
    with suppress(Absent), transaction.atomic():
        touch_room(room_id=QUEUE_ROOM)
