"""What somebody sees in place of the box they would write in, while they may not write (moderation's sanctions): a mute
teaches. For them alone; what others see does not change by a byte. docs/realtime-protocol.md."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse

from moderation.sanctions.places import Place
from moderation.sanctions.restrictions import restrictions_of
from moderation.selectors.sanctions import shown
from peer_circles import policies
from peer_circles.models import Circle
from pop.realtime.contracts import Frame, Viewer


def with_sanction(body: Frame, why: Frame) -> Frame:
    """The rest of a private frame with one of `sanction_bodies`: then nothing in it says that they may write."""
    if not why:
        return body
    session = {"session": {**body["session"], "may_write": False}} if "session" in body else {}
    return {**body, **session, **why}


def sanction_bodies(circle: Circle, viewers: Sequence[Viewer], now: datetime) -> list[Frame]:
    """{} for whoever may write. One query, and none where everybody may."""
    silent = [viewer.actor.persona_id for viewer in viewers if viewer.actor.persona_id and not viewer.seat.may_write]
    found = restrictions_of(silent, Place(policies.PLACE, circle.pk), now) if silent else {}
    bodies: list[Frame] = []
    for viewer in viewers:
        sanction = found.get(viewer.actor.persona_id) if viewer.actor.persona_id else None
        if sanction is None or viewer.seat.may_write:
            bodies.append({})
            continue
        one = shown(sanction, now)
        body: Frame = {
            "words": one.words,
            "rule": one.rule,
            "why": one.explanation,
            "differently": one.differently,
            "until": one.until,
            "url": reverse("moderation:sanction", args=[one.id]),
            "help_url": reverse("circles:help_now", args=[circle.pk]),
        }
        bodies.append({"sanction": body})
    return bodies
